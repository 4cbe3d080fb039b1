/** How liquidity stood before, in and after each cascade. */
import { lowerBound } from "../../series/asof.ts";
import { windowOf } from "../../series/window.ts";
import { bootstrap } from "../../stats/bootstrap.ts";
import { median } from "../../stats/quantile.ts";
import { createRandom } from "../../stats/random.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, MINUTE } from "../../tables/time.ts";
import { amihud } from "./amihud.ts";
import type { Cascade } from "../cascades/cascades.ts";
import type { Sides } from "./depth.ts";
import { kyleLambda } from "./kyle.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";
import { edge } from "./spread-edge.ts";

/** `before` is the day up to the cascade's start, `after` the day from its end. */
export const PHASES = ["before", "in", "after"] as const;
export type Phase = typeof PHASES[number];

/** Depth of both sides within 1% (USD), Amihud and Kyle (per USD), and the spread by EDGE. */
export const AROUND_MEASURES = ["depth", "amihud", "kyle", "spread"] as const;
export type AroundMeasure = typeof AROUND_MEASURES[number];

/** One measure at one cascade, each as a multiple of the week before its day before. */
export interface AroundRow {
  start: string;
  measure: AroundMeasure;
  usual: number;
  before: number | null;
  in: number | null;
  after: number | null;
}

/** One measure and phase over all cascades. */
export interface AroundSummary {
  measure: AroundMeasure;
  phase: Phase;
  /** Cascades at which it is known. */
  n: number;
  /** Median multiple of what is usual, with its interval over cascades. */
  median: number | null;
  interval: Interval | null;
}

export interface LiquidityAround extends Result {
  analysis: "outlook";
  interval_minutes: number;
  cascades: number;
  rows: AroundRow[];
  summary: AroundSummary[];
}

/** A slope or a covariance of fewer bars says nothing. */
const FEWEST_BARS = 10;
/** Cascades below which a median has no interval. */
const FEWEST_EVENTS = 5;
const USUAL_DAYS = 7;

/**
 * Liquidity around cascades, as multiples of what was usual in the week before. Cascades come at busy
 * hours, and what is usual is that of all hours: so the day before and the day after can be compared
 * with the week, the cascade itself only with care.
 *
 * @param inputs bars of one market, and its depth where it is known
 * @example liquidityAround({ bars, step: 5 * MINUTE }, cascades).summary
 */
export function liquidityAround(
  { bars, step, sides }: { bars: Columns<"candles">; step: number; sides?: Sides },
  cascades: readonly Pick<Cascade, "start" | "end">[],
  { seed = 1, resamples = 2000 }: { seed?: number; resamples?: number } = {},
): LiquidityAround {
  const measures: Record<AroundMeasure, (from: number, to: number) => number> = {
    depth: (from, to) => sides ? depthIn(sides, from, to) : NaN,
    amihud: (from, to) => ofBars(bars, step, from, to, 1, amihud),
    kyle: (from, to) => ofBars(bars, step, from, to, FEWEST_BARS, kyleLambda),
    spread: (from, to) => ofBars(bars, step, from, to, FEWEST_BARS, (part) => edge(part).spread),
  };
  const rows = cascades.flatMap(({ start, end }) => {
    const at = Date.parse(start), over = Date.parse(end);
    return AROUND_MEASURES.flatMap((measure): AroundRow[] => {
      const of = measures[measure];
      const usual = of(at - (USUAL_DAYS + 1) * DAY, at - DAY);
      if (!(usual > 0)) return [];
      return [{
        start,
        measure,
        usual,
        before: known(of(at - DAY, at) / usual),
        in: known(of(at, over) / usual),
        after: known(of(over, over + DAY) / usual),
      }];
    });
  });
  const random = createRandom(seed);
  const summary = AROUND_MEASURES.flatMap((measure) =>
    PHASES.map((phase): AroundSummary => {
      const values = rows.flatMap((row) =>
        row.measure === measure && row[phase] !== null ? [row[phase]] : []
      );
      const options = { random: random.split(`${measure} ${phase}`), resamples };
      return {
        measure,
        phase,
        n: values.length,
        median: known(median(values)),
        interval: values.length < FEWEST_EVENTS
          ? null
          : bootstrap(values, median, options).interval,
      };
    })
  );
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "outlook",
    not_testable: rows.length > 0
      ? null
      : cascades.length === 0
      ? "there are no cascades"
      : "no cascade has bars in the week before it",
    seed,
    interval_minutes: step / MINUTE,
    cascades: new Set(rows.map(({ start }) => start)).size,
    rows,
    summary,
  };
}

function depthIn({ time, bid, ask }: Sides, from: number, to: number): number {
  const both: number[] = [];
  const end = lowerBound(time, to);
  for (let i = lowerBound(time, from); i < end; i++) both.push(bid[i] + ask[i]);
  return median(both);
}

function ofBars(
  bars: Columns<"candles">,
  step: number,
  from: number,
  to: number,
  fewest: number,
  measure: (bars: Columns<"candles">, step: number) => number,
): number {
  // One bar more in front: the first bar's return begins at the close before it.
  const part = windowOf(bars, from - step, to);
  return part.time.length > fewest ? measure(part, step) : NaN;
}
