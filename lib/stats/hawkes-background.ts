import type { HawkesParameters, Observation } from "./hawkes.ts";
import { normalCdf } from "./normal.ts";

/**
 * Whether a fitted process holds in every part of its observation: the events of equal windows
 * against those that the fit expects there, by the chi-square law. A background that rises and falls
 * leaves too many in some windows and too few in others.
 *
 * @param windows so many that each expects some 20 events
 * @returns p; a small one says that the background is not constant
 * @example constantBackground(times, hawkes(times, observation), observation, 48)
 */
export function constantBackground(
  times: ArrayLike<number>,
  { mu, alpha, beta }: HawkesParameters,
  { from, to }: Observation,
  windows: number,
): number {
  const length = (to - from) / windows;
  let next = 0, excitation = 0, last = from, square = 0;
  for (let w = 1; w <= windows; w++) {
    const end = w === windows ? to : from + w * length;
    let events = 0, expected = mu * length;
    const fade = (time: number) => {
      const faded = -excitation * Math.expm1(-beta * (time - last));
      expected += alpha / beta * faded;
      excitation -= faded;
      last = time;
    };
    for (; next < times.length && (times[next] < end || w === windows); next++) {
      fade(times[next]);
      excitation++;
      events++;
    }
    fade(end);
    square += (events - expected) ** 2 / expected;
  }
  // Wilson and Hilferty (1931): the cube root of chi-square is nearly normal. The fit makes the
  // windows' sum agree, which takes one degree of freedom.
  const df = windows - 1, spread = 2 / (9 * df);
  return 1 - normalCdf((Math.cbrt(square / df) - 1 + spread) / Math.sqrt(spread));
}
