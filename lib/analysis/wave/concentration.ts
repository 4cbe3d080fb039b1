/** Concentration: did the majors lose more than their share of trading? */
import { herfindahl } from "../../stats/herfindahl.ts";
import { quantile } from "../../stats/quantile.ts";
import { DAY, formatDate, startOfDay } from "../../tables/time.ts";
import { count } from "../../words/numbers.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";

/** One asset by UTC day: liquidated dollars and quote volume, each with its own midnights. */
export interface ConcentrationAsset {
  asset: string;
  liquidations: { time: Float64Array; usd: Float64Array };
  volume: { time: Float64Array; usd: Float64Array };
}

/** An asset's part in the event. */
export interface AssetShare {
  asset: string;
  liquidation_share: number;
  volume_share: number;
}

export interface Concentration extends Result {
  basis: string;
  from: string;
  to: string;
  majors: string[];
  /** Assets with liquidations and volume known for the event. */
  assets: number;
  liquidation_share: number | null;
  volume_share: number | null;
  /** Share of liquidations less share of volume. */
  excess: number | null;
  /** 95% quantile of the excess over the windows before, their number, and the event's place. */
  usual_excess: number | null;
  windows: number;
  percentile: number | null;
  /** Over all assets, of liquidations and of volume. */
  herfindahl: number | null;
  volume_herfindahl: number | null;
  /** Largest share of liquidations first. */
  by_asset: AssetShare[];
}

export const CONCENTRATION_DEFAULTS = {
  majors: ["BTC", "ETH"] as readonly string[],
  /** Days before whose volume liquidations are compared with; two thirds must be known. */
  volumeDays: 30,
  historyDays: 180,
  /** Windows of history below which a 95% quantile says nothing. */
  fewestWindows: 30,
  fewestAssets: 20,
};

/**
 * The majors' share of liquidations less their share of volume over the 30 days before, beside the
 * same for all windows of the same number of days in the 180 days before.
 *
 * An asset takes part in a window when all its days of liquidations and most days of volume are known:
 * assets that start late join when they can.
 *
 * @param options event window in ms; it is widened to whole UTC days
 * @example concentration(assets, "estimated", { from, to }).percentile
 */
export function concentration(
  assets: readonly ConcentrationAsset[],
  basis: string,
  options: { from: number; to: number } & Partial<typeof CONCENTRATION_DEFAULTS>,
): Concentration {
  const o = { ...CONCENTRATION_DEFAULTS, ...options };
  const first = startOfDay(o.from), days = Math.max(1, Math.ceil((o.to - first) / DAY));
  const daily = assets.map((one) => ({
    asset: one.asset,
    liquidations: byDay(one.liquidations),
    volume: byDay(one.volume),
  }));
  const event = sharesOf(daily, first, days, o.volumeDays);
  const history: number[] = [];
  for (let start = first - days * DAY; start >= first - o.historyDays * DAY; start -= DAY) {
    const shares = sharesOf(daily, start, days, o.volumeDays);
    if (shares.length >= o.fewestAssets) history.push(excess(shares, o.majors));
  }
  const own = excess(event, o.majors);
  const enough = event.length >= o.fewestAssets && history.length >= o.fewestWindows;
  const below = history.filter((one) => one <= own).length;
  const sum = (field: "liquidation_share" | "volume_share") =>
    event.reduce((all, one) => all + (o.majors.includes(one.asset) ? one[field] : 0), 0);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: enough
      ? null
      : event.length < o.fewestAssets
      ? `${count(event.length, "asset")} with liquidations and volume; ${o.fewestAssets} are needed`
      : `${count(history.length, "window")} before the event; ${o.fewestWindows} are needed`,
    basis,
    from: formatDate(first),
    to: formatDate(first + days * DAY),
    majors: [...o.majors],
    assets: event.length,
    liquidation_share: event.length > 0 ? sum("liquidation_share") : null,
    volume_share: event.length > 0 ? sum("volume_share") : null,
    excess: known(own),
    usual_excess: known(quantile(history, 0.95)),
    windows: history.length,
    percentile: enough ? 100 * below / history.length : null,
    herfindahl: known(herfindahl(event.map((one) => one.liquidation_share))),
    volume_herfindahl: known(herfindahl(event.map((one) => one.volume_share))),
    by_asset: event.toSorted((a, b) => b.liquidation_share - a.liquidation_share),
  };
}

interface DailyAsset {
  asset: string;
  liquidations: Map<number, number>;
  volume: Map<number, number>;
}

function byDay({ time, usd }: { time: Float64Array; usd: Float64Array }): Map<number, number> {
  const days = new Map<number, number>();
  time.forEach((at, i) => {
    if (!Number.isNaN(usd[i])) days.set(startOfDay(at), usd[i]);
  });
  return days;
}

function sharesOf(
  assets: readonly DailyAsset[],
  start: number,
  days: number,
  volumeDays: number,
): AssetShare[] {
  const shares: AssetShare[] = [];
  let liquidated = 0, traded = 0;
  for (const { asset, liquidations, volume } of assets) {
    let usd = 0;
    for (let d = 0; d < days; d++) usd += liquidations.get(start + d * DAY) ?? NaN;
    let sum = 0, seen = 0;
    for (let d = 1; d <= volumeDays; d++) {
      const one = volume.get(start - d * DAY);
      if (one === undefined) continue;
      sum += one;
      seen++;
    }
    if (Number.isNaN(usd) || seen * 3 < volumeDays * 2) continue;
    const mean = sum / seen;
    shares.push({ asset, liquidation_share: usd, volume_share: mean });
    liquidated += usd;
    traded += mean;
  }
  for (const share of shares) {
    share.liquidation_share /= liquidated;
    share.volume_share /= traded;
  }
  return liquidated > 0 && traded > 0 ? shares : [];
}

function excess(shares: readonly AssetShare[], majors: readonly string[]): number {
  let sum = shares.length > 0 ? 0 : NaN;
  for (const { asset, liquidation_share, volume_share } of shares) {
    if (majors.includes(asset)) sum += liquidation_share - volume_share;
  }
  return sum;
}
