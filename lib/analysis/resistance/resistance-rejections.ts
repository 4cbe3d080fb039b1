import { lowerBound, upperBound } from "../../series/asof.ts";
import { wilson } from "../../stats/proportion.ts";
import { type Columns, sliceColumns } from "../../tables/columns.ts";
import { quoteVolume } from "../../tables/quote-volume.ts";
import { DAY, formatTime, HOUR } from "../../tables/time.ts";
import { count, price, priceRange } from "../../words/numbers.ts";
import { type ControlTest, testControls } from "./control-zones.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";
import {
  findVisits,
  mirrored,
  mirroredZone,
  type Outcome,
  type Visit,
  VISIT_RULES,
  type VisitRules,
  type Zone,
} from "./visits.ts";

/** Bars of one series, and what else is known of its market; may reach beyond the window. */
export interface RejectionInputs {
  bars: Columns<"candles">;
  funding?: Columns<"funding">;
  openInterest?: Columns<"open_interest">;
}

/** What is asked: a zone and a window, by rules and with controls that have defaults. */
export interface RejectionOptions extends Partial<VisitRules> {
  zone: Zone;
  /** Window in which visits are sought, ms, end exclusive. */
  from: number;
  to: number;
  /** Length of a bar, ms. */
  step: number;
  /** `resistance` is reached from below, `support` from above. */
  direction?: "resistance" | "support";
  /** Random control zones to compare with; 0 leaves the comparison out. */
  controls?: number;
  seed?: number;
}

/** One visit with what was measured around it; null where the data does not say. */
export interface VisitRow {
  /** Opening times of its first and last bar. */
  start: string;
  end: string;
  outcome: Outcome;
  /** Furthest price into or through the zone: the highest for resistance, the lowest for support. */
  peak: number;
  /** How far the peak went through the zone: 0 at the near edge, 1 at the far edge. */
  penetration: number;
  bars: number;
  bars_in_zone: number;
  quote_volume: number | null;
  taker_buy_share: number | null;
  /** Largest move away from the peak in the 24 hours after the end bar, as a fraction. */
  fall_24h: number | null;
  oi_change_24h: number | null;
  funding_8h: number | null;
}

export interface RejectionResult extends Result {
  analysis: "resistance-rejections";
  zone: Zone;
  direction: "resistance" | "support";
  from: string;
  to: string;
  interval_hours: number;
  rules: VisitRules;
  bars: number;
  summary: {
    visits: number;
    rejections: number;
    breakouts: number;
    unresolved: number;
    /** rejections / (rejections + breakouts), with its Wilson interval. */
    rejection_rate: number | null;
    rejection_rate_interval: Interval | null;
  };
  visits: VisitRow[];
  /** The same visits at random zones, or null where that was not asked or cannot be done. */
  controls: ControlTest | null;
}

/**
 * How often price came to a zone, and how each visit ended; beside it the same for random zones of
 * the same width, because a random walk, too, turns back from most places.
 *
 * @example
 * resistanceRejections({ bars }, { zone: [92_800, 93_900], from, to, step: HOUR }).summary
 */
export function resistanceRejections(
  inputs: RejectionInputs,
  options: RejectionOptions,
): RejectionResult {
  const { zone, from, to, step, direction = "resistance", controls = 10_000, seed = 1 } = options;
  const rules: VisitRules = {
    retreat: options.retreat ?? VISIT_RULES.retreat,
    confirm: options.confirm ?? VISIT_RULES.confirm,
    max_hours: options.max_hours ?? VISIT_RULES.max_hours,
  };
  const offset = lowerBound(inputs.bars.time, from);
  const window = sliceColumns(inputs.bars, offset, lowerBound(inputs.bars.time, to));
  const reason = untestable(window, zone, step);
  const seen = direction === "support" ? mirrored(window) : window;
  const target = direction === "support" ? mirroredZone(zone) : zone;
  const visits = reason ? [] : findVisits(seen, target, step, rules);
  const volumes = quoteVolume(inputs.bars).values;
  const measure = ({ first, last, outcome }: Visit) =>
    visitRow(inputs, volumes, { first: first + offset, last: last + offset, outcome }, options);
  const count = (outcome: Outcome) => visits.filter((visit) => visit.outcome === outcome).length;
  const rejections = count("rejection"), breakouts = count("breakout");
  const resolved = rejections + breakouts;
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "resistance-rejections",
    not_testable: reason,
    seed,
    zone: [zone[0], zone[1]],
    direction,
    from: formatTime(from),
    to: formatTime(to),
    interval_hours: step / HOUR,
    rules,
    bars: window.time.length,
    summary: {
      visits: visits.length,
      rejections,
      breakouts,
      unresolved: count("unresolved"),
      rejection_rate: resolved ? rejections / resolved : null,
      rejection_rate_interval: resolved ? wilson(rejections, resolved) : null,
    },
    visits: visits.map(measure),
    controls: reason || controls === 0
      ? null
      : testControls(seen, target, { rejections, breakouts, step, rules, controls, seed }),
  };
}

