/** Liquidity of a window from bars: Amihud, Kyle's lambda and three estimates of the spread. */
import { lowerBound } from "../../series/asof.ts";
import { windowOf } from "../../series/window.ts";
import { blockJackknife } from "../../stats/jackknife.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatTime, MINUTE, startOfDay } from "../../tables/time.ts";
import { amihud } from "./amihud.ts";
import { kyleLambda } from "./kyle.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";
import { abdiRanaldoSquare } from "./spread-abdi-ranaldo.ts";
import { corwinSchultz } from "./spread-corwin-schultz.ts";
import { edge } from "./spread-edge.ts";

/** Measures of liquidity from bars. */
export const LIQUIDITY_MEASURES = [
  "amihud",
  "kyle",
  "edge",
  "corwin_schultz",
  "abdi_ranaldo",
] as const;
export type LiquidityMeasure = typeof LIQUIDITY_MEASURES[number];

/** One measure over the window. */
export interface LiquidityRow {
  measure: LiquidityMeasure;
  /** Fraction per $1M for Amihud and Kyle, a fraction of price for the spreads. */
  value: number | null;
  /** 95%, block jackknife over days. */
  interval: Interval | null;
  unit: "fraction per $1M" | "fraction of price";
  /** What a reader must know, or why there is no value. */
  note: string | null;
}

export interface Liquidity extends Result {
  analysis: "outlook";
  from: string;
  to: string;
  interval_minutes: number;
  bars: number;
  rows: LiquidityRow[];
}

/** A measure as a moment that may be below 0, which the jackknife needs, and as it is told. */
interface Estimator {
  moment: (bars: Columns<"candles">, step: number) => number;
  told: (moment: number) => number;
}

const plain = (value: number) => value;
const root = (value: number) => Math.sqrt(Math.max(0, value));
const perMillion = (value: number) => value * 1e6;

const ESTIMATORS: Record<LiquidityMeasure, Estimator> = {
  amihud: { moment: amihud, told: perMillion },
  kyle: { moment: kyleLambda, told: perMillion },
  edge: { moment: (bars) => edge(bars).s2, told: root },
  corwin_schultz: { moment: (bars) => corwinSchultz(bars), told: plain },
  abdi_ranaldo: { moment: (bars) => abdiRanaldoSquare(bars), told: root },
};

/** Blocks that the jackknife leaves out one by one. */
const MOST_BLOCKS = 20;

/**
 * Liquidity measures over a window, each with its interval.
 *
 * Spreads from bars were made for markets with spreads far above volatility per bar. Where the squared
 * spread cannot be told from 0 the interval begins at 0, and the note says so.
 *
 * @param bars one series, the finest at hand
 * @param options window in ms, end exclusive; `step` length of a bar
 * @example liquidity(bars, { from, to, step: 5 * MINUTE }).rows[0].value
 */
export function liquidity(
  bars: Columns<"candles">,
  { from, to, step }: { from: number; to: number; step: number },
): Liquidity {
  const inside = windowOf(bars, from, to);
  const rows = inside.time.length;
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "outlook",
    not_testable: rows > 1 ? null : "the data has no bars in this window",
    from: formatTime(from),
    to: formatTime(to),
    interval_minutes: step / MINUTE,
    bars: rows,
    rows: rows > 1 ? measured(inside, step) : [],
  };
}

type Moments = Record<LiquidityMeasure, number>;

function measured(bars: Columns<"candles">, step: number): LiquidityRow[] {
  const whole = momentsOf(bars, step);
  const without = withoutBlocks(bars).map((part) => momentsOf(part, step));
  return LIQUIDITY_MEASURES.map((measure) => {
    const { told } = ESTIMATORS[measure];
    const [low, high] = blockJackknife(
      whole[measure],
      without.length,
      (block) => without[block][measure],
    );
    const isSpread = measure !== "amihud" && measure !== "kyle";
    const value = known(told(whole[measure]));
    return {
      measure,
      value,
      interval: value === null || Number.isNaN(low) ? null : [told(low), told(high)],
      unit: isSpread ? "fraction of price" : "fraction per $1M",
      note: value === null
        ? measure === "kyle" ? "the bars have no taker volume" : "price did not move"
        : isSpread && measure !== "corwin_schultz" && !(low > 0)
        ? "cannot be told from 0"
        : null,
    };
  });
}

function momentsOf(bars: Columns<"candles">, step: number): Moments {
  return Object.fromEntries(
    LIQUIDITY_MEASURES.map((measure) => [measure, ESTIMATORS[measure].moment(bars, step)]),
  ) as Moments;
}

/** The bars once for each block of days, with the prices of that block unknown: neighbours stay so. */
function withoutBlocks(bars: Columns<"candles">): Columns<"candles">[] {
  const first = startOfDay(bars.time[0]);
  const days = (startOfDay(bars.time[bars.time.length - 1]) - first) / DAY + 1;
  const blocks = Math.min(days, MOST_BLOCKS);
  return Array.from({ length: blocks }, (_, block) => {
    const from = lowerBound(bars.time, first + Math.ceil(block * days / blocks) * DAY);
    const to = lowerBound(bars.time, first + Math.ceil((block + 1) * days / blocks) * DAY);
    const blank = (values: Float64Array) => values.slice().fill(NaN, from, to);
    return {
      ...bars,
      open: blank(bars.open),
      high: blank(bars.high),
      low: blank(bars.low),
      close: blank(bars.close),
    };
  });
}
