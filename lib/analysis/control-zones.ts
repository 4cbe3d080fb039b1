import { mean } from "../stats/mean.ts";
import { wilson } from "../stats/proportion.ts";
import { quantiles } from "../stats/quantile.ts";
import { createRandom } from "../stats/random.ts";
import type { Interval } from "./result.ts";
import { findVisits, type VisitRules, type Zone, type ZoneBars } from "./visits.ts";

/** Rejection rates of one group of controls. */
export interface ControlGroup {
  n: number;
  mean: number | null;
  /** 5%, 25%, 50%, 75% and 95% quantiles, type 7. */
  quantiles: number[] | null;
}

/** Whether a zone turns price back more often than random zones of its width do. */
export interface ControlTest {
  /** Controls drawn, and those with at least three visits, one of them resolved. */
  drawn: number;
  used: number;
  /** (1 + controls with a rate at or above the observed) / (1 + used); null without both. */
  p: number | null;
  all: ControlGroup;
  /** Controls below and above the zone apart: the place in the window matters. */
  below: ControlGroup;
  above: ControlGroup;
  /** Wilson interval of the observed rate, less the mean of the controls. */
  excess_interval: Interval | null;
  /** ln(high/low) / ln(hi/lo): how many zones of this width the window really holds. */
  independent_zones: number;
  /** Resolved visits of all drawn controls, and how many of them were rejections. */
  resolved: number;
  rejections: number;
  /** Rates of the used controls, ascending. */
  rates: number[];
}

/** Counts of the tested zone, and how to draw and judge its controls. */
export interface ControlOptions {
  rejections: number;
  breakouts: number;
  step: number;
  rules: VisitRules;
  controls: number;
  seed: number;
  /**
   * For levels that were found above the price of a moment: controls lie above this price too, and
   * may overlap the tested zone. Where a window holds few zones, leaving out the neighbours would
   * leave out just those controls that do as well, and every best zone would look special.
   */
  above?: number;
}

/**
 * The visits of `controls` random zones of the same relative width (after Osler 2000, "Support for
 * resistance"). Lower edges are log-uniform over all places where the zone fits between the window's
 * lowest low and highest high without touching the tested zone (but see `above`).
 *
 * Works on mirrored (negative) prices too, where the zone's width is that of its absolute prices.
 *
 * @example testControls(bars, zone, { rejections: 12, breakouts: 2, step: HOUR, ... }).p
 */
export function testControls(bars: ZoneBars, zone: Zone, options: ControlOptions): ControlTest {
  const mirror = zone[0] < 0;
  const [lo, hi] = mirror ? [-zone[1], -zone[0]] : zone;
  let lowest = Infinity, highest = -Infinity;
  for (let i = 0; i < bars.time.length; i++) {
    lowest = Math.min(lowest, mirror ? -bars.high[i] : bars.low[i]);
    highest = Math.max(highest, mirror ? -bars.low[i] : bars.high[i]);
  }
  const width = Math.log(hi / lo);
  const random = createRandom(options.seed);
  const start = Math.log(Math.max(lowest, options.above ?? 0));
  // Two stretches hold the lower edges: zones that end below the tested one, and those above it.
  const apart = options.above === undefined;
  const roomBelow = apart
    ? Math.max(0, Math.min(Math.log(lo), Math.log(highest)) - width - start)
    : 0;
  const startAbove = apart ? Math.max(Math.log(hi), start) : start;
  const roomAbove = Math.max(0, Math.log(highest) - width - startAbove);
  const room = roomBelow + roomAbove;
  const drawn = room > 0 ? options.controls : 0;

  const rates = { below: [] as number[], above: [] as number[] };
  let allResolved = 0, allRejections = 0;
  for (let n = 0; n < drawn; n++) {
    const place = random.uniform() * room;
    const isBelow = place < roomBelow;
    const edge = Math.exp(isBelow ? start + place : startAbove + place - roomBelow);
    const control: Zone = mirror
      ? [-edge * Math.exp(width), -edge]
      : [edge, edge * Math.exp(width)];
    const visits = findVisits(bars, control, options.step, options.rules);
    const rejections = visits.filter((visit) => visit.outcome === "rejection").length;
    const breakouts = visits.filter((visit) => visit.outcome === "breakout").length;
    allResolved += rejections + breakouts;
    allRejections += rejections;
    if (visits.length < 3 || rejections + breakouts === 0) continue;
    rates[isBelow ? "below" : "above"].push(rejections / (rejections + breakouts));
  }

  const sorted = Float64Array.from([...rates.below, ...rates.above]).sort();
  const resolved = options.rejections + options.breakouts;
  const observed = options.rejections / resolved;
  const average = sorted.length ? mean(sorted) : null;
  const interval = resolved ? wilson(options.rejections, resolved) : null;
  return {
    drawn,
    used: sorted.length,
    p: resolved && sorted.length
      ? (1 + sorted.reduce((count, rate) => count + Number(rate >= observed), 0)) /
        (1 + sorted.length)
      : null,
    all: group(sorted),
    below: group(Float64Array.from(rates.below).sort()),
    above: group(Float64Array.from(rates.above).sort()),
    excess_interval: interval && average !== null
      ? [interval[0] - average, interval[1] - average]
      : null,
    independent_zones: Math.log(highest / lowest) / width,
    resolved: allResolved,
    rejections: allRejections,
    rates: [...sorted],
  };
}

function group(sorted: Float64Array): ControlGroup {
  return {
    n: sorted.length,
    mean: sorted.length ? mean(sorted) : null,
    quantiles: sorted.length ? quantiles(sorted, [0.05, 0.25, 0.5, 0.75, 0.95]) : null,
  };
}
