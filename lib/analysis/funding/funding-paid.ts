/** What longs paid to hold their positions before an event, in USD. */
import { lowerBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatTime } from "../../tables/time.ts";
import { fundingRates } from "../market/funding-rates.ts";
import { usdOpenInterest } from "../market/open-interest-usd.ts";
import { type Result, SCHEMA_VERSION } from "../result.ts";

/** One settlement before the event. */
export interface FundingPayment {
  time: string;
  /** As settled, for its own interval. */
  rate: number;
  open_interest_usd: number;
  /** Paid by longs to shorts, USD; negative when shorts paid. */
  paid_usd: number;
  /** Since the first settlement of the window. */
  cumulative_usd: number;
}

export interface FundingPaid extends Result {
  analysis: "funding-paid";
  at: string;
  days: number;
  /** Sum over the window, USD. It is a sum of known payments and has no interval. */
  paid_usd: number | null;
  /** Settlements in the window, and those whose open interest is known: the others are not in it. */
  settlements: number;
  settlements_with_oi: number;
  payments: FundingPayment[];
  notes: string[];
}

export const FUNDING_PAID_DAYS = 30;

/**
 * Funding paid by longs in the days before an event: each settled rate times the open interest at
 * that time.
 *
 * @param inputs bars are needed where open interest is in coins only
 * @example fundingPaid({ funding, openInterest, bars }, { at }).paid_usd
 */
export function fundingPaid(
  { funding, openInterest, bars }: {
    funding: Columns<"funding">;
    openInterest?: Columns<"open_interest">;
    bars?: Columns<"candles">;
  },
  { at, days = FUNDING_PAID_DAYS }: { at: number; days?: number },
): FundingPaid {
  const rates = fundingRates(funding);
  const oi = openInterest && usdOpenInterest(openInterest, bars);
  const first = lowerBound(rates.time, at - days * DAY), end = lowerBound(rates.time, at);
  const payments: FundingPayment[] = [];
  let total = 0;
  for (let i = first; oi && i < end; i++) {
    const usd = oi(rates.time[i], DAY);
    if (!(usd > 0)) continue;
    const rate = rates.rate_8h[i] * rates.interval_hours[i] / 8;
    total += rate * usd;
    payments.push({
      time: formatTime(rates.time[i]),
      rate,
      open_interest_usd: usd,
      paid_usd: rate * usd,
      cumulative_usd: total,
    });
  }
  const settlements = end - first;
  const reason = rates.percent_suspected
    ? "funding looks like percent, not a fraction: the USD would be a hundred times too many"
    : settlements === 0
    ? "no settlements in the days before the event"
    : payments.length === 0
    ? "no open interest at the settlements before the event"
    : null;
  const missing = settlements - payments.length;
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "funding-paid",
    not_testable: reason,
    at: formatTime(at),
    days,
    paid_usd: reason ? null : total,
    settlements,
    settlements_with_oi: payments.length,
    payments: reason ? [] : payments,
    notes: [
      ...rates.notes,
      ...(missing && !reason ? [`settlements without open interest, not counted: ${missing}`] : []),
    ],
  };
}
