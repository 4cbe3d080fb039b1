import { quantileSorted } from "../stats/quantile.ts";
import { DAY } from "../tables/time.ts";

const WEEK = 7 * DAY;

/** How far back a weekly baseline looks. */
export interface WeeklyOptions {
  /** Weeks before; 8 by default. */
  weeks?: number;
  /** Known values needed, else the baseline is unknown; 4 by default. */
  minimum?: number;
}

/**
 * What is usual at this time of the week: the median of the values exactly 1, 2, ... `weeks` weeks
 * before. Of 1h bars this is the same hour of the week, of daily values the same weekday. Past only:
 * neither the value itself nor any later one counts.
 *
 * @param times sorted, without duplicates; bars of one interval
 * @returns one baseline a value; NaN where fewer than `minimum` values are known
 * @example const usual = weeklyBaseline(hours.time, hours.quote_volume);
 */
export function weeklyBaseline(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  options: WeeklyOptions = {},
): Float64Array {
  const baseline = new Float64Array(times.length).fill(NaN);
  eachWeekly(times, values, options, (i, past, known) => {
    baseline[i] = (past[(known - 1) >> 1] + past[known >> 1]) / 2;
  });
  return baseline;
}

/**
 * The quartiles of the same values that `weeklyBaseline` is the median of: half of the weeks before
 * lay between them.
 *
 * @example const { lower, upper } = weeklyQuartiles(hours.time, hours.quote_volume);
 */
export function weeklyQuartiles(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  options: WeeklyOptions = {},
): { lower: Float64Array; upper: Float64Array } {
  const lower = new Float64Array(times.length).fill(NaN), upper = lower.slice();
  eachWeekly(times, values, options, (i, past, known) => {
    lower[i] = quantileSorted(past.subarray(0, known), 0.25);
    upper[i] = quantileSorted(past.subarray(0, known), 0.75);
  });
  return { lower, upper };
}

/** Calls back with the sorted values of the weeks before, wherever enough of them are known. */
function eachWeekly(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  { weeks = 8, minimum = 4 }: WeeklyOptions,
  visit: (i: number, past: Float64Array, known: number) => void,
): void {
  // Times only grow, so each week's place in the past only moves forward.
  const cursors = new Int32Array(weeks);
  const past = new Float64Array(weeks);
  for (let i = 0; i < times.length; i++) {
    let known = 0;
    for (let week = 0; week < weeks; week++) {
      const wanted = times[i] - (week + 1) * WEEK;
      let cursor = cursors[week];
      while (times[cursor] < wanted) cursor++;
      cursors[week] = cursor;
      const value = values[cursor];
      if (times[cursor] === wanted && value === value) insert(past, known++, value);
    }
    if (known >= minimum) visit(i, past, known);
  }
}

// So few values are kept sorted ten times faster than they are sorted by the library.
function insert(sorted: Float64Array, length: number, value: number): void {
  let at = length;
  for (; at > 0 && sorted[at - 1] > value; at--) sorted[at] = sorted[at - 1];
  sorted[at] = value;
}

/**
 * Values over their baseline; NaN where either is unknown or the baseline is 0.
 *
 * @example relativeTo(hours.quote_volume, weeklyBaseline(hours.time, hours.quote_volume))
 */
export function relativeTo(
  values: ArrayLike<number>,
  baseline: ArrayLike<number>,
): Float64Array {
  const relative = new Float64Array(values.length);
  for (let i = 0; i < relative.length; i++) {
    relative[i] = baseline[i] === 0 ? NaN : values[i] / baseline[i];
  }
  return relative;
}
