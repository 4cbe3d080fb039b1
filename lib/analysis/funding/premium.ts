/** The premium of a perpetual: how far its mark price stands from the index. */
import type { Columns } from "../../tables/columns.ts";
import { mean } from "../../stats/mean.ts";
import { createRandom } from "../../stats/random.ts";
import { stationaryBootstrap } from "../../stats/stationary-bootstrap.ts";
import { DAY, formatTime } from "../../tables/time.ts";
import { type Interval, type Result, SCHEMA_VERSION } from "../result.ts";

/** One bar, or one settlement. */
export interface PremiumPoint {
  time: string;
  /** mark / index - 1 at the bar's close; or as the venue reported it with the settlement. */
  premium: number;
}

/** What a premium is made of: prices if there are any, else what funding was settled by. */
export interface PremiumInputs {
  mark?: Columns<"candles">;
  index?: Columns<"candles">;
  funding?: Columns<"funding">;
}

export interface Premium extends Result {
  analysis: "premium";
  /** Whether the points are bars of both prices, or settlements that carry a premium. */
  of: "prices" | "settlements";
  points: PremiumPoint[];
  mean: number | null;
  /** Over blocks of a day. */
  interval: Interval | null;
}

/**
 * Mark over index price less 1, bar by bar, for times in [from, to), ms. Without either price, the
 * premium that venues report with their settlements, where the data has it.
 *
 * @param inputs bars of mark and index price of one length, `step` ms
 * @example premium({ mark, index }, { from, to, step: HOUR }).mean
 */
export function premium(
  { mark, index, funding }: PremiumInputs,
  { from = -Infinity, to = Infinity, step, seed = 1 }: {
    from?: number;
    to?: number;
    step: number;
    seed?: number;
  },
): Premium {
  const within = ([time]: Dated) => time >= from && time < to;
  const prices = (mark && index ? ofPrices(mark, index) : []).filter(within);
  const settled = funding ? ofSettlements(funding).filter(within) : [];
  const usePrices = prices.length > 0 || settled.length === 0;
  const found = usePrices ? prices : settled;
  const values = found.map(([, value]) => value);
  const days = found.length > 1 ? (found[found.length - 1][0] - found[0][0]) / DAY : 0;
  const block = Math.max(1, usePrices ? DAY / step : found.length / Math.max(1, days));
  const random = createRandom(seed).split("premium");
  const spread = stationaryBootstrap(values, mean, { meanBlock: block, random });
  const missing = !mark ? "no mark price" : !index ? "no index price" : null;
  const none = values.length ? null : "mark and index price have no bar in common in the window";
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "premium",
    not_testable: values.length ? null : missing ?? none,
    seed,
    of: usePrices ? "prices" : "settlements",
    points: found.map(([time, value]) => ({ time: formatTime(time), premium: value })),
    mean: values.length ? spread.estimate : null,
    interval: values.length > block ? spread.interval : null,
  };
}

type Dated = readonly [time: number, premium: number];

/** Bars that both prices have. */
function ofPrices(mark: Columns<"candles">, index: Columns<"candles">): Dated[] {
  const found: Dated[] = [];
  for (let i = 0, j = 0; i < mark.time.length; i++) {
    while (index.time[j] < mark.time[i]) j++;
    if (index.time[j] === mark.time[i]) {
      found.push([mark.time[i], mark.close[i] / index.close[j] - 1]);
    }
  }
  return found;
}

/** Settlements that carry a premium. */
function ofSettlements({ time, premium }: Columns<"funding">): Dated[] {
  return Array.from(time, (t, i): Dated => [t, premium[i]])
    .filter(([, value]) => !Number.isNaN(value));
}
