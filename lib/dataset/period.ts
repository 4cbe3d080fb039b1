import type { SeriesKey } from "../tables/keys.ts";
import { DAY, HOUR, intervalMs, MINUTE } from "../tables/time.ts";

/** How much time one partition holds. */
export type Period = "day" | "month" | "year";

/**
 * The period of a series' partitions, such that a file holds some thousand to some ten thousand
 * rows: few enough to merge in little memory, many enough that files do not swarm.
 *
 * @example periodOf({ table: "candles", interval: "5m" }) // "month": 8,928 rows of 31 days
 */
export function periodOf({ table, interval }: Pick<SeriesKey, "table" | "interval">): Period {
  if (table === "funding") return "year";
  // A snapshot every 30 seconds of 12 levels is a million rows a month; one an hour is not.
  if (table === "depth" && interval === "snapshot") return "day";
  if (table === "liquidations") return "month";
  const step = /^\d+[smhdw]$/.test(interval) ? intervalMs(interval) : DAY;
  return step < MINUTE ? "day" : step < HOUR ? "month" : "year";
}

/** Start (inclusive) and end (exclusive) of the period that holds a time, in ms. */
export function boundsOf(period: Period, time: number): [from: number, to: number] {
  const date = new Date(time);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (period === "year") return [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  if (period === "month") return [Date.UTC(year, month), Date.UTC(year, month + 1)];
  return [Date.UTC(year, month, day), Date.UTC(year, month, day + 1)];
}

/**
 * Name of a period: `2025`, `2025-10` or `2025-10-10`.
 *
 * @param from start of the period in ms
 */
export function labelOf(period: Period, from: number): string {
  return new Date(from).toISOString().slice(0, { year: 4, month: 7, day: 10 }[period]);
}
