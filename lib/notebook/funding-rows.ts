/** Results about funding as the rows of a notebook's tables. */
import type { FundingDays } from "../analysis/funding/funding-days.ts";
import type { FundingEventStudy } from "../analysis/funding/funding-event-study.ts";
import type { FundingPaid } from "../analysis/funding/funding-paid.ts";
import type { FundingResetResult } from "../analysis/funding/funding-reset.ts";
import type { FundingVenues } from "../analysis/funding/funding-venues.ts";

/** An upper end of null is without bound. */
type Ends = readonly [low: number, high: number | null] | null;

const low = (interval: Ends) => interval?.[0] ?? null;
const high = (interval: Ends) => interval?.[1] ?? null;

/**
 * What became of the excess in each market, beside its placebo, and of open interest.
 *
 * @example await table("outcomes", outcomeRows(markets));
 */
export function outcomeRows(
  markets: readonly { asset: string; result: FundingResetResult; flushVenue: string | null }[],
) {
  return markets.map(({ asset, result, flushVenue }) => ({
    asset,
    at: result.at,
    neutral: result.neutral,
    excess: result.e0,
    noise: result.noise,
    crowding: result.crowding,
    outcome: result.outcome,
    time_to_reset_hours: result.time_to_reset_hours,
    placebo_n: result.placebo?.n ?? null,
    placebo_reset_rate: result.placebo_reset_rate,
    placebo_percentile: result.placebo_percentile,
    flush_venue: flushVenue,
    flush: result.flush?.flush ?? null,
    flush_percentile: result.flush_percentile,
    leverage_before: result.leverage_before,
    leverage_after: result.leverage_after,
    not_testable: result.not_testable,
  }));
}

/** Another venue's open interest over this one's volume would be no leverage. */
const NO_LEVERAGE = "leverage: no open interest of the venue that the volume is of, or too few " +
  "days of volume";

/** Faults of each market's data and what they leave out, one a row. */
export function noteRows(
  markets: readonly {
    asset: string;
    result: FundingResetResult;
    paid: FundingPaid;
    inputs: { openInterestNotes: readonly string[] };
  }[],
) {
  return markets.flatMap(({ asset, result, paid, inputs }) =>
    [
      ...new Set([
        ...(result.not_testable ? [`outcome: ${result.not_testable}`] : []),
        ...result.notes,
        ...inputs.openInterestNotes,
        ...(result.flush_not_testable ? [`flush: ${result.flush_not_testable}`] : []),
        ...(result.flush !== null && result.leverage_before === null ? [NO_LEVERAGE] : []),
        ...(paid.not_testable ? [`funding paid: ${paid.not_testable}`] : []),
        ...paid.notes,
      ]),
    ].map((note) => ({ asset, note }))
  );
}

/** Each venue in the window, with its settlement intervals as one column. */
export function venueRows({ venues }: FundingVenues) {
  return venues.map(({ mean_8h_interval, intervals, notes, ...venue }) => ({
    ...venue,
    hours: [...new Set(intervals.map(({ hours }) => hours))].join(", "),
    changes: intervals.length - 1,
    low: low(mean_8h_interval),
    high: high(mean_8h_interval),
    notes: notes.join("; "),
  }));
}

/** How often crowding went by itself. */
export function ownRows(markets: readonly { asset: string; own: FundingDays }[]) {
  return markets.map(({ asset, own: { long, short } }) => ({
    asset,
    long_cases: long.cases,
    long_reset: long.reset,
    short_cases: short.cases,
    short_reset: short.reset,
  }));
}

/** Every event and asset, the interval of its half-life as two columns. */
export function studyRows({ rows }: Pick<FundingEventStudy, "rows">) {
  return rows.map(({ half_life_interval, half_life_note, ...row }) => ({
    ...row,
    half_life_note: half_life_note ?? (half_life_interval?.[1] === null ? "no upper end" : null),
    half_life_low: low(half_life_interval),
    half_life_high: high(half_life_interval),
  }));
}

/** Groups of crowded events, their interval as two columns. */
export function groupRows({ groups }: Pick<FundingEventStudy, "groups">) {
  return groups.map(({ reset_rate_interval, ...group }) => ({
    ...group,
    low: low(reset_rate_interval),
    high: high(reset_rate_interval),
  }));
}

/** What goes with the time to reset, its interval as two columns. */
export function predictorRows({ predictors }: Pick<FundingEventStudy, "predictors">) {
  return predictors.map(({ interval, ...predictor }) => ({
    ...predictor,
    low: low(interval),
    high: high(interval),
  }));
}
