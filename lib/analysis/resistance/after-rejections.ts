import { lowerBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";
import { HOUR } from "../../tables/time.ts";
import { type Aftermath, aftermath, HORIZONS, returnsAfter } from "./aftermath.ts";
import type { RejectionResult } from "./resistance-rejections.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";

/** One rejection and the return from its last close to each horizon; null where data ends before. */
export interface RejectionAftermath {
  start: string;
  end: string;
  /** By the hours of `HORIZONS`. */
  return_1h: number | null;
  return_4h: number | null;
  return_24h: number | null;
  return_168h: number | null;
}

export interface AfterRejections extends Result {
  analysis: "after-rejections";
  direction: "resistance" | "support";
  rejections: RejectionAftermath[];
  /** All rejections together at each horizon, beside random shifts of them. */
  horizons: Aftermath[];
}

/** Fewer rejections have no mean worth an interval. */
const FEWEST = 3;

/**
 * What price did after each rejection at a zone, and on average beside the same at random times.
 *
 * @param bars those of the result; they should reach seven days beyond its window
 * @example afterRejections(bars, result, 1).horizons[2].mean
 */
export function afterRejections(
  bars: Columns<"candles">,
  result: RejectionResult,
  seed: number,
): AfterRejections {
  const step = result.interval_hours * HOUR;
  const ended = result.visits.filter(({ outcome }) => outcome === "rejection");
  const events = ended.map(({ end }) => lowerBound(bars.time, Date.parse(end)));
  const returns = HORIZONS.map((hours) => returnsAfter(bars, hours * HOUR, step));
  const few = ended.length < FEWEST
    ? `rejections at the zone: ${ended.length}; at least ${FEWEST} are needed`
    : null;
  const window = [
    lowerBound(bars.time, Date.parse(result.from)),
    lowerBound(bars.time, Date.parse(result.to)),
  ] as const;
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "after-rejections",
    not_testable: result.not_testable ?? few,
    seed,
    direction: result.direction,
    rejections: ended.map(({ start, end }, i) => {
      const [hour, four, day, week] = returns.map((all) => known(all[events[i]]));
      return {
        start,
        end,
        return_1h: hour,
        return_4h: four,
        return_24h: day,
        return_168h: week,
      };
    }),
    horizons: result.not_testable || few ? [] : aftermath(bars, events, window, step, seed),
  };
}
