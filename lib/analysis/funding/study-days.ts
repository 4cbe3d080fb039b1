/** What an event would have shown on every other day: the ground that it is compared on. */
import { median } from "../../stats/quantile.ts";
import { DAY } from "../../tables/time.ts";
import type { Crowding, ResetRules } from "./funding-excess.ts";
import {
  type Candidate,
  matchPlacebos,
  placeboCandidates,
  type PlaceboRules,
} from "./funding-placebo.ts";
import type { PreparedMarket } from "./funding-reset.ts";
import type { DatedEvent } from "./matched-times.ts";
import type { StudyEvent } from "./study-cases.ts";

/** One event with what every asset's funding did at its time of day on every day. */
export interface EventDays {
  time: number;
  assets: Candidate[][];
}

/**
 * Every day of every asset at each event's time of day, cascades and crowding left aside.
 *
 * @example eventDays(events, markets, rules)[0].assets[0].length
 */
export function eventDays(
  events: readonly StudyEvent[],
  markets: readonly PreparedMarket[],
  rules: ResetRules,
): EventDays[] {
  return events.map(({ time }) => ({
    time,
    assets: markets.map(({ rates, excessAt }) =>
      placeboCandidates(rates, excessAt, time, [], rules, 0)
    ),
  }));
}

/** Events of one crowding on a common axis of days. */
export interface DatedEvents {
  events: DatedEvent[];
  days: number;
}

/**
 * For each event and asset the hours to reset on every day, and the same less the median of that
 * day's placebos: times of like excess away from it and from all cascades. Only days with the
 * crowding asked for show anything; those that never reset count as the horizon.
 *
 * @param cascades times, ms, of all of them
 * @example datedEvents(eventDays(events, markets, rules), cascades, "long", rules).days
 */
export function datedEvents(
  events: readonly EventDays[],
  cascades: readonly number[],
  crowding: Crowding,
  rules: ResetRules & PlaceboRules,
): DatedEvents {
  const times = events.flatMap(({ assets }) =>
    assets.flatMap((all) => all.map(({ time }) => Math.floor(time / DAY)))
  );
  if (times.length === 0) return { events: [], days: 0 };
  const origin = times.reduce((a, b) => Math.min(a, b));
  const days = times.reduce((a, b) => Math.max(a, b)) - origin + 1;
  const dated = events.map(({ time, assets }): DatedEvent => ({
    day: Math.floor(time / DAY) - origin,
    assets: assets.map((all) => byDay(all, cascades, crowding, rules, origin, days)),
  }));
  return { events: dated.filter(({ day }) => day >= 0 && day < days), days };
}

function byDay(
  candidates: readonly Candidate[],
  cascades: readonly number[],
  crowding: Crowding,
  rules: ResetRules & PlaceboRules,
  origin: number,
  days: number,
): DatedEvent["assets"][number] {
  const hours = new Float64Array(days).fill(NaN);
  const difference = new Float64Array(days).fill(NaN);
  const away = rules.away_days * DAY;
  const horizon = rules.horizon_days * 24;
  const all = candidates.map((one) => ({ ...one, hours: Math.min(one.hours, horizon) }));
  const calm = all.filter(({ time }) => !cascades.some((peak) => Math.abs(time - peak) <= away));
  for (const { time, excess, hours: own } of all) {
    if (excess.crowding !== crowding) continue;
    const others = calm.filter((other) => Math.abs(other.time - time) > away);
    const { matched } = matchPlacebos(others, excess.e0, rules);
    if (matched.length === 0) continue;
    const day = Math.floor(time / DAY) - origin;
    hours[day] = own;
    difference[day] = own - median(matched.map((other) => other.hours));
  }
  return { hours, difference };
}
