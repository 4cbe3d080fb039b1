/** What price, open interest and funding did after some times, beside the same after random times. */
import { lowerBound } from "../../series/asof.ts";
import { mean, variance } from "../../stats/mean.ts";
import { quantiles } from "../../stats/quantile.ts";
import type { Random } from "../../stats/random.ts";
import { studentQuantile } from "../../stats/student-t.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY } from "../../tables/time.ts";
import { fundingBefore, interestAt, type StateHistory } from "../market/market-state.ts";
import { type Interval, known } from "../result.ts";

/** Changes that are followed: price and open interest as fractions, funding in 8-hour terms. */
export const OUTCOMES = ["price", "open_interest", "funding"] as const;
export type OutcomeName = typeof OUTCOMES[number];

/** One change at one horizon. */
export interface OutcomeRow {
  outcome: OutcomeName;
  days: number;
  /** Times whose horizon lies in the data. */
  n: number;
  mean: number | null;
  /** 95% of the mean, Student's t over the times: of so few it is wide. */
  interval: Interval | null;
  /** Mean, and the middle 95% of the mean, when all times are moved by one random shift. */
  random_n: number;
  random_mean: number | null;
  random_interval: Interval | null;
  /** Two-sided: how often a random shift gives a mean as far from the random mean. */
  p: number | null;
}

/** A market whose outcomes are asked for. */
export interface OutcomeMarket {
  bars: Columns<"candles">;
  history: StateHistory;
}

/** A change from a time to some days later; NaN where the data does not say. */
export type Change = (at: number, days: number) => number;

/** The changes of one market, by name. */
export function changesOf({ bars, history }: OutcomeMarket): Record<OutcomeName, Change> {
  const price = (at: number) => {
    const i = lowerBound(bars.time, at);
    return bars.time[i] === at ? bars.open[i] : NaN;
  };
  return {
    price: (at, days) => price(at + days * DAY) / price(at) - 1,
    open_interest: (at, days) => interestAt(history, at + days * DAY) / interestAt(history, at) - 1,
    funding: (at, days) => fundingBefore(history, at + days * DAY) - fundingBefore(history, at),
  };
}

/** Shifts that make the comparison. */
const SHIFTS = 1000;

/**
 * One change after some times, beside the same times moved through the span by a common random shift
 * (circularly), which keeps their distances, so that what overlaps counts for no more than it is.
 *
 * @param times opening times of bars, ms
 * @param span in which shifts move, ms; the horizon after it must be in the data
 * @example outcomeRow("price", changes.price, 7, analogs, { span, step, random })
 */
export function outcomeRow(
  outcome: OutcomeName,
  change: Change,
  days: number,
  times: readonly number[],
  { span, step, random }: { span: readonly [number, number]; step: number; random: Random },
): OutcomeRow {
  const after = (at: readonly number[]) =>
    at.map((time) => change(time, days)).filter(Number.isFinite);
  const values = after(times);
  const slots = Math.floor((span[1] - span[0]) / step);
  const means: number[] = [];
  for (let s = 0; s < SHIFTS && times.length > 0 && slots > 1; s++) {
    const shift = 1 + random.integer(slots - 1);
    const moved = after(times.map((time) => {
      const slot = Math.floor((time - span[0]) / step);
      return span[0] + ((slot + shift) % slots) * step;
    }));
    if (moved.length > 0) means.push(mean(moved));
  }
  const n = values.length, estimate = mean(values);
  const half = studentQuantile(0.975, Math.max(1, n - 1)) * Math.sqrt(variance(values) / n);
  const row = {
    outcome,
    days,
    n,
    mean: known(estimate),
    interval: n > 1 ? [estimate - half, estimate + half] as Interval : null,
  };
  if (means.length < SHIFTS / 2) {
    return { ...row, random_n: means.length, random_mean: null, random_interval: null, p: null };
  }
  const center = mean(means);
  const [low, high] = quantiles(means, [0.025, 0.975]);
  const far = Math.abs(estimate - center);
  const asFar = means.filter((value) => Math.abs(value - center) >= far).length;
  return {
    ...row,
    random_n: means.length,
    random_mean: center,
    random_interval: [low, high],
    p: n > 0 ? (1 + asFar) / (1 + means.length) : null,
  };
}
