/** The state of a market at any time: leverage, funding and volume, each as a percentile of its past. */
import { lowerBound, upperBound } from "../../series/asof.ts";
import { mean } from "../../stats/mean.ts";
import { percentileOf } from "../../stats/quantile.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY } from "../../tables/time.ts";
import { type DailyMarket, dailyMarket } from "./daily-market.ts";
import { type FundingRates, fundingRates, meanRate } from "./funding-rates.ts";
import { baseOpenInterest } from "./open-interest.ts";

/** What a state is judged from; open interest and funding where the data has them. */
export interface StateInputs {
  bars: Columns<"candles">;
  /** Length of a bar, ms. */
  step: number;
  openInterest?: Columns<"open_interest">;
  funding?: Columns<"funding">;
}

/** Percentiles in the 180 days before, 0 to 100; NaN where not known. */
export interface State {
  /** Open interest over the mean daily volume of 30 days. */
  leverage: number;
  /** Mean 8-hour funding over 7 days. */
  funding: number;
  /** Quote volume of 7 days. */
  volume: number;
}

/** A market prepared for many questions. */
export interface StateHistory {
  days: DailyMarket;
  rates: FundingRates | null;
  interest: { time: Float64Array; base: Float64Array } | null;
  /** By day, each known at the end of the day: what percentiles are taken in. */
  daily: State[];
}

/** Days that a percentile looks back over, and how many of them must be known. */
const PERCENTILE_DAYS = 180;
const FEWEST_DAYS = 60;
const WEEK = 7;
const MONTH = 30;

/**
 * Prepares a market: measures by day, past only.
 *
 * @example stateAt(stateHistory({ bars, step: HOUR, funding }), at).funding
 */
export function stateHistory({ bars, step, openInterest, funding }: StateInputs): StateHistory {
  const days = dailyMarket(bars, step);
  const history: StateHistory = {
    days,
    rates: funding ? fundingRates(funding) : null,
    interest: openInterest
      ? { time: openInterest.time, base: baseOpenInterest(openInterest, bars) }
      : null,
    daily: [],
  };
  history.daily = Array.from(days.time, (day, i) => measured(history, i, day + DAY));
  return history;
}

/**
 * The state before a time: measures of the complete days before it, as percentiles in the 180 days up
 * to then.
 *
 * @param at ms
 */
export function stateAt({ days, daily }: StateHistory, at: number): State {
  const last = lowerBound(days.time, at - DAY + 1) - 1;
  const first = Math.max(0, last - PERCENTILE_DAYS + 1);
  const percentile = (name: keyof State) => {
    const values = daily.slice(first, last + 1).map((day) => day[name]);
    const known = values.filter((value) => !Number.isNaN(value)).length;
    const now = values[values.length - 1] ?? NaN;
    return known < FEWEST_DAYS || Number.isNaN(now) ? NaN : percentileOf(values, now);
  };
  return {
    leverage: percentile("leverage"),
    funding: percentile("funding"),
    volume: percentile("volume"),
  };
}

/** Open interest in the base asset at a time, no reading older than a day; NaN where unknown. */
export function interestAt({ interest }: StateHistory, at: number): number {
  if (!interest) return NaN;
  const i = upperBound(interest.time, at) - 1;
  return i >= 0 && at - interest.time[i] <= DAY ? interest.base[i] : NaN;
}

/** Mean 8-hour funding over the day up to a time; NaN where unknown. */
export function fundingBefore({ rates }: StateHistory, at: number, span = DAY): number {
  if (!rates) return NaN;
  return meanRate(rates, upperBound(rates.time, at - span), upperBound(rates.time, at), span);
}

function measured(history: StateHistory, i: number, end: number): State {
  const { base_volume, quote_volume } = history.days;
  const trailing = (values: Float64Array, size: number) => {
    const part = values.subarray(Math.max(0, i + 1 - size), i + 1);
    const known = part.filter((value) => !Number.isNaN(value)).length;
    return known * 3 >= size * 2 ? mean(part) : NaN;
  };
  return {
    leverage: interestAt(history, end) / trailing(base_volume, MONTH),
    funding: fundingBefore(history, end, WEEK * DAY),
    volume: trailing(quote_volume, WEEK),
  };
}
