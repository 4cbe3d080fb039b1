import { UserError } from "../errors.ts";

/** One minute, hour and day in milliseconds. Days are UTC days: there is no daylight saving. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const UNITS: Record<string, number> = { s: 1000, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };

/**
 * Length of a bar interval such as `5m`, `1h` or `1d`, in milliseconds.
 *
 * @throws UserError when the text is no interval
 * @example intervalMs("4h") // 14_400_000
 */
export function intervalMs(interval: string): number {
  const match = /^([1-9]\d{0,3})([smhdw])$/.exec(interval);
  if (!match) {
    throw new UserError(`"${interval}" is no interval: write a number and s, m, h, d or w, as 5m`);
  }
  return Number(match[1]) * UNITS[match[2]];
}

/**
 * Reads a UTC date (`2025-12-05`) or time (`2025-10-10T21:20`, seconds, fraction and `Z` optional)
 * into milliseconds since the epoch. Never local time; other offsets are refused, not converted.
 *
 * @throws UserError when the text is no UTC time
 * @example parseTime("2025-10-10T21:20Z") // 1760131200000
 */
export function parseTime(text: string): number {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(\.\d{1,3})?)?(?:Z|\+00:?00)?)?$/.exec(
      text,
    );
  if (match) {
    const [, date, minutes = "00:00", seconds = "00", fraction = ".0"] = match;
    const time = Date.parse(`${date}T${minutes}:${seconds}${fraction}Z`);
    // Date.parse turns 30 February into 2 March: the date must survive the round trip.
    if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(date)) return time;
  }
  throw new UserError(
    `"${text}" is no UTC time: write a date as 2025-12-05 or a time as 2025-12-05T14:30Z`,
  );
}

/**
 * ISO 8601 UTC, without a fraction where it is zero.
 *
 * @example formatTime(1760131200000) // "2025-10-10T21:20:00Z"
 */
export function formatTime(time: number): string {
  return new Date(time).toISOString().replace(".000Z", "Z");
}

/** UTC date, `2025-10-10`. */
export function formatDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Midnight UTC at or before a time. */
export function startOfDay(time: number): number {
  return Math.floor(time / DAY) * DAY;
}
