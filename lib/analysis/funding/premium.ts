/** The premium of a perpetual: how far its mark price stands from the index. */
import type { Columns } from "../../tables/columns.ts";
import { mean } from "../../stats/mean.ts";
import { createRandom } from "../../stats/random.ts";
import { stationaryBootstrap } from "../../stats/stationary-bootstrap.ts";
import { DAY, formatTime } from "../../tables/time.ts";
import { type Interval, type Result, SCHEMA_VERSION } from "../result.ts";

/** One bar. */
export interface PremiumPoint {
  time: string;
  /** mark / index - 1, at the bar's close. */
  premium: number;
}

export interface Premium extends Result {
  analysis: "premium";
  points: PremiumPoint[];
  mean: number | null;
  /** Over blocks of a day. */
  interval: Interval | null;
}

/**
 * Mark over index price less 1, bar by bar, for times in [from, to), ms.
 *
 * @param mark, index bars of one length, ms
 * @example premium(mark, index, { from, to, step: HOUR }).mean
 */
export function premium(
  mark: Columns<"candles"> | undefined,
  index: Columns<"candles"> | undefined,
  { from = -Infinity, to = Infinity, step, seed = 1 }: {
    from?: number;
    to?: number;
    step: number;
    seed?: number;
  },
): Premium {
  const values: number[] = [];
  const points: PremiumPoint[] = [];
  if (mark && index) {
    for (let i = 0, j = 0; i < mark.time.length; i++) {
      const time = mark.time[i];
      while (index.time[j] < time) j++;
      if (index.time[j] !== time || time < from || time >= to) continue;
      values.push(mark.close[i] / index.close[j] - 1);
      points.push({ time: formatTime(time), premium: values[values.length - 1] });
    }
  }
  const missing = !mark ? "no mark price" : !index ? "no index price" : null;
  const none = values.length ? null : "mark and index price have no bar in common in the window";
  const block = Math.max(1, DAY / step);
  const random = createRandom(seed).split("premium");
  const spread = stationaryBootstrap(values, mean, { meanBlock: block, random });
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "premium",
    not_testable: missing ?? none,
    seed,
    points,
    mean: values.length ? spread.estimate : null,
    interval: values.length > block ? spread.interval : null,
  };
}
