/** A hole in a regular series: `missing` bars from time `from` up to time `to`, which is there. */
export interface Gap {
  from: number;
  to: number;
  missing: number;
}

/**
 * The holes in a regular series. Steps are rounded to whole ones, so a jitter of less than half a
 * step (settlement times) is no gap.
 *
 * @param times in ms, sorted
 * @param step regular distance between bars, in ms
 * @example gaps(bars.time, 5 * MINUTE) // [{ from, to, missing: 3 }]
 */
export function gaps(times: ArrayLike<number>, step: number): Gap[] {
  const found: Gap[] = [];
  for (let i = 1; i < times.length; i++) {
    const missing = Math.round((times[i] - times[i - 1]) / step) - 1;
    if (missing > 0) found.push({ from: times[i - 1] + step, to: times[i], missing });
  }
  return found;
}
