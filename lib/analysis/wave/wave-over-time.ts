/** The wave over time: what was liquidated by side, with the price of one asset beside it. */
import { lowerBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatTime, HOUR, MINUTE } from "../../tables/time.ts";
import type { AssetTotals } from "./flow.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";

/** One bar of the wave. Dollars are null where no total is known. */
export interface WaveBar {
  time: string;
  long_usd: number | null;
  short_usd: number | null;
  /** Dollars whose side is not known. */
  unsided_usd: number | null;
  /** Last price of the bar. */
  price: number | null;
}

export interface WaveOverTime extends Result {
  basis: string;
  from: string;
  to: string;
  interval_minutes: number;
  assets: string[];
  bars: WaveBar[];
  long_usd: number;
  short_usd: number;
  total_usd: number;
  /** The bar with most dollars. */
  largest: { time: string; total_usd: number } | null;
}

/** Lengths of bars to choose from, and how many bars may be shown. */
const STEPS = [
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  DAY,
];
const MOST_BARS = 200;

/**
 * Sums the liquidations of some assets into at most 200 bars of a window.
 *
 * @param step distance of the totals' bars, ms
 * @param bars whose price stands beside, of one of the assets
 * @example waveOverTime(assets, 5 * MINUTE, bars, "estimated", { from, to }).largest
 */
export function waveOverTime(
  assets: readonly AssetTotals[],
  step: number,
  bars: Columns<"candles"> | undefined,
  basis: string,
  { from, to }: { from: number; to: number },
): WaveOverTime {
  const every =
    STEPS.find((one) => one >= step && one % step === 0 && (to - from) / one <= MOST_BARS) ??
      Math.max(step, DAY * Math.ceil((to - from) / DAY / MOST_BARS));
  const start = Math.floor(from / every) * every;
  const count = Math.max(0, Math.ceil((to - start) / every));
  const sums = { long: new Float64Array(count), short: new Float64Array(count) };
  const unsided = new Float64Array(count), seen = new Uint8Array(count);
  for (const { totals } of assets) {
    const { time, long_usd, short_usd, total_usd } = totals;
    for (let i = lowerBound(time, from); i < time.length && time[i] < to; i++) {
      const b = Math.floor((time[i] - start) / every);
      const sided = long_usd[i] + short_usd[i];
      const total = Number.isNaN(total_usd[i]) ? sided : total_usd[i];
      if (Number.isNaN(total)) continue;
      seen[b] = 1;
      if (Number.isNaN(sided)) unsided[b] += total;
      else {
        sums.long[b] += long_usd[i];
        sums.short[b] += short_usd[i];
      }
    }
  }
  const rows = Array.from({ length: count }, (_, b): WaveBar => {
    const time = start + b * every;
    const last = bars ? lowerBound(bars.time, Math.min(time + every, to)) - 1 : -1;
    const price = bars && last >= 0 && bars.time[last] >= time ? bars.close[last] : NaN;
    return {
      time: formatTime(time),
      long_usd: seen[b] ? sums.long[b] : null,
      short_usd: seen[b] ? sums.short[b] : null,
      unsided_usd: seen[b] ? unsided[b] : null,
      price: known(price),
    };
  });
  const add = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const totals = unsided.map((value, b) => value + sums.long[b] + sums.short[b]);
  const most = totals.indexOf(Math.max(...totals));
  const total = add(totals);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: seen.some(Boolean) ? null : "no liquidations are known in this window",
    basis,
    from: formatTime(from),
    to: formatTime(to),
    interval_minutes: every / MINUTE,
    assets: assets.map(({ asset }) => asset),
    bars: rows,
    long_usd: add(sums.long),
    short_usd: add(sums.short),
    total_usd: total,
    largest: total > 0 ? { time: rows[most].time, total_usd: totals[most] } : null,
  };
}
