/** Single liquidations over time beside the rate that a fitted Hawkes process expects. */
import { lowerBound } from "../../series/asof.ts";
import { formatTime, HOUR, MINUTE, parseTime } from "../../tables/time.ts";
import { type Excitation, fittedRate } from "./excitation.ts";
import { known } from "../result.ts";

/** One bar: how many liquidations came, and how many the fit expected, per hour. */
export interface ExcitationBar {
  time: string;
  per_hour: number;
  fitted_per_hour: number | null;
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 720].map((minutes) => minutes * MINUTE);
const MOST_BARS = 300;
/** The rate falls within seconds of an event: its mean over a bar needs many looks. */
const LOOKS = 200;

/**
 * Counts events in bars of the fitted window and averages the fitted rate over each.
 *
 * @param times of the events, ms, sorted
 * @returns nothing where nothing was fitted
 * @example excitationSeries(events.time, excitation(events))[0].per_hour
 */
export function excitationSeries(times: Float64Array, result: Excitation): ExcitationBar[] {
  if (result.from === null || result.to === null || result.branching_ratio === null) return [];
  const from = parseTime(result.from), to = parseTime(result.to);
  const step = STEPS.find((one) => (to - from) / one <= MOST_BARS) ?? STEPS[STEPS.length - 1];
  const inside = times.subarray(lowerBound(times, from), lowerBound(times, to));
  const first = Math.floor(from / step) * step;
  const bars = Math.ceil((to - first) / step);
  const rate = fittedRate(
    inside,
    result,
    Float64Array.from({ length: bars * LOOKS }, (_, i) => first + (i + 0.5) * step / LOOKS),
  );
  return Array.from({ length: bars }, (_, b) => {
    const start = first + b * step;
    const events = lowerBound(inside, start + step) - lowerBound(inside, start);
    let sum = 0;
    for (let i = b * LOOKS; i < (b + 1) * LOOKS; i++) sum += rate[i];
    return {
      time: formatTime(start),
      per_hour: events * HOUR / step,
      fitted_per_hour: known(sum / LOOKS),
    };
  });
}
