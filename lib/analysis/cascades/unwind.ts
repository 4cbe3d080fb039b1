/** Unwinding: did open interest fall more through the event than it commonly does? */
import { upperBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatTime, HOUR } from "../../tables/time.ts";
import { count } from "../../words/numbers.ts";
import { baseOpenInterest, openInterestAcross } from "../market/open-interest.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";
import { quantiles } from "../../stats/quantile.ts";

/** Open interest of one asset; bars turn USD into the base asset and weigh assets. */
export interface UnwindAsset {
  asset: string;
  openInterest: Columns<"open_interest">;
  bars?: Columns<"candles">;
  /** Where the open interest stands, as in series keys. */
  venue?: string;
}

export interface Unwind extends Result {
  from: string;
  to: string;
  /** Change over the event, base asset, as a fraction: by asset and weighted by value before it. */
  change: number | null;
  by_asset: { asset: string; change: number | null; weight: number | null }[];
  /** Venues that the open interest is of. */
  venues: string[];
  /** Windows of the same length in the 180 days before, and how many of them do not overlap. */
  windows: number;
  independent_windows: number;
  /** Share of the windows, in percent, with a change as low or lower. */
  percentile: number | null;
  /** 5% and 95% of the windows' changes: beyond them the event was unusual. */
  usual: Interval | null;
}

export const UNWIND_DEFAULTS = {
  historyDays: 180,
  /** Windows that do not overlap, below which a percentile says nothing. */
  fewestWindows: 20,
};

/**
 * Compares the change of open interest over a window with all windows of its length before.
 *
 * Windows of history end at or before `from`. Several assets are one index with fixed weights: their
 * value just before the event (equal weights where no price is known).
 *
 * @param options event window in ms
 * @example unwind([{ asset: "BTC", openInterest, bars }], { from: start, to: end }).percentile
 */
export function unwind(
  assets: readonly UnwindAsset[],
  options: { from: number; to: number } & Partial<typeof UNWIND_DEFAULTS>,
): Unwind {
  const { from, to, historyDays, fewestWindows } = { ...UNWIND_DEFAULTS, ...options };
  const length = to - from;
  const series = assets.map(({ asset, openInterest, bars, venue }) => {
    const base = baseOpenInterest(openInterest, bars);
    const step = openInterestAcross(openInterest.time, base, from, to);
    const bar = bars ? upperBound(bars.time, from) - 1 : -1;
    const price = bar >= 0 ? bars!.open[bar] : NaN;
    return {
      asset,
      venue,
      time: openInterest.time,
      base,
      step,
      value: (step?.before ?? NaN) * price,
    };
  }).filter(({ step }) => step !== null);
  const priced = series.every(({ value }) => !Number.isNaN(value));
  const total = series.reduce((sum, { value }) => sum + (priced ? value : 1), 0);
  const weights = series.map(({ value }) => (priced ? value : 1) / total);
  const changeOver = (start: number) => {
    let sum = 0;
    for (let a = 0; a < series.length; a++) {
      const step = openInterestAcross(series[a].time, series[a].base, start, start + length);
      if (step === null) return NaN;
      sum += weights[a] * step.change;
    }
    return series.length > 0 ? sum : NaN;
  };
  const change = changeOver(from);
  // A window every hour: readings come no more often than their changes matter.
  const history: number[] = [];
  let independent = 0, apart = from;
  for (let end = from; end - length >= from - historyDays * DAY; end -= HOUR) {
    const one = changeOver(end - length);
    if (Number.isNaN(one)) continue;
    history.push(one);
    if (end > apart) continue;
    independent++;
    apart = end - length;
  }
  const enough = independent >= fewestWindows && !Number.isNaN(change);
  const [low, high] = quantiles(history, [0.05, 0.95]);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: Number.isNaN(change)
      ? "no open interest through the event"
      : enough
      ? null
      : `${
        count(independent, "window")
      } of this length before the event; ${fewestWindows} are needed`,
    from: formatTime(from),
    to: formatTime(to),
    change: known(change),
    by_asset: series.map(({ asset, step }, a) => ({
      asset,
      change: known(step?.change ?? NaN),
      weight: known(weights[a]),
    })),
    venues: [...new Set(series.flatMap(({ venue }) => venue ?? []))],
    windows: history.length,
    independent_windows: independent,
    percentile: enough
      ? 100 * history.filter((one) => one <= change).length / history.length
      : null,
    usual: enough ? [low, high] : null,
  };
}
