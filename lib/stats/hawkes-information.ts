import type { HawkesFit, HawkesParameters, Observation } from "./hawkes.ts";

/**
 * Standard errors of a fitted Hawkes process from the inverse of the observed information (minus the
 * second derivatives of the log-likelihood), that of alpha / beta by the delta method.
 *
 * @returns NaN where alpha is 0 or the information has no inverse: the errors are then not normal
 * @example hawkesStandardErrors(times, fit, { from: 0, to: 3600 }).branching
 */
export function hawkesStandardErrors(
  times: ArrayLike<number>,
  parameters: HawkesParameters,
  observation: Observation,
): HawkesFit["standardErrors"] {
  const { alpha, beta } = parameters;
  const covariance = inverse(information(times, parameters, observation));
  const [mm, , , aa, ab, bb] = alpha > 0 ? covariance : new Array(6).fill(NaN);
  const branching = (aa - 2 * alpha / beta * ab + (alpha / beta) ** 2 * bb) / (beta * beta);
  return {
    mu: Math.sqrt(mm),
    alpha: Math.sqrt(aa),
    beta: Math.sqrt(bb),
    branching: Math.sqrt(branching),
  };
}

// A symmetric 3 x 3 matrix over (mu, alpha, beta): mm, ma, mb, aa, ab, bb.
type Symmetric = [number, number, number, number, number, number];

function information(
  times: ArrayLike<number>,
  { mu, alpha, beta }: HawkesParameters,
  { to }: Observation,
): Symmetric {
  // Sums over earlier events of exp(-beta d), d exp(-beta d), d^2 exp(-beta d), d the time since.
  let zeroth = 0, first = 0, second = 0;
  let mm = 0, ma = 0, mb = 0, aa = 0, ab = 0, bb = 0;
  for (let i = 0; i < times.length; i++) {
    if (i > 0) {
      const wait = times[i] - times[i - 1], fade = Math.exp(-beta * wait);
      second = fade * (second + 2 * wait * first + wait * wait * (zeroth + 1));
      first = fade * (first + wait * (zeroth + 1));
      zeroth = fade * (zeroth + 1);
    }
    const rate = mu + alpha * zeroth;
    const byAlpha = zeroth / rate, byBeta = -alpha * first / rate;
    mm += 1 / (rate * rate);
    ma += byAlpha / rate;
    mb += byBeta / rate;
    aa += byAlpha * byAlpha;
    ab += byAlpha * byBeta + first / rate;
    bb += byBeta * byBeta - alpha * second / rate;
    // The expected number of events alpha (1 - exp(-beta d)) / beta, differentiated.
    const left = to - times[i], fade = Math.exp(-beta * left);
    const gone = 1 - fade;
    ab += left * fade / beta - gone / (beta * beta);
    bb += alpha *
      (2 * gone / beta ** 3 - 2 * left * fade / (beta * beta) - left * left * fade / beta);
  }
  return [mm, ma, mb, aa, ab, bb];
}

function inverse([mm, ma, mb, aa, ab, bb]: Symmetric): Symmetric {
  const c0 = aa * bb - ab * ab, c1 = mb * ab - ma * bb, c2 = ma * ab - mb * aa;
  const determinant = mm * c0 + ma * c1 + mb * c2;
  const adjugate = [c0, c1, c2, mm * bb - mb * mb, ma * mb - mm * ab, mm * aa - ma * ma];
  return adjugate.map((value) => value / determinant) as Symmetric;
}
