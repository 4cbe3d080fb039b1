/**
 * How a series may remember: noise without memory plus three parts that fade over 2, 7 and 30 steps,
 * as days, weeks and months do in Corsi's (2009) heterogeneous model of activity. A law is a mixture
 * of the four; together the laws stand for what is not known of a series' memory.
 */

/** Steps after which the autocorrelation of a part has fallen to 1/e. */
const SCALES = [2, 7, 30];
/** Shares of the variance come in this many parts: 56 laws. */
const PARTS = 5;
const KEEP = SCALES.map((steps) => Math.exp(-1 / steps));

/** One law, as the Kalman filter that foretells each value from those before it. */
export interface MemoryLaw {
  /** How far a surprise moves each of the three parts, by step. */
  gains: readonly [Float64Array, Float64Array, Float64Array];
  /** Variance of the surprises by step, where the series' own is 1. */
  variances: Float64Array;
  /** Sum of ln(variances) / 2, which the likelihood loses. */
  logScale: number;
  /** Long-run variance: n times the variance of a mean of n values, n large. */
  longRun: number;
}

/**
 * All laws for a series of some length.
 *
 * @example memoryLaws(240).length // 56
 */
export function memoryLaws(length: number): MemoryLaw[] {
  const laws: MemoryLaw[] = [];
  for (let a = 0; a <= PARTS; a++) {
    for (let b = 0; a + b <= PARTS; b++) {
      for (let c = 0; a + b + c <= PARTS; c++) {
        laws.push(memoryLaw(length, [a / PARTS, b / PARTS, c / PARTS]));
      }
    }
  }
  return laws;
}

/** The filter of one law, from the shares of the three parts in the variance; the rest is noise. */
function memoryLaw(length: number, shares: readonly number[]): MemoryLaw {
  const noise = Math.max(0, 1 - shares[0] - shares[1] - shares[2]);
  const gains = [0, 1, 2].map(() => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const variances = new Float64Array(length);
  let logScale = 0;
  // Covariance of the parts, given the values so far.
  const covariance = [0, 0, 0, 0, 0, 0, 0, 0, 0], sums = [0, 0, 0];
  shares.forEach((share, i) => covariance[4 * i] = share);
  for (let t = 0; t < length; t++) {
    for (let i = 0; i < 3; i++) {
      sums[i] = covariance[3 * i] + covariance[3 * i + 1] + covariance[3 * i + 2];
    }
    const variance = sums[0] + sums[1] + sums[2] + noise;
    variances[t] = variance;
    logScale += Math.log(variance) / 2;
    for (let i = 0; i < 3; i++) {
      gains[i][t] = sums[i] / variance;
      for (let j = 0; j < 3; j++) {
        const left = covariance[3 * i + j] - sums[i] * sums[j] / variance;
        covariance[3 * i + j] = KEEP[i] * KEEP[j] * left;
      }
      covariance[4 * i] += shares[i] * (1 - KEEP[i] ** 2);
    }
  }
  const longRun = shares.reduce(
    (sum, share, i) => sum + share * (1 + KEEP[i]) / (1 - KEEP[i]),
    noise,
  );
  return { gains, variances, logScale, longRun };
}

// The three functions below run thousands of times per series: their loops are written out.

/**
 * What of each value its law did not foretell.
 *
 * @param out gets the surprises
 */
export function surprises(
  { gains: [g0, g1, g2] }: MemoryLaw,
  values: ArrayLike<number>,
  out: Float64Array,
): void {
  const [k0, k1, k2] = KEEP;
  let a = 0, b = 0, c = 0;
  for (let t = 0; t < out.length; t++) {
    const surprise = values[t] - a - b - c;
    out[t] = surprise;
    a = k0 * (a + g0[t] * surprise);
    b = k1 * (b + g1[t] * surprise);
    c = k2 * (c + g2[t] * surprise);
  }
}

/** The series of which these are the surprises. */
export function seriesOf(
  { gains: [g0, g1, g2] }: MemoryLaw,
  surprises: Float64Array,
  out: Float64Array,
): void {
  const [k0, k1, k2] = KEEP;
  let a = 0, b = 0, c = 0;
  for (let t = 0; t < out.length; t++) {
    const surprise = surprises[t];
    out[t] = a + b + c + surprise;
    a = k0 * (a + g0[t] * surprise);
    b = k1 * (b + g1[t] * surprise);
    c = k2 * (c + g2[t] * surprise);
  }
}

/**
 * The transpose of `surprises`: sum(weights x surprises(values)) = sum(out x values), for any values.
 * One pass then gives the products of one series with every step that it might hold.
 */
export function transposed(
  { gains: [g0, g1, g2] }: MemoryLaw,
  weights: Float64Array,
  out: Float64Array,
): void {
  const [k0, k1, k2] = KEEP;
  let a = 0, b = 0, c = 0;
  for (let t = out.length - 1; t >= 0; t--) {
    const value = weights[t] + k0 * g0[t] * a + k1 * g1[t] * b + k2 * g2[t] * c;
    out[t] = value;
    a = k0 * a - value;
    b = k1 * b - value;
    c = k2 * c - value;
  }
}

/**
 * Sum of squared surprises over their variances of a step, for every position that it may have: a
 * series that is 0 before the position and 1 from it on. One pass backwards: what is still to come is
 * a quadratic form of the three parts and the constant.
 */
export function stepSquares({ gains, variances }: MemoryLaw): Float64Array {
  const squares = new Float64Array(variances.length);
  const [k0, k1, k2] = KEEP;
  // The form's matrix over (part, part, part, constant): aa ab ac bb bc cc, ad bd cd, dd.
  let aa = 0, ab = 0, ac = 0, bb = 0, bc = 0, cc = 0, ad = 0, bd = 0, cd = 0, dd = 0;
  for (let t = variances.length - 1; t >= 0; t--) {
    // The parts fade first ...
    aa *= k0 * k0, ab *= k0 * k1, ac *= k0 * k2, bb *= k1 * k1, bc *= k1 * k2, cc *= k2 * k2;
    ad *= k0, bd *= k1, cd *= k2;
    // ... and before that moved by gain x surprise, where the surprise is constant less parts.
    const g0 = gains[0][t], g1 = gains[1][t], g2 = gains[2][t];
    const va = aa * g0 + ab * g1 + ac * g2;
    const vb = ab * g0 + bb * g1 + bc * g2;
    const vc = ac * g0 + bc * g1 + cc * g2;
    const vd = ad * g0 + bd * g1 + cd * g2;
    const vv = va * g0 + vb * g1 + vc * g2 + 1 / variances[t];
    dd += 2 * vd + vv;
    ad += va - vd - vv, bd += vb - vd - vv, cd += vc - vd - vv;
    aa += vv - 2 * va, bb += vv - 2 * vb, cc += vv - 2 * vc;
    ab += vv - va - vb, ac += vv - va - vc, bc += vv - vb - vc;
    squares[t] = dd;
  }
  return squares;
}
