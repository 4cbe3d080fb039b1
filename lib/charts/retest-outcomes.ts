import * as Plot from "@observablehq/plot";
import type { Retests } from "../analysis/outlook/retests.ts";
import type { Half, Split } from "../analysis/outlook/splits.ts";
import { span } from "../words/dates.ts";
import { count, fixed, percent, percentTick } from "../words/numbers.ts";
import { crossAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { drawChart } from "./parts/frame.ts";
import { type IntervalRow, intervalRows, rowScale } from "./parts/interval-rows.ts";
import { notTestable } from "./not-testable.ts";
import type { Theme } from "./theme.ts";

/** A share with what it is a share of. */
interface Share {
  label: string;
  short: string;
  half: Half;
  kind: "all" | "upper" | "lower";
}

/**
 * How often rejected levels were retested, and how often the retests broke: all, and split by relative
 * volume and by liquidity before the retest.
 *
 * @example retestOutcomes(retests(inputs, window), { subject: "BTC", source, basis: "reported" })
 */
export function retestOutcomes(result: Retests, options: ChartOptions): Chart {
  const { levels, retested, retest_interval, resolved, broke, break_interval } = result;
  if (retest_interval === null || levels === 0) {
    return notTestable(
      "retest-outcomes",
      `How often ${options.subject} came back to a level that had turned it away`,
      result.not_testable ?? "no level turned price away",
      options,
    );
  }
  const weeks = `${result.horizon_days} days`;
  const shares: Share[] = [
    {
      label: `Retested within ${weeks}`,
      short: "Retested",
      half: { n: levels, value: retested / levels, interval: retest_interval },
      kind: "all",
    },
    ...(break_interval && resolved > 0
      ? [{
        label: "Retests that broke through",
        short: "Broke",
        half: { n: resolved, value: broke / resolved, interval: break_interval },
        kind: "all" as const,
      }]
      : []),
    ...halves(result.by_volume, "volume", "volume"),
    ...halves(
      result.by_liquidity,
      result.liquidity === "relative_depth" ? "depth" : "$ per move",
      result.liquidity === "relative_depth" ? "depth" : "liquidity",
    ),
  ];
  return drawChart({
    name: "retest-outcomes",
    title: `${options.subject} came back to ${retested} of ${
      count(levels, "rejected level")
    } within ${weeks} (${percent(retested / levels, 0)})${
      resolved > 0
        ? `; ${broke} of ${count(resolved, "retest")} broke through (${
          percent(broke / resolved, 0)
        })`
        : ""
    }`,
    subtitle: `Levels: swing highs of hourly bars that turned price away, ${
      span(Date.parse(result.from), Date.parse(result.to))
    }; shares with Wilson 95% intervals, halves split at the median over the 24 hours before a retest; dashed: one half`,
    alt: shares.map(({ label, half }) =>
      `${label}: ${percent(half.value, 0)}, ${percent(half.interval[0], 0)} to ${
        percent(half.interval[1], 0)
      }, n = ${half.n}`
    ).join("; ") + ".",
    rows: shares.map(({ label, half }) => ({
      label,
      n: half.n,
      share: half.value,
      low: half.interval[0],
      high: half.interval[1],
    })),
    legend: (theme) => [
      { mark: "symbol", symbol: "circle", color: theme.ink, label: "All" },
      ...(shares.some(({ kind }) =>
          kind !== "all"
        )
        ? [
          {
            mark: "symbol" as const,
            symbol: "triangle" as const,
            color: theme.second,
            label: "Upper half",
          },
          {
            mark: "symbol" as const,
            symbol: "triangle-down" as const,
            color: theme.accent,
            label: "Lower half",
          },
        ]
        : []),
    ],
    note: `Retests within a day of another are one attempt: ${
      count(result.dropped, "repetition")
    } left out.${result.by_volume === null ? " Too few outcomes to split." : ""}`,
    lines: shares.length * 2.6 + 5,
    // The short labels of a narrow chart leave the room to the shares.
    left: options.size === "journal" ? 8 : 17.5,
    right: 4.6,
    panels: [{
      axisLines: 2,
      plot: (box) => ({
        x: { axis: null, domain: [0, 1] },
        y: rowScale(shares.length),
        marks: [
          ...crossAxis(box, {
            label: "Share",
            ticks: box.narrow ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1],
            format: percentTick,
          }),
          Plot.ruleX([0.5], { stroke: box.theme.muted, strokeDasharray: "2,3" }),
          ...intervalRows(box, shares.map((share) => rowOf(share, box.theme, box.narrow))),
        ],
      }),
    }],
  }, options);
}

function halves(split: Split | null, what: string, short: string): Share[] {
  if (!split) return [];
  const at = `${fixed(split.threshold, 2)}×`;
  return [
    {
      label: `Broke, ${what} > ${at} usual`,
      short: `More ${short}`,
      half: split.upper,
      kind: "upper",
    },
    {
      label: `Broke, ${what} ≤ ${at} usual`,
      short: `Less ${short}`,
      half: split.lower,
      kind: "lower",
    },
  ];
}

function rowOf({ label, short, half, kind }: Share, theme: Theme, narrow: boolean): IntervalRow {
  return {
    label: narrow ? short : label,
    note: `n = ${half.n}`,
    value: half.value,
    interval: half.interval,
    color: kind === "all" ? theme.ink : kind === "upper" ? theme.second : theme.accent,
    symbol: kind === "all" ? "circle" : kind === "upper" ? "triangle" : "triangle-down",
    title: `${label}: ${percent(half.value, 0)} of ${half.n}`,
  };
}
