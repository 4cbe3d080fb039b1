/**
 * P-values adjusted for several hypotheses by Benjamini and Hochberg (1995), in the order given: those
 * below 0.05 hold at most 5% false discoveries, on average, among themselves. A NaN (not tested) stays
 * NaN and does not count as a hypothesis.
 *
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // Float64Array [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const adjusted = Float64Array.from(pValues);
  const order = Array.from(adjusted.keys())
    .filter((i) => !Number.isNaN(adjusted[i]))
    .sort((i, j) => adjusted[j] - adjusted[i]);
  const tests = order.length;
  let smallest = 1;
  order.forEach((i, larger) => {
    smallest = Math.min(smallest, adjusted[i] * tests / (tests - larger));
    adjusted[i] = smallest;
  });
  return adjusted;
}
