import type { FundingResetResult } from "../../lib/analysis/funding/funding-reset.ts";
import { formatTime, HOUR, parseTime } from "../../lib/tables/time.ts";

export const AT = parseTime("2025-10-10T21:20");
const FIRST = parseTime("2025-10-04T00:00");

/** Funding of 0.8 bp before an event and 0.4 bp after it, neutral 0.5 bp. */
export function fundingResult(changes: Partial<FundingResetResult> = {}): FundingResetResult {
  return {
    schema_version: 1,
    analysis: "funding-reset",
    not_testable: null,
    seed: 1,
    at: formatTime(AT),
    neutral: 5e-5,
    e0: 3e-5,
    noise: 1e-5,
    crowding: "long",
    outcome: "reset",
    time_to_reset_hours: 26 + 40 / 60,
    placebo_reset_rate: 0.8,
    placebo_percentile: 20,
    placebo: {
      n: 5,
      tolerance: 0.5,
      widened: true,
      episodes: 2,
      reset: 4,
      reset_rate_interval: [0.2, 0.98],
      median_hours: 50,
      times: [18, 50, 50, 90, null].map((hours, i) => ({
        at: formatTime(AT - (30 + i) * 24 * HOUR),
        neutral: 5e-5,
        hours,
      })),
    },
    path: Array.from({ length: 60 }, (_, i) => {
      const time = FIRST + i * 8 * HOUR;
      const rate_8h = (time < AT ? 8e-5 : 4e-5) + 1e-5 * Math.sin(i);
      return {
        time: formatTime(time),
        hours: (time - AT) / HOUR,
        rate_8h,
        rate_yearly: rate_8h * 1095,
        excess: rate_8h - 5e-5,
      };
    }),
    flush: null,
    flush_not_testable: "no open interest",
    notes: [],
    pairs: 41,
    phi: 0.35,
    phi_corrected: 0.4,
    phi_interval: null,
    half_life_periods: 0.76,
    half_life_interval: null,
    period_hours: 8,
    half_life_note: "faster than one settlement",
    ...changes,
  } as FundingResetResult;
}
