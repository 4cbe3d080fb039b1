/** Funding of one asset across venues: each on its own interval, in 8-hour and yearly terms. */
import { upperBound } from "../../series/asof.ts";
import { mean } from "../../stats/mean.ts";
import { median } from "../../stats/quantile.ts";
import { createRandom } from "../../stats/random.ts";
import { stationaryBootstrap } from "../../stats/stationary-bootstrap.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatTime, HOUR } from "../../tables/time.ts";
import { type FundingRates, fundingRates, meanRate } from "../market/funding-rates.ts";
import { usdOpenInterest } from "../market/open-interest-usd.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";

/** One venue's funding; open interest weighs it, bars turn coins of open interest into USD. */
export interface VenueFunding {
  venue: string;
  funding: Columns<"funding">;
  /** What is known of it beside its rows, such as intervals that were inferred. */
  fundingNotes?: readonly string[];
  openInterest?: Columns<"open_interest">;
  bars?: Columns<"candles">;
}

/** Eight hours up to a time. */
export interface VenuePoint {
  time: string;
  /** What longs paid over those hours, in 8-hour terms; null where settlements are missing. */
  by_venue: Record<string, number | null>;
  /** Mean weighted by open interest, of the venues that have both. */
  weighted_8h: number | null;
  weighted_yearly: number | null;
  /** Venues in the weighted mean. */
  weighted_venues: number;
  /** Median of all venues: without weights. */
  median_8h: number | null;
}

/** One venue in the window. */
export interface VenueSummary {
  venue: string;
  settlements: number;
  from: string | null;
  to: string | null;
  /** Funding intervals and the settlement that each began with: venues change them. */
  intervals: { hours: number; since: string }[];
  mean_8h: number | null;
  /** Over blocks of 3 days. */
  mean_8h_interval: Interval | null;
  mean_yearly: number | null;
  /** Share of the points at which this venue has a weight. */
  weight_known: number;
  notes: string[];
}

export interface FundingVenues extends Result {
  analysis: "funding-venues";
  venues: VenueSummary[];
  points: VenuePoint[];
  /** Venues without open interest: they are shown, but not in the weighted mean. */
  unweighted: string[];
}

const STEP = 8 * HOUR;
const OLDEST_WEIGHT = DAY;

/**
 * Funding of several venues on one grid of 8 hours. A point is the sum of the rates settled in its 8
 * hours, scaled where they pay for fewer; so hourly and 8-hour venues mean the same.
 *
 * @param options points in (from, to], ms, at 00:00, 08:00 and 16:00 UTC
 * @example fundingVenues([{ venue: "binance", funding }], { from, to }).points
 */
export function fundingVenues(
  inputs: readonly VenueFunding[],
  { from, to, seed = 1, resamples = 2000 }: {
    from: number;
    to: number;
    seed?: number;
    resamples?: number;
  },
): FundingVenues {
  const venues = inputs.map(({ venue, funding, fundingNotes = [], openInterest, bars }) => ({
    venue,
    fundingNotes,
    rates: fundingRates(funding),
    weight: openInterest && usdOpenInterest(openInterest, bars),
  }));
  const points: VenuePoint[] = [];
  const paid = venues.map((): number[] => []);
  const weighed = venues.map(() => 0);
  for (let t = Math.floor(from / STEP) * STEP + STEP; t <= to; t += STEP) {
    const rates = venues.map(({ rates }) => rateOver(rates, t));
    const weights = venues.map(({ weight }) => weight ? weight(t, OLDEST_WEIGHT) : NaN);
    let sum = 0, total = 0, count = 0;
    rates.forEach((rate, i) => {
      paid[i].push(rate);
      if (!(weights[i] > 0)) return;
      weighed[i]++;
      if (Number.isNaN(rate)) return;
      sum += rate * weights[i];
      total += weights[i];
      count++;
    });
    const weighted = sum / total;
    points.push({
      time: formatTime(t),
      by_venue: Object.fromEntries(venues.map(({ venue }, i) => [venue, known(rates[i])])),
      weighted_8h: known(weighted),
      weighted_yearly: known(yearly(weighted)),
      weighted_venues: count,
      median_8h: known(median(rates)),
    });
  }
  const random = createRandom(seed).split("funding-venues");
  const told = points.some(({ median_8h }) => median_8h !== null);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "funding-venues",
    not_testable: told ? null : "no venue has settlements in the window",
    seed,
    venues: venues.map(({ venue, fundingNotes, rates }, i) => {
      const values = paid[i].filter((rate) => !Number.isNaN(rate));
      const { estimate, interval } = stationaryBootstrap(values, mean, {
        meanBlock: 3 * DAY / STEP,
        resamples,
        random: random.split(venue),
      });
      return {
        venue,
        ...coverage(rates, from, to),
        mean_8h: known(estimate),
        mean_8h_interval: values.length > 1 ? interval : null,
        mean_yearly: known(yearly(estimate)),
        weight_known: points.length ? weighed[i] / points.length : 0,
        notes: [...fundingNotes, ...rates.notes],
      };
    }),
    points,
    unweighted: venues.filter((_, i) => weighed[i] === 0).map(({ venue }) => venue),
  };
}

/** An 8-hour rate as a simple yearly one. */
function yearly(rate: number): number {
  return rate * 8760 / 8;
}

/** Rate of the settlements of the 8 hours up to a time. */
function rateOver(rates: FundingRates, to: number): number {
  return meanRate(rates, upperBound(rates.time, to - STEP), upperBound(rates.time, to), STEP);
}

function coverage({ time, interval_hours }: FundingRates, from: number, to: number) {
  const first = upperBound(time, from), end = upperBound(time, to);
  const intervals: VenueSummary["intervals"] = [];
  for (let i = first; i < end; i++) {
    if (intervals[intervals.length - 1]?.hours === interval_hours[i]) continue;
    intervals.push({ hours: interval_hours[i], since: formatTime(time[i]) });
  }
  return {
    settlements: end - first,
    from: end > first ? formatTime(time[first]) : null,
    to: end > first ? formatTime(time[end - 1]) : null,
    intervals,
  };
}
