/** How far the ladder's dollars can be trusted: a prediction interval from daily ratios. */
import { percentileInterval } from "../../stats/interval.ts";
import type { Columns } from "../../tables/columns.ts";
import { formatDate } from "../../tables/time.ts";
import type { Interval } from "../result.ts";

/** Reported over estimated dollars of single days. */
export interface DailyRatios {
  time: Float64Array;
  ratio: Float64Array;
}

// Fewer ratios than this say nothing about the ends of their law.
const FEWEST_RATIOS = 40;

/**
 * Reported over estimated totals, on the days on which both are known and the estimate is not 0.
 *
 * @param estimated @param reported totals by UTC day
 */
export function dailyRatios(
  estimated: Columns<"liquidation_totals">,
  reported: Columns<"liquidation_totals">,
): DailyRatios {
  const byDay = new Map(Array.from(estimated.time, (time, i) => [time, estimated.total_usd[i]]));
  const time: number[] = [], ratio: number[] = [];
  reported.time.forEach((day, i) => {
    const both = reported.long_usd[i] + reported.short_usd[i];
    const usd = Number.isNaN(reported.total_usd[i]) ? both : reported.total_usd[i];
    const one = usd / (byDay.get(day) ?? NaN);
    if (!Number.isFinite(one)) return;
    time.push(day);
    ratio.push(one);
  });
  return { time: Float64Array.from(time), ratio: Float64Array.from(ratio) };
}

/**
 * Where the reported dollars of a day lie in 95% of cases, given the estimate: the estimate times the
 * quantiles of the daily ratios of all other months. The day's own month is left out, because days of
 * one month resemble each other.
 *
 * @param at time within the day
 * @returns null with fewer than 40 ratios
 * @example predictionInterval(dailyRatios(estimated, reported), day, 176e6)
 */
export function predictionInterval(
  ratios: DailyRatios,
  at: number,
  estimatedUsd: number,
  level = 0.95,
): Interval | null {
  const month = formatDate(at).slice(0, 7);
  const others = ratios.ratio.filter((_, i) => formatDate(ratios.time[i]).slice(0, 7) !== month);
  if (others.length < FEWEST_RATIOS) return null;
  const [low, high] = percentileInterval(others, level);
  return [low * estimatedUsd, high * estimatedUsd];
}

/**
 * The prediction interval of one day's reported dollars, from the estimate of that day and the ratios of
 * other months.
 *
 * @param estimated @param reported totals by UTC day
 * @param day its midnight, ms
 * @returns null where the day has no estimate or the ratios are too few
 * @example intervalOfDay(btc.estimated, btc.reported, parseTime("2025-12-05"))
 */
export function intervalOfDay(
  estimated: Columns<"liquidation_totals">,
  reported: Columns<"liquidation_totals">,
  day: number,
): Interval | null {
  const usd = estimated.total_usd[estimated.time.indexOf(day)] ?? NaN;
  return Number.isNaN(usd) ? null : predictionInterval(dailyRatios(estimated, reported), day, usd);
}
