import { hawkesStandardErrors } from "./hawkes-information.ts";
import { quantile } from "./quantile.ts";

/**
 * A self-exciting process with exponential kernel: at time t events come at the rate
 * mu + sum of alpha exp(-beta (t - t_i)) over the events before t.
 */
export interface HawkesParameters {
  /** Rate of events that nothing set off. */
  mu: number;
  /** Jump of the rate at each event. */
  alpha: number;
  /** Speed at which a jump fades. */
  beta: number;
}

/** The time during which events were recorded, in the unit of their times. */
export interface Observation {
  from: number;
  to: number;
}

/** Parameters of largest likelihood. Standard errors are NaN where nothing excites (alpha = 0). */
export interface HawkesFit extends HawkesParameters {
  /** alpha / beta: how many events one event sets off, on average. */
  branching: number;
  logLikelihood: number;
  /** Log-likelihood of a Poisson process, for comparison. */
  poissonLogLikelihood: number;
  /** From the inverse of the observed information; that of branching by the delta method. */
  standardErrors: HawkesParameters & { branching: number };
  /** The best beta lies at an end of the range that was searched: do not trust the fit. */
  atBound: boolean;
}

/**
 * Log-likelihood in one pass (Ogata 1981; Ozaki 1979).
 *
 * @param times of events, sorted, inside the observation
 * @example hawkesLogLikelihood(times, { mu: 1, alpha: 0.5, beta: 1 }, { from: 0, to: 100 })
 */
export function hawkesLogLikelihood(
  times: ArrayLike<number>,
  { mu, alpha, beta }: HawkesParameters,
  { from, to }: Observation,
): number {
  let excitation = 0, logs = 0, faded = 0;
  for (let i = 0; i < times.length; i++) {
    if (i > 0) excitation = (excitation + 1) * Math.exp(-beta * (times[i] - times[i - 1]));
    logs += Math.log(mu + alpha * excitation);
    faded -= Math.expm1(-beta * (to - times[i]));
  }
  return logs - mu * (to - from) - alpha / beta * faded;
}

/**
 * Fits by maximum likelihood. At a given beta the maximum satisfies mu T + alpha S = n (scaling both
 * by a constant must not help), which leaves one unknown share, concave in the likelihood; beta is
 * then found on a logarithmic grid, so a second hill is not missed, and refined by golden section.
 *
 * Events at the very same time make the likelihood unbounded: `spreadTies` first.
 *
 * @param times of events, sorted, inside the observation; at least 10
 * @throws RangeError with fewer than 10 events or two at the same time
 * @example hawkes(times, { from: 0, to: 3600 }).branching
 */
export function hawkes(times: ArrayLike<number>, observation: Observation): HawkesFit {
  const n = times.length, duration = observation.to - observation.from;
  if (n < 10) throw new RangeError(`${n} events cannot tell what excites them: at least 10`);
  const [low, high] = betaRange(times, duration);
  const at = (logBeta: number) => profile(times, Math.exp(logBeta), observation);
  const logBeta = maximise((x) => at(x).logLikelihood, Math.log(low), Math.log(high));
  const { mu, alpha, logLikelihood } = at(logBeta);
  const beta = Math.exp(logBeta);
  return {
    mu,
    alpha,
    beta,
    branching: alpha / beta,
    logLikelihood,
    poissonLogLikelihood: n * Math.log(n / duration) - n,
    standardErrors: hawkesStandardErrors(times, { mu, alpha, beta }, observation),
    atBound: alpha > 0 && (beta < 1.01 * low || beta > high / 1.01),
  };
}

/**
 * Time-rescaled gaps: the expected number of events between each event and the one before (or the
 * start). Independent with law Exp(1) when the model is true (Ogata 1988).
 *
 * @example kolmogorovSmirnov(hawkesGaps(times, fit, 0), exponentialCdf).p
 */
