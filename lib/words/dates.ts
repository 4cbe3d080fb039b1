/** Times as people read them, in charts and sentences alike, always UTC. Machines get ISO 8601. */
import { DAY, MINUTE } from "../tables/time.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A length of time in hours as people say it: 40 min, 26 h 40 min, 3.5 days. */
export function duration(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${minutes} min`;
  if (hours >= 72) return `${Number((hours / 24).toFixed(1))} days`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}

/** UTC date: 5 Dec 2025. */
export function date(time: number): string {
  const day = new Date(time);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** UTC date and time: 5 Dec 2025 14:30. The chart's footer says that times are UTC. */
export function dateTime(time: number): string {
  return `${date(time)} ${clock(time)}`;
}

/**
 * A span whose end is exclusive: "20 Nov 2025 to 19 Jan 2026" names its last day, a short one its
 * times, "10 Oct 2025 20:50 to 22:10".
 */
export function span(from: number, to: number): string {
  if (date(from) === date(to)) return `${dateTime(from)} to ${clock(to)}`;
  const [first, last] = to - from < 2 * DAY ? [dateTime(from), dateTime(to)] : [
    date(from),
    date(to - MINUTE),
  ];
  return `${first} to ${last}`;
}

/** UTC clock: 14:30. */
export function clock(time: number): string {
  return new Date(time).toISOString().slice(11, 16);
}

/** Day and month: 5 Dec. */
export function dayMonth(time: number): string {
  return date(time).replace(/ \d+$/, "");
}

/** Month: Dec. */
export function month(time: number): string {
  return MONTHS[new Date(time).getUTCMonth()];
}
