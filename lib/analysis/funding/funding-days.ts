/** Funding day by day: when there was something to reset, and what became of it without any event. */
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatDate, startOfDay } from "../../tables/time.ts";
import { type Crowding, excessFinder, RESET_RULES, type ResetRules } from "./funding-excess.ts";
import { fundingRates } from "../market/funding-rates.ts";
import { judge, type ResetOutcome } from "./funding-reset.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";

/** One midnight UTC taken as if it were an event. */
export interface FundingDay {
  date: string;
  neutral: number;
  e0: number;
  noise: number;
  crowding: Crowding;
  outcome: ResetOutcome;
  time_to_reset_hours: number | null;
  /** Whether funding reaches back over all of the days that neutral is the median of. */
  full_history: boolean;
}

/** How often crowding of one side went by itself, over days with a full history and a known outcome. */
export interface OwnResets {
  cases: number;
  reset: number;
}

export interface FundingDays extends Result {
  analysis: "funding-days";
  days: FundingDay[];
  long: OwnResets;
  short: OwnResets;
}

/**
 * Takes every midnight UTC as an event. How often crowded funding "resets" so is what any event has
 * to be compared with.
 *
 * @param options days in [from, to), ms, are reported; all by default
 * @example fundingDays({ funding }).long // { cases: 53, reset: 48 } for BTC
 */
export function fundingDays(
  { funding }: { funding: Columns<"funding"> },
  options: { from?: number; to?: number; rules?: Partial<ResetRules> } = {},
): FundingDays {
  const rules = { ...RESET_RULES, ...options.rules };
  const rates = fundingRates(funding);
  const { time } = rates;
  const begin = time[0] ?? NaN, last = time[time.length - 1] ?? NaN;
  const excessAt = excessFinder(rates, rules);
  const days: FundingDay[] = [];
  for (let day = startOfDay(begin) + DAY; day <= last; day += DAY) {
    if (day < (options.from ?? -Infinity) || day >= (options.to ?? Infinity)) continue;
    const excess = excessAt(day);
    if (typeof excess === "string") continue;
    const { outcome, hours } = judge(rates, day, excess, rules);
    days.push({
      date: formatDate(day),
      neutral: excess.neutral,
      e0: excess.e0,
      noise: excess.noise,
      crowding: excess.crowding,
      outcome,
      time_to_reset_hours: known(hours),
      full_history: day - rules.neutral_days * DAY >= begin,
    });
  }
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "funding-days",
    not_testable: days.length ? null : `no day has ${rules.minimum_settlements} settlements before`,
    days,
    long: count(days, "long"),
    short: count(days, "short"),
  };
}

function count(days: readonly FundingDay[], crowding: Crowding): OwnResets {
  const cases = days.filter((day) =>
    day.full_history && day.crowding === crowding && day.outcome !== "unknown"
  );
  return {
    cases: cases.length,
    reset: cases.filter(({ outcome }) => outcome === "reset").length,
  };
}
