import * as Plot from "@observablehq/plot";
import {
  AROUND_MEASURES,
  type AroundMeasure,
  type LiquidityAround,
  type Phase,
  PHASES,
} from "../analysis/liquidity/liquidity-around.ts";
import { count, fixed } from "../words/numbers.ts";
import { crossAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { drawChart } from "./parts/frame.ts";
import { type IntervalRow, intervalRows, rowScale } from "./parts/interval-rows.ts";
import type { SymbolName } from "./parts/legend.ts";
import { notTestable } from "./not-testable.ts";
import type { Theme } from "./theme.ts";

const NAMES: Record<AroundMeasure, string> = {
  depth: "Depth, 1%",
  amihud: "Amihud",
  kyle: "Kyle's lambda",
  spread: "Spread (EDGE)",
};
const SHORT: Record<AroundMeasure, string> = {
  depth: "Depth",
  amihud: "Amihud",
  kyle: "Kyle",
  spread: "Spread",
};
const SYMBOLS: Record<Phase, SymbolName> = { before: "circle", in: "diamond", after: "square" };
const WORDS: Record<Phase, string> = {
  before: "Day before",
  in: "Cascade",
  after: "Day after",
};

function colorOf(theme: Theme, phase: Phase): string {
  return phase === "before" ? theme.neutral : phase === "in" ? theme.accent : theme.second;
}

/**
 * How liquidity stood in the day before, in, and in the day after cascades, as multiples of the week
 * before: medians with intervals, and every cascade as a dot.
 *
 * @example liquidityAroundCascades(result, { subject: "BTC", source, basis: "estimated" }).rows
 */
export function liquidityAroundCascades(result: LiquidityAround, options: ChartOptions): Chart {
  const measures = AROUND_MEASURES.filter((measure) =>
    result.summary.some((row) => row.measure === measure && row.n > 0)
  );
  if (measures.length === 0) {
    return notTestable(
      "liquidity-around-cascades",
      `How ${options.subject} liquidity stood around cascades`,
      result.not_testable ?? "no measure is known around a cascade",
      options,
    );
  }
  const absent = AROUND_MEASURES.filter((measure) => !measures.includes(measure));
  const lines = measures.flatMap((measure) =>
    PHASES.map((phase) => ({
      ...result.summary.find((row) => row.measure === measure && row.phase === phase)!,
      points: result.rows.flatMap((row) =>
        row.measure === measure && row[phase] !== null ? [row[phase]] : []
      ),
    }))
  );
  const shown = lines.flatMap(({ interval, median, points }) => [
    ...(interval ?? []),
    ...(median === null ? [] : [median]),
    ...points,
  ]).filter((value) => value > 0);
  // What no logarithm can show, or what lies far out, is clipped; the medians never are.
  const low = Math.max(0.1, Math.min(0.5, ...shown)), high = Math.min(30, Math.max(2, ...shown));
  return drawChart({
    name: "liquidity-around-cascades",
    title: title(lines, options.subject),
    subtitle:
      "Multiples of the week up to the day before, logarithmic: median over cascades with " +
      "95% interval; grey dots: single cascades",
    alt: lines.map(({ measure, phase, n, median }) =>
      `${NAMES[measure]}, ${WORDS[phase].toLowerCase()}: ${
        median === null ? "not known" : `${fixed(median, 2)} times usual, ${count(n, "cascade")}`
      }`
    ).join("; ") + ".",
    rows: lines.map(({ measure, phase, n, median, interval }) => ({
      measure,
      phase,
      n,
      median,
      low: interval?.[0] ?? null,
      high: interval?.[1] ?? null,
    })),
    legend: (theme) =>
      PHASES.map((phase) => ({
        mark: "symbol",
        symbol: SYMBOLS[phase],
        color: colorOf(theme, phase),
        label: WORDS[phase],
      })),
    note: [
      "Amihud and Kyle's lambda: how far price moves per dollar. What is usual is that of all hours, " +
      "and cascades come at busy ones.",
      measures.includes("spread")
        ? "Where the spread is far below the noise of a bar, EDGE follows volatility."
        : "",
      absent.length
        ? `Not in the data: ${absent.map((name) => NAMES[name]).join(", ")}.`
        : "",
    ].filter(Boolean).join(" "),
    lines: lines.length * 2.1 + 5,
    left: 8.4,
    right: 4.2,
    panels: [{
      axisLines: 2,
      plot: (box) => {
        const rows = lines.map((line, i): IntervalRow => ({
          label: i % PHASES.length === 1 ? (box.narrow ? SHORT : NAMES)[line.measure] : "",
          note: line.n > 0 ? `n = ${line.n}` : "–",
          value: line.median,
          interval: line.interval,
          color: colorOf(box.theme, line.phase),
          symbol: SYMBOLS[line.phase],
          points: line.points,
          title: `${NAMES[line.measure]}, ${WORDS[line.phase].toLowerCase()}: ${
            line.median === null ? "not known" : `${fixed(line.median, 2)} times usual`
          }`,
        }));
        const ticks = (box.narrow ? [0.2, 1, 5, 20] : [0.1, 0.2, 0.5, 1, 2, 5, 10, 20])
          .filter((x) => x >= low && x <= high);
        return {
          x: { axis: null, type: "log", domain: [low / 1.1, high * 1.1] },
          y: rowScale(rows.length),
          marks: [
            ...crossAxis(box, {
              label: "Times usual",
              ticks,
              format: (value) => `${value}×`,
            }),
            Plot.ruleX([1], { stroke: box.theme.ink, strokeWidth: 1 }),
            Plot.ruleY(measures.slice(1).map((_, i) => (i + 1) * PHASES.length - 0.5), {
              stroke: box.theme.grid,
            }),
            ...intervalRows(box, rows),
          ],
        };
      },
    }],
  }, options);
}

function title(
  lines: readonly { measure: AroundMeasure; phase: Phase; n: number; median: number | null }[],
  subject: string,
): string {
  const of = (measure: AroundMeasure, phase: Phase) =>
    lines.find((line) => line.measure === measure && line.phase === phase);
  const parts = (["depth", "amihud"] as const).flatMap((measure) => {
    const inside = of(measure, "in"), after = of(measure, "after");
    if (inside?.median == null || after?.median == null) return [];
    const what = measure === "depth"
      ? `${subject} depth was ${fixed(inside.median, 2)} times usual`
      : `${subject} price moved ${fixed(inside.median, 2)} times as far per dollar as usual`;
    // Each measure is known in cascades of its own: one number would tell of more than were seen.
    return [
      `in ${count(inside.n, "cascade")} ${what} (day after: ${fixed(after.median, 2)})`,
    ];
  });
  const told = parts.join(", ");
  return told ? told[0].toUpperCase() + told.slice(1) : `${subject} around cascades`;
}
