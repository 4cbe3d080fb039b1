import { UserError } from "../errors.ts";
import { DAY, formatDate, startOfDay } from "../tables/time.ts";
import { FETCH_TABLES, type FetchTable, type Wanted } from "./request.ts";

/**
 * What is wanted, from what was given: whole UTC days that are over, for files come by the day; all
 * tables, and bars of 5 minutes, where nothing else is said.
 *
 * @param now the present, ms
 * @throws UserError when symbols or window are missing, or nothing of the window is over
 * @example wantedFrom({ symbols: ["BTCUSDT"], from, to }, Date.now()).interval // "5m"
 */
export function wantedFrom(
  { symbols, tables = FETCH_TABLES, interval = "5m", from, to }: {
    symbols?: readonly string[];
    tables?: readonly FetchTable[];
    interval?: string;
    from?: number;
    to?: number;
  },
  now: number,
): Wanted {
  if (symbols === undefined || from === undefined || to === undefined) {
    const name = symbols === undefined ? "symbols" : from === undefined ? "from" : "to";
    throw new UserError(`fetch: --${name} is missing (--help shows an example)`);
  }
  if (from >= to) {
    throw new UserError(`fetch: --from ${formatDate(from)} is not before --to ${formatDate(to)}`);
  }
  const today = startOfDay(now), start = startOfDay(from);
  if (start >= today) {
    throw new UserError(
      `fetch: --from ${formatDate(from)} is not over: days are published from the next one on`,
    );
  }
  return {
    symbols,
    tables,
    interval,
    from: start,
    to: Math.min(startOfDay(to + DAY - 1), today),
    now,
  };
}
