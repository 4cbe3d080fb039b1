import { HOUR } from "../tables/time.ts";
import type { Point } from "./aggregates.ts";
import { usualStep } from "./interval.ts";

/** Hours between settlements, longest first; bars of that length and more are taken as they are. */
const HOURS = [8, 4, 2, 1];
/** One change in so many may stand elsewhere: the provider was late. */
const LATE = 20;

/**
 * The settlements in bars of the funding rate in force. Providers repeat a rate in every bar until
 * the next settlement: taken as settlements, hourly bars of an 8-hour rate would pay it eight times.
 * A rate changes at settlements alone, so these are 8, 4, 2 or 1 hours apart: the longest of these at
 * whose multiples (UTC) the changes stand.
 *
 * @param points in order of time, with `values.rate`
 * @returns undefined where the changes stand at no whole hours: rates that float are predictions
 * @example settlements(hourlyBars).length // hourlyBars.length / 8
 */
export function settlements(points: readonly Point[]): Point[] | undefined {
  const step = usualStep(Float64Array.from(points, ({ time }) => time));
  if (!(step < HOURS[0] * HOUR)) return [...points];
  const changes = points.filter(({ values }, i) =>
    i > 0 && values.rate !== points[i - 1].values.rate
  );
  const hours = HOURS.find((hours) => {
    const late = changes.filter(({ time }) => time % (hours * HOUR) !== 0).length;
    return hours * HOUR >= step && late * LATE <= changes.length;
  });
  if (hours !== undefined) return points.filter(({ time }) => time % (hours * HOUR) === 0);
}
