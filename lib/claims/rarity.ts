/**
 * How rare a value is among others of its kind, itself counted among them: the share that is as low
 * or lower, and the share that is as high or higher. Of 30 windows none is rarer than 1 in 31.
 *
 * @param percentile share of the others, in percent, that are as low or lower
 * @param others their number
 * @example rarity(100, 180) // [1, 0.0055]
 */
export function rarity(percentile: number, others: number): [low: number, high: number] {
  const below = Math.round(others * percentile / 100);
  return [(1 + below) / (1 + others), (1 + others - below) / (1 + others)];
}
