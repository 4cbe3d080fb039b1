/** The macro calendar: do cascades come near scheduled events more often than by chance? */
import { lowerBound } from "../../series/asof.ts";
import { createRandom } from "../../stats/random.ts";
import { formatTime, HOUR, parseTime } from "../../tables/time.ts";
import { count } from "../../words/numbers.ts";
import type { Cascade } from "./cascades.ts";
import type { MacroEvent } from "./fed-decisions.ts";
import { type Result, SCHEMA_VERSION } from "../result.ts";
import { rotate } from "./synchrony.ts";

/** A calendar event with the cascade nearest to it. */
export interface CalendarRow {
  time: string;
  name: string;
  importance: string;
  nearest_cascade: string | null;
  /** From the event to the start of the cascade; below 0 the cascade came first. */
  hours: number | null;
}

export interface MacroCalendar extends Result {
  basis: string;
  within_hours: number;
  cascades: number;
  events: number;
  /** Cascades that start within 12 h of an event, and how many shifts give on average. */
  near: number;
  expected: number | null;
  /** 5% and 95% of the shifts. */
  usual: [number, number] | null;
  /** (1 + shifts with as many or more) / (1 + shifts), and with as many or fewer. */
  p_more: number | null;
  p_fewer: number | null;
  calendar: CalendarRow[];
}

export const CALENDAR_DEFAULTS = {
  within: 12 * HOUR,
  shifts: 10_000,
  seed: 1,
  /** Of the data, where there is no cascade to tell it. */
  basis: "reported",
};

/** Below this a test would say nothing. */
const FEWEST = 10;

/**
 * Counts cascades that start near calendar events and compares with the calendar shifted around the
 * window: events and cascades keep their own rhythm, only their meeting is left to chance.
 *
 * @param cascades @param events in any order; those outside the window are left out
 * @param options window in which cascades could have been found, ms
 * @example macroCalendar(cascades, FED_DECISIONS, { from, to }).p_more
 */
export function macroCalendar(
  cascades: readonly Cascade[],
  events: readonly MacroEvent[],
  options: { from: number; to: number } & Partial<typeof CALENDAR_DEFAULTS>,
): MacroCalendar {
  const { from, to, within, shifts, seed, basis } = { ...CALENDAR_DEFAULTS, ...options };
  const inside = (time: number) => time >= from && time < to;
  const starts = Float64Array.from(cascades, ({ start }) => parseTime(start)).filter(inside).sort();
  const calendar = events.filter(({ time }) => inside(time)).sort((a, b) => a.time - b.time);
  const times = Float64Array.from(calendar, ({ time }) => time);
  const enough = starts.length >= FEWEST && times.length >= FEWEST;
  const near = countNear(starts, times, within);
  const chance = enough ? shiftedCounts(starts, times, { from, to }, within, shifts, seed) : null;
  const share = (condition: (count: number) => boolean) =>
    chance && (1 + chance.filter(condition).length) / (1 + chance.length);
  const sorted = chance?.toSorted();
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: enough
      ? null
      : `${count(starts.length, "cascade")} and ${count(times.length, "calendar event")}; ` +
        `${FEWEST} of each are needed`,
    seed,
    basis: cascades[0]?.basis ?? basis,
    within_hours: within / HOUR,
    cascades: starts.length,
    events: times.length,
    near,
    expected: chance && chance.reduce((a, b) => a + b) / chance.length,
    usual: sorted
      ? [sorted[Math.floor(0.05 * sorted.length)], sorted[Math.floor(0.95 * sorted.length)]]
      : null,
    p_more: share((count) => count >= near),
    p_fewer: share((count) => count <= near),
    calendar: calendar.map((event) => rowOf(event, starts)),
  };
}

function countNear(starts: Float64Array, times: Float64Array, within: number): number {
  let count = 0;
  for (const start of starts) {
    const i = lowerBound(times, start - within);
    if (i < times.length && times[i] <= start + within) count++;
  }
  return count;
}

function shiftedCounts(
  starts: Float64Array,
  times: Float64Array,
  span: { from: number; to: number },
  within: number,
  shifts: number,
  seed: number,
): Float64Array {
  const random = createRandom(seed);
  const shifted = new Float64Array(times.length);
  return Float64Array.from({ length: shifts }, () => {
    rotate(times, shifted, span, random.uniform());
    return countNear(starts, shifted, within);
  });
}

function rowOf({ time, name, importance }: MacroEvent, starts: Float64Array): CalendarRow {
  const after = lowerBound(starts, time);
  const candidates = [starts[after - 1], starts[after]].filter((start) => start !== undefined);
  const nearest = candidates.sort((a, b) => Math.abs(a - time) - Math.abs(b - time)).at(0);
  return {
    time: formatTime(time),
    name,
    importance,
    nearest_cascade: nearest === undefined ? null : formatTime(nearest),
    hours: nearest === undefined ? null : (nearest - time) / HOUR,
  };
}
