/** Anatomy of a cascade: one asset's liquidations, price, volume, interest and funding together. */
import { lowerBound, upperBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";
import { quoteVolume } from "../../tables/quote-volume.ts";
import { formatTime, HOUR, parseTime } from "../../tables/time.ts";
import type { Cascade, CascadeAsset } from "./cascades.ts";
import { fundingRates } from "../market/funding-rates.ts";
import { baseOpenInterest } from "../market/open-interest.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";

/** One asset with everything that may be known about it. */
export interface AnatomyAsset extends CascadeAsset {
  funding?: Columns<"funding">;
}

/** One bar. */
export interface AnatomyBar {
  time: string;
  long_usd: number | null;
  short_usd: number | null;
  /** Close, and how far trades went. */
  price: number | null;
  high: number | null;
  low: number | null;
  volume_usd: number | null;
}

export interface Anatomy extends Result {
  asset: string;
  basis: string;
  /** The cascade, shaded in a chart. */
  start: string;
  end: string;
  bars: AnatomyBar[];
  /** Readings and settlements at their own times. Base asset; fraction per 8 hours. */
  open_interest: { time: string; open_interest: number }[];
  funding: { time: string; rate_8h: number }[];
}

/**
 * One asset around a cascade, on one time axis.
 *
 * @param around time before its start and after its end, ms
 * @example anatomy({ asset: "BTC", totals, bars, openInterest, funding }, cascade).bars
 */
export function anatomy(
  { asset, totals, bars, openInterest, funding }: AnatomyAsset,
  cascade: Pick<Cascade, "start" | "end" | "basis">,
  { around = 6 * HOUR }: { around?: number } = {},
): Anatomy {
  const from = parseTime(cascade.start) - around, to = parseTime(cascade.end) + around;
  const volume = bars && quoteVolume(bars).values;
  const rows: AnatomyBar[] = [];
  for (let i = lowerBound(totals.time, from); totals.time[i] < to; i++) {
    const bar = bars ? upperBound(bars.time, totals.time[i]) - 1 : -1;
    const same = bars?.time[bar] === totals.time[i];
    rows.push({
      time: formatTime(totals.time[i]),
      long_usd: known(totals.long_usd[i]),
      short_usd: known(totals.short_usd[i]),
      price: known(bars && same ? bars.close[bar] : NaN),
      high: known(bars && same ? bars.high[bar] : NaN),
      low: known(bars && same ? bars.low[bar] : NaN),
      volume_usd: known(volume && same ? volume[bar] : NaN),
    });
  }
  const inside = (time: number) => time >= from && time < to;
  const base = openInterest && baseOpenInterest(openInterest, bars);
  const rates = funding && fundingRates(funding);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: rows.length > 0 ? null : `no liquidations of ${asset} around the cascade`,
    asset,
    basis: cascade.basis,
    start: cascade.start,
    end: cascade.end,
    bars: rows,
    open_interest: Array.from(openInterest?.time ?? [], (time, i) => ({ time, i }))
      .filter(({ time, i }) => inside(time) && !Number.isNaN(base![i]))
      .map(({ time, i }) => ({ time: formatTime(time), open_interest: base![i] })),
    funding: Array.from(rates?.time ?? [], (time, i) => ({ time, i }))
      .filter(({ time }) => inside(time))
      .map(({ time, i }) => ({ time: formatTime(time), rate_8h: rates!.rate_8h[i] })),
  };
}
