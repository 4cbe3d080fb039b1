import type { Columns } from "../../tables/columns.ts";
import { HOUR } from "../../tables/time.ts";

/** A price zone: its lower and upper edge, in the quote currency. */
export type Zone = readonly [lo: number, hi: number];

/** How a visit to a zone ended. */
export type Outcome = "rejection" | "breakout" | "unresolved";

/** Rules of the visits; the defaults are those of the project's methods. */
export interface VisitRules {
  /** Fraction below the zone's lower edge at which a close counts as a rejection. */
  retreat: number;
  /** Closes in a row above the zone that make a breakout. */
  confirm: number;
  /** Hours after which a visit without either is unresolved. */
  max_hours: number;
}

export const VISIT_RULES: VisitRules = { retreat: 0.005, confirm: 2, max_hours: 168 };

/** One visit, as indices of its first and last bar. */
export interface Visit {
  first: number;
  last: number;
  outcome: Outcome;
}

/** The three prices of a bar that decide a visit. */
export type ZoneBars = Pick<Columns<"candles">, "time" | "high" | "low" | "close">;

const BELOW = 0, INSIDE = 1, ABOVE = 2;

/** Where price stands after a visit. */
const AFTER: Record<Outcome, number> = { rejection: BELOW, unresolved: INSIDE, breakout: ABOVE };

/**
 * The visits of price to a resistance zone, from below.
 *
 * The first bar only sets the state: below, inside or above the zone, by its close. From inside the
 * state changes with the first close outside. A bar that sets the state to below starts no visit;
 * from below, a visit starts at the first bar whose high reaches the zone. Each of its bars, the
 * first included, is judged in this order: `confirm` closes in a row above the zone are a breakout;
 * a close at or under `lo - retreat * |lo|` is a rejection; `max_hours` of bars leave it unresolved
 * (state inside). A visit still open at the last bar is unresolved. From above, the state returns to
 * below at the first close under the zone.
 *
 * @param bars bars of one series, sorted by time; every bar is judged by itself and those before it
 * @param step length of a bar in milliseconds
 * @example findVisits(bars, [92_800, 93_900], HOUR, VISIT_RULES).length
 */
export function findVisits(bars: ZoneBars, zone: Zone, step: number, rules: VisitRules): Visit[] {
  const visits: Visit[] = [];
  const { time, high, close } = bars;
  if (time.length === 0) return visits;
  const [lo, hi] = zone;
  // On negated prices (support) the edge is negative; the retreat still leads away from the zone.
  const turned = lo - rules.retreat * Math.abs(lo);
  const limit = rules.max_hours * HOUR;
  let state = side(close[0], lo, hi);
  let first = -1, closesAbove = 0;
  const length = time.length;
  for (let i = 1; i < length; i++) {
    if (first < 0) {
      if (state === INSIDE) {
        state = side(close[i], lo, hi);
        continue;
      }
      // Most bars are far from most zones, and thousands of zones are tried: tight loops pass them.
      if (state === ABOVE) {
        while (i < length && !(close[i] < lo)) i++;
        state = BELOW;
        continue;
      }
      while (i < length && high[i] < lo) i++;
      if (i === length) break;
      first = i;
      closesAbove = 0;
    }
    closesAbove = close[i] > hi ? closesAbove + 1 : 0;
    const outcome = closesAbove >= rules.confirm
      ? "breakout"
      : close[i] <= turned
      ? "rejection"
      : time[i] + step - time[first] >= limit
      ? "unresolved"
      : null;
    if (outcome === null) continue;
    visits.push({ first, last: i, outcome });
    state = AFTER[outcome];
    first = -1;
  }
  if (first >= 0) visits.push({ first, last: length - 1, outcome: "unresolved" });
  return visits;
}

/**
 * Bars and zone mirrored at price 0, so that support looks like resistance.
 *
 * @example findVisits(mirrored(bars), mirroredZone(zone), HOUR, VISIT_RULES)
 */
export function mirrored(bars: ZoneBars): ZoneBars {
  return {
    time: bars.time,
    high: bars.low.map((price) => -price),
    low: bars.high.map((price) => -price),
    close: bars.close.map((price) => -price),
  };
}

/** The zone of `mirrored` bars. */
export function mirroredZone([lo, hi]: Zone): Zone {
  return [-hi, -lo];
}

function side(close: number, lo: number, hi: number): number {
  return close < lo ? BELOW : close > hi ? ABOVE : INSIDE;
}
