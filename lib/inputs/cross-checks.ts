import {
  depthPrices,
  type ImpliedPrices,
  type PriceAgreement,
  priceAgreement,
} from "../analysis/market/implied-prices.ts";
import { type SideAgreement, sideAgreement } from "../analysis/wave/liquidation-sides.ts";
import { sumLiquidations } from "../analysis/wave/sum-liquidations.ts";
import type { Dataset, SeriesInfo } from "../dataset/open.ts";
import { resampleCandles } from "../series/resample.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { HOUR, intervalMs } from "../tables/time.ts";
import { best } from "./market.ts";

/** Prices that follow from a series, held against the market's bars. */
export interface PriceCheck extends PriceAgreement {
  series: string;
  /** The bars. */
  against: string;
}

/** Sides of a series of liquidations, held against the market's bars. */
export interface SideCheck extends SideAgreement {
  series: string;
  against: string;
}

/** Distance from the bar that is no fault: bankruptcy prices lie off the market by their margin. */
const TOLERANCE = { depth: 0.005, open_interest: 0.01, liquidations: 0.2 };

/**
 * What USD over coins of depth, open interest and single liquidations says the price was, against the
 * bars of the same asset: the one way to notice a book of another day, or contracts read as coins.
 *
 * @throws UserError when a partition is damaged
 * @example (await priceChecks(dataset)).filter(({ misaligned_days }) => misaligned_days > 0)
 */
export async function priceChecks(dataset: Dataset): Promise<PriceCheck[]> {
  const found: PriceCheck[] = [];
  for (const table of ["depth", "open_interest", "liquidations"] as const) {
    for (const info of dataset.series({ table })) {
      const against = barsBeside(dataset, info);
      if (!against) continue;
      const prices = await impliedPrices(dataset, info);
      const step = intervalMs(against.key.interval);
      const bars = await dataset.columns(against.key, { from: info.from - step, to: info.to + 1 });
      const agreement = priceAgreement(prices, bars, step, TOLERANCE[table]);
      if (agreement.compared > 0) {
        found.push({ series: info.id, against: against.id, ...agreement });
      }
    }
  }
  return found;
}

/**
 * Whether longs are liquidated as price falls, for every series of liquidations that has bars beside
 * it: hour by hour for single ones, bar by bar for totals.
 *
 * @throws UserError when a partition is damaged
 * @example (await sideChecks(dataset)).filter(({ suspicious }) => suspicious)
 */
export async function sideChecks(dataset: Dataset): Promise<SideCheck[]> {
  const found: SideCheck[] = [];
  for (const info of dataset.series({ table: ["liquidations", "liquidation_totals"] })) {
    const single = info.key.table === "liquidations";
    const step = single ? HOUR : intervalMs(info.key.interval);
    const against = barsBeside(dataset, info, step);
    if (!against) continue;
    const span = { from: info.from, to: info.to + 1 };
    const totals = single
      ? sumLiquidations(
        await dataset.columns({ ...info.key, table: "liquidations" }),
        span,
        step,
      )
      : await dataset.columns({ ...info.key, table: "liquidation_totals" });
    const bars = await dataset.columns(against.key, { from: info.from - step, to: info.to + step });
    const own = intervalMs(against.key.interval);
    const joined = own === step ? bars : resampleCandles(bars, step, step / own).bars;
    const agreement = sideAgreement(totals, joined);
    if (agreement.bars > 0) found.push({ series: info.id, against: against.id, ...agreement });
  }
  return found;
}

async function impliedPrices(dataset: Dataset, { key }: SeriesInfo): Promise<ImpliedPrices> {
  if (key.table === "depth") return depthPrices(await dataset.columns({ ...key, table: "depth" }));
  if (key.table === "open_interest") {
    const rows = await dataset.columns({ ...key, table: "open_interest" });
    const { time, open_interest_usd: usd } = rows;
    return { time, price: rows.open_interest.map((coins, i) => usd[i] / coins) };
  }
  const { time, price } = await dataset.columns({ ...key, table: "liquidations" });
  return { time, price };
}

/** Trade bars of the same asset that cover a series best: of its symbol, else its venue, else any. */
function barsBeside(
  dataset: Dataset,
  { key, from, to }: SeriesInfo,
  step = HOUR,
): { key: SeriesKey & { table: "candles" }; id: string } | undefined {
  const { venue, market, symbol, asset, basis } = key;
  const all = dataset.series({ table: "candles", kind: "trade", asset, basis }).filter((bars) =>
    step % intervalMs(bars.key.interval) === 0 && bars.from <= to && bars.to >= from
  );
  const near = [
    all.filter((bars) =>
      bars.key.venue === venue && bars.key.market === market && bars.key.symbol === symbol
    ),
    all.filter((bars) => bars.key.venue === venue),
    all,
  ].find(({ length }) => length > 0);
  if (!near) return undefined;
  const chosen = best(near, { from, to });
  return { key: { ...chosen.key, table: "candles" }, id: chosen.id };
}
