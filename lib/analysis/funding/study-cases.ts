/** The cases of an event study: one event in one asset each, and how groups of them came out. */
import { wilson } from "../../stats/proportion.ts";
import { median } from "../../stats/quantile.ts";
import type { Crowding } from "./funding-excess.ts";
import type { FundingResetResult, PreparedMarket } from "./funding-reset.ts";
import { type Interval, known } from "../result.ts";

/** One event; what is known of it beside its time may predict a reset. */
export interface StudyEvent {
  /** ms: a cascade's peak. */
  time: number;
  /** Total over one day's normal. */
  severity?: number;
  price_change?: number | null;
  long_share?: number | null;
}

/** One event in one asset. */
export interface Case {
  event: StudyEvent;
  market: PreparedMarket;
  asset: string;
  result: FundingResetResult;
}

/** How the cases of a group came out. */
export interface GroupRow {
  by: "crowding" | "severity" | "asset";
  group: string;
  /** Events, and cases: an event counts once for each asset. */
  events: number;
  cases: number;
  reset: number;
  /** Of the cases; the interval takes each event as one observation. */
  reset_rate: number | null;
  reset_rate_interval: Interval | null;
  median_hours: number | null;
}

/** Cases of an event with an outcome that a crowding gave them. */
export function crowdedAt(cases: readonly Case[], event: StudyEvent, crowding: Crowding): Case[] {
  return cases.filter(({ event: own, result }) =>
    own === event && result.crowding === crowding &&
    (result.outcome === "reset" || result.outcome === "not reset")
  );
}

/** Hours to reset, those without one as the horizon. */
export function hoursOf({ result }: Case, horizon: number): number {
  return result.time_to_reset_hours ?? horizon;
}

/** The cases by crowding, by asset and, of long ones, by severity. */
export function groupsOf(cases: readonly Case[], horizon: number): GroupRow[] {
  const crowded = cases.filter(({ result }) =>
    result.outcome === "reset" || result.outcome === "not reset"
  );
  const severities = crowded.map(({ event }) => event.severity ?? NaN);
  const middle = median(severities);
  const of = (by: GroupRow["by"], group: string, members: readonly Case[]): GroupRow => {
    const events = new Set(members.map(({ event }) => event)).size;
    const reset = members.filter(({ result }) => result.outcome === "reset").length;
    const rate = members.length ? reset / members.length : NaN;
    return {
      by,
      group,
      events,
      cases: members.length,
      reset,
      reset_rate: known(rate),
      reset_rate_interval: events ? wilson(rate * events, events) : null,
      median_hours: known(median(members.map((one) => hoursOf(one, horizon)))),
    };
  };
  const long = crowded.filter(({ result }) => result.crowding === "long");
  const assets = [...new Set(cases.map(({ asset }) => asset))];
  const groups = [
    of("crowding", "long", long),
    of("crowding", "short", crowded.filter(({ result }) => result.crowding === "short")),
    ...assets.map((asset) => of("asset", asset, long.filter((one) => one.asset === asset))),
  ];
  if (Number.isNaN(middle)) return groups;
  return [
    ...groups,
    of("severity", "upper half", long.filter(({ event }) => (event.severity ?? NaN) > middle)),
    of("severity", "lower half", long.filter(({ event }) => (event.severity ?? NaN) <= middle)),
  ];
}
