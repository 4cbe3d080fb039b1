import { mean } from "../../stats/mean.ts";
import { wilson } from "../../stats/proportion.ts";
import { quantiles } from "../../stats/quantile.ts";
import { createRandom } from "../../stats/random.ts";
import type { Interval } from "../result.ts";
import type { VisitRules, Zone, ZoneBars } from "./visits.ts";
import { countVisits, rejectionRate } from "./zone-counts.ts";

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
}

/**
 * The visits of `controls` random zones of the same relative width (after Osler 2000, "Support for
 * resistance"). Lower edges are log-uniform over all places where the zone fits between the window's
 * lowest low and highest high without touching the tested zone. A zone that leaves no such place has
 * no controls.
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
  const start = Math.log(lowest), startAbove = Math.log(hi);
  // Two stretches hold the lower edges: zones that end below the tested one, and those above it.
  const roomBelow = Math.max(0, Math.min(Math.log(lo), Math.log(highest)) - width - start);
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
    const counts = countVisits(bars, control, options.step, options.rules);
    allResolved += counts.rejections + counts.breakouts;
    allRejections += counts.rejections;
    const rate = rejectionRate(counts);
    if (rate !== null) rates[isBelow ? "below" : "above"].push(rate);
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
