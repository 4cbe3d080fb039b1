import { windowOf } from "../../series/window.ts";
import { DAY, formatTime } from "../../tables/time.ts";
import { HORIZON_DAYS, type LevelMarket, seekLevels, type SeekOptions } from "./seek-levels.ts";
import { findVisits, type Outcome, VISIT_RULES, type Zone } from "./visits.ts";

/** One visit to a level that was found from the past. */
export interface LevelVisit {
  /** Opening times of its first and last bar. */
  start: string;
  end: string;
  outcome: Outcome;
  zone: Zone;
}

/** One market with every visit to every level found in it. */
export interface VisitedMarket extends LevelMarket {
  levels: number;
  visits: LevelVisit[];
}

/**
 * Every visit to the levels that `foundLevels` tests, market by market and level by level.
 *
 * Visits to two levels of one market may overlap in time, and markets move together: neighbouring
 * visits are not independent observations.
 *
 * @param markets regular bars of each; those before `from` serve as past
 * @example levelVisits([{ subject: "BTC", bars }], { from, to, step: HOUR })[0].visits.length
 */
export function levelVisits(
  markets: readonly LevelMarket[],
  options: SeekOptions,
): VisitedMarket[] {
  const { step, horizon_days = HORIZON_DAYS } = options;
  return markets.map(({ subject, bars }) => {
    const levels = seekLevels(bars, options);
    const visits = levels.flatMap(({ at, level: { zone } }) => {
      const ahead = windowOf(bars, at, at + horizon_days * DAY);
      return findVisits(ahead, zone, step, VISIT_RULES).map(({ first, last, outcome }) => ({
        start: formatTime(ahead.time[first]),
        end: formatTime(ahead.time[last]),
        outcome,
        zone,
      }));
    });
    return { subject, bars, levels: levels.length, visits };
  });
}