export function hawkesGaps(
  times: ArrayLike<number>,
  { mu, alpha, beta }: HawkesParameters,
  from: number,
): Float64Array {
  const gaps = new Float64Array(times.length);
  let excitation = 0; // just after the event before
  for (let i = 0; i < gaps.length; i++) {
    const wait = times[i] - (i > 0 ? times[i - 1] : from);
    const faded = -excitation * Math.expm1(-beta * wait);
    gaps[i] = mu * wait + alpha / beta * faded;
    excitation = excitation - faded + 1;
  }
  return gaps;
}

// A jump that lasts as long as the observation looks like a constant rate, and one that fades in a
// tenth of the shortest gaps excites nothing: outside there is nothing to find.
function betaRange(times: ArrayLike<number>, duration: number): [number, number] {
  const gaps = new Float64Array(times.length - 1);
  for (let i = 0; i < gaps.length; i++) {
    gaps[i] = times[i + 1] - times[i];
    if (!(gaps[i] > 0)) {
      throw new RangeError(
        `event ${i + 1} does not come after the one before it: sort, and spread ties`,
      );
    }
  }
  const low = 1 / duration;
  return [low, Math.max(100 * low, 10 / quantile(gaps, 0.01))];
}

interface Profile {
  mu: number;
  alpha: number;
  logLikelihood: number;
}

// Best mu and alpha at a given beta. With mu = (1 - w) n / T and alpha = w n / S the likelihood is
// constant + sum of ln(1 + w (T A_i / S - 1)).
function profile(times: ArrayLike<number>, beta: number, { from, to }: Observation): Profile {
  const n = times.length, duration = to - from;
  const relative = new Float64Array(n);
  let excitation = 0, faded = 0;
  for (let i = 0; i < n; i++) {
    if (i > 0) excitation = (excitation + 1) * Math.exp(-beta * (times[i] - times[i - 1]));
    relative[i] = excitation;
    faded -= Math.expm1(-beta * (to - times[i]));
  }
  const exposure = faded / beta;
  for (let i = 0; i < n; i++) relative[i] = duration * relative[i] / exposure - 1;

  const share = bestShare(relative);
  let gain = 0;
  for (let i = 0; i < n; i++) gain += Math.log1p(share * relative[i]);
  return {
    mu: (1 - share) * n / duration,
    alpha: share * n / exposure,
    logLikelihood: n * Math.log(n / duration) - n + gain,
  };
}

// Newton's method on a decreasing slope, held between ends where the slope has opposite signs.
function bestShare(relative: Float64Array): number {
  let low = 0, high = 1 - 1e-9;
  let share = 0.5;
  let slope = 0, curvature = 0;
  for (let i = 0; i < relative.length; i++) slope += relative[i];
  if (slope <= 0) return 0;
  for (let step = 0; step < 60; step++) {
    slope = curvature = 0;
    for (let i = 0; i < relative.length; i++) {
      const term = relative[i] / (1 + share * relative[i]);
      slope += term;
      curvature -= term * term;
    }
    if (slope > 0) low = share;
    else high = share;
    let next = share - slope / curvature;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - share) < 1e-13) return next;
    share = next;
  }
  return share;
}

function maximise(f: (x: number) => number, low: number, high: number): number {
  const steps = Math.max(8, Math.ceil((high - low) / Math.log(3)));
  const width = (high - low) / steps;
  let best = low, bestValue = -Infinity;
  for (let i = 0; i <= steps; i++) {
    const value = f(low + i * width);
    if (value > bestValue) {
      bestValue = value;
      best = low + i * width;
    }
  }
  const ratio = (Math.sqrt(5) - 1) / 2;
  let left = Math.max(low, best - width), right = Math.min(high, best + width);
  let a = right - ratio * (right - left), b = left + ratio * (right - left);
  let atA = f(a), atB = f(b);
  // Near a maximum values differ by the square of the distance: closer than this is rounding.
  while (right - left > 1e-6) {
    if (atA >= atB) {
      [right, b, atB] = [b, a, atA];
      a = right - ratio * (right - left);
      atA = f(a);
    } else {
      [left, a, atA] = [a, b, atB];
      b = left + ratio * (right - left);
      atB = f(b);
    }
  }
  return (left + right) / 2;
}