/** Why no visit can be sought in these bars, as a clause, or null. */
function untestable(bars: Columns<"candles">, [lo, hi]: Zone, step: number): string | null {
  if (!(lo > 0 && hi > lo)) return `zone ${lo}:${hi} needs 0 < lower edge < upper edge`;
  const rows = bars.time.length;
  if (rows < DAY / step) return `the window holds ${count(rows, "bar")}, less than a day of them`;
  const zone = `zone ${priceRange([lo, hi])}`;
  let lowest = Infinity, highest = -Infinity;
  for (let i = 0; i < rows; i++) {
    if (bars.low[i] < lowest) lowest = bars.low[i];
    if (bars.high[i] > highest) highest = bars.high[i];
  }
  if (hi < lowest || lo > highest) {
    return `${zone} lies outside all prices of the window, ${price(lowest)} to ${price(highest)}`;
  }
  if (lo <= lowest && hi >= highest) {
    return `${zone} holds all prices of the window, ${price(lowest)} to ${price(highest)}`;
  }
  if (hi / lo >= highest / lowest) {
    return `zone ${lo}:${hi} is wider than the window's range, ${lowest} to ${highest}`;
  }
  return null;
}

/** Measures one visit, given as indices into the bars of `inputs`. */
function visitRow(
  inputs: RejectionInputs,
  volumes: Float64Array,
  { first, last, outcome }: Visit,
  { zone: [lo, hi], step, direction }: RejectionOptions,
): VisitRow {
  const { bars } = inputs;
  const up = direction !== "support";
  let peak = up ? -Infinity : Infinity;
  let inZone = 0, quote = 0, volume = 0, takerBuy = 0;
  for (let i = first; i <= last; i++) {
    peak = up ? Math.max(peak, bars.high[i]) : Math.min(peak, bars.low[i]);
    if (up ? bars.high[i] >= lo : bars.low[i] <= hi) inZone++;
    quote += volumes[i];
    volume += bars.volume[i];
    takerBuy += bars.taker_buy_volume[i];
  }
  return {
    start: formatTime(bars.time[first]),
    end: formatTime(bars.time[last]),
    outcome,
    peak,
    penetration: up ? (peak - lo) / (hi - lo) : (hi - peak) / (hi - lo),
    bars: last - first + 1,
    bars_in_zone: inZone,
    quote_volume: known(quote),
    taker_buy_share: known(takerBuy / volume),
    fall_24h: known(moveAfter(bars, last, step, peak, up)),
    oi_change_24h: openInterestChange(inputs.openInterest, bars.time[first]),
    funding_8h: fundingAt(inputs.funding, bars.time[first]),
  };
}

/** Largest move away from `peak` in the 24 hours after a bar; NaN where they are not all there. */
function moveAfter(
  bars: Columns<"candles">,
  last: number,
  step: number,
  peak: number,
  up: boolean,
): number {
  const end = bars.time[last] + DAY;
  let extreme = NaN, i = last + 1;
  for (; i < bars.time.length && bars.time[i] <= end; i++) {
    const price = up ? bars.low[i] : bars.high[i];
    if (!(up ? price >= extreme : price <= extreme)) extreme = price;
  }
  const complete = i - 1 - last === DAY / step;
  return complete ? extreme / peak - 1 : NaN;
}

/** Change of open interest in base asset over the 24 hours up to a time, as a fraction. */
function openInterestChange(series: Columns<"open_interest"> | undefined, at: number) {
  if (!series) return null;
  // A value older than six hours says nothing about the moment that is asked for.
  const now = latest(series.time, at, 6 * HOUR);
  const before = latest(series.time, at - DAY, 6 * HOUR);
  if (now < 0 || before < 0) return null;
  return known(series.open_interest[now] / series.open_interest[before] - 1);
}

/** The last settled funding rate at a time, in 8-hour terms. */
function fundingAt(series: Columns<"funding"> | undefined, at: number): number | null {
  if (!series) return null;
  const i = latest(series.time, at, DAY);
  return i < 0 ? null : known(series.rate[i] * 8 / series.interval_hours[i]);
}

/** Index of the last time at or before `at`, no older than `tolerance`; -1 where there is none. */
function latest(times: Float64Array, at: number, tolerance: number): number {
  const i = upperBound(times, at) - 1;
  return i >= 0 && at - times[i] <= tolerance ? i : -1;
}
