import { DAY, HOUR, MINUTE } from "../tables/time.ts";

const UNITS: [string, number][] = [["d", DAY], ["h", HOUR], ["m", MINUTE], ["s", 1000]];

/**
 * Name of a length of time in its largest whole unit: `8h`, `5m`.
 *
 * @returns undefined for what is no interval of bars: not whole seconds, or above a month
 * @example intervalName(300_000) // "5m"
 */
export function intervalName(ms: number): string | undefined {
  if (!(ms > 0) || ms > 31 * DAY) return undefined;
  const unit = UNITS.find(([, length]) => ms % length === 0);
  return unit && `${ms / unit[1]}${unit[0]}`;
}

/**
 * The most frequent distance of neighbouring times, whatever their order and doubles.
 *
 * @returns NaN with fewer than two different times
 * @example usualStep(Float64Array.of(0, 60_000, 120_000, 300_000)) // 60_000
 */
export function usualStep(times: Float64Array): number {
  const sorted = times.slice().sort();
  const counts = new Map<number, number>();
  for (let i = 1; i < sorted.length; i++) {
    const step = sorted[i] - sorted[i - 1];
    if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let best = NaN, most = 0;
  for (const [step, count] of counts) {
    if (count > most || count === most && step < best) [best, most] = [step, count];
  }
  return best;
}
