import * as Plot from "@observablehq/plot";
import type { BelowLevel } from "../analysis/volume/below-level.ts";
import type { DropRow, VolumeDropResult } from "../analysis/volume/volume-drops.ts";
import { DAY } from "../tables/time.ts";
import { date, span } from "../words/dates.ts";
import { change, fixed } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import type { NamedVolume } from "./relative-volume-calendar.ts";

/** A market with its drop, and how sure that is on each day. */
export interface NamedDrop extends NamedVolume {
  below: Pick<BelowLevel, "intervals">;
}

/** A day on which the week can be compared with a level of optimism. */
type Compared = DropRow & { drop: number; low: number; high: number };

/** Ratios beyond this, or under its inverse, are cut: one broken baseline would flatten the others. */
const FURTHEST = 4;
/** Panels that a page has room for. */
const MOST_PANELS = 5;
const ON_A_SLIDE = 2;
/** Of days whose interval reaches over the level. */
const PALE = 0.45;

/**
 * The drop on every day of every market, small multiples on one scale: when volume lay below its level
 * of optimism, since when, and where there was no level to lie below.
 *
 * @example dropOverTime([{ asset: "BTC", result, below }], { subject: "BTC", source, basis }).title
 */
export function dropOverTime(markets: readonly NamedDrop[], options: ChartOptions): Chart {
  const most = options.size === "slide" ? ON_A_SLIDE : MOST_PANELS;
  const shown = markets.slice(0, most).map(({ asset, result, below }) => {
    const sure = new Map(below.intervals.map((day) => [day.date, day.drop_interval]));
    return {
      asset,
      result,
      sure,
      days: result.series.flatMap((row): Compared[] => {
        const interval = sure.get(row.date);
        return row.drop === null || !interval
          ? []
          : [{ ...row, drop: row.drop, low: interval[0], high: interval[1] }];
      }),
    };
  });
  const all = shown.flatMap(({ days }) => days);
  if (all.length === 0) {
    return notTestable(
      "drop-over-time",
      `When ${options.subject} volume lay below its level of optimism`,
      shown[0]?.result.not_testable ?? "no market",
      options,
    );
  }
  const times = all.map((row) => Date.parse(row.date));
  const ats = shown.map(({ result }) => Date.parse(result.at));
  const from = Math.min(times.reduce((a, b) => Math.min(a, b)), ...ats);
  const to = Math.max(times.reduce((a, b) => Math.max(a, b)), ...ats) + DAY;
  const ratios = all.map(({ drop }) => 1 + drop);
  const furthest = Math.min(FURTHEST, 1.1 * Math.max(2, ...ratios, ...ratios.map((r) => 1 / r)));
  const cut = ratios.some((ratio) => ratio > furthest || ratio < 1 / furthest);
  const hidden = markets.length - shown.length;
  const notes = [
    ...(hidden ? [`Shown: the first ${shown.length} of ${markets.length} markets.`] : []),
    ...(cut ? [`Cut at ${change(furthest - 1, 0)} and ${change(1 / furthest - 1, 0)}.`] : []),
    ...shown.flatMap(({ asset, result }) =>
      result.not_testable === null ? [] : [`${asset} not testable: ${result.not_testable}.`]
    ),
  ];
  return drawChart({
    name: "drop-over-time",
    title: `Week to ${date(ats[0])} against the level of optimism: ${
      shown.map(({ asset, result }) =>
        `${asset}\u00a0${result.drop === null ? "not testable" : change(result.drop, 0)}`
      ).join(", ")
    }`,
    subtitle:
      `Median quote volume of each day and the 6 before over the level of optimism of the ` +
      `year before that day, less 1; logarithmic scale, ${
        span(from, to)
      }; no column where there is ` +
      `no level`,
    alt: `Small multiples of the drop by day. ${
      shown.map(({ asset, result, days }) =>
        `${asset}: ${fixed(days.filter(({ drop }) => drop < 0).length)} of ${
          fixed(days.length)
        } testable days below the level${
          result.below_since ? `, without a break since ${result.below_since}` : ""
        }`
      ).join("; ")
    }.`,
    rows: shown.flatMap(({ asset, result, sure }) =>
      result.series.map(({ date, level, recent, drop, percentile_in_optimism }) => ({
        asset,
        date,
        level,
        recent,
        drop,
        drop_low: sure.get(date)?.[0] ?? null,
        drop_high: sure.get(date)?.[1] ?? null,
        percentile_in_optimism,
      }))
    ),
    legend: (theme) => [
      { mark: "area", color: theme.accent, label: "Below the level (down), surely" },
      { mark: "area", color: theme.accent, opacity: PALE, label: "perhaps" },
      { mark: "area", color: theme.second, label: "Above (up), surely" },
      { mark: "area", color: theme.second, opacity: PALE, label: "perhaps" },
      { mark: "line", color: theme.muted, width: 1.2, label: "95% interval" },
      { mark: "line", color: theme.bandEdge, width: 2.5, label: "Judged day" },
    ],
    note: notes.length ? notes.join(" ") : undefined,
    tall: 0.3 + 0.22 * shown.length,
    panels: shown.map(({ asset, result, days }, i) => ({
      label: result.drop === null
        ? `${asset}: not testable in this week`
        : `${asset}: ${change(result.drop, 0)}${
          result.drop_interval
            ? ` (${change(result.drop_interval[0], 0)} to ${change(result.drop_interval[1], 0)})`
            : ""
        }${result.below_since ? `, below since ${date(Date.parse(result.below_since))}` : ""}`,
      axisLines: i === shown.length - 1 ? 2 : 0,
      plot: (box) => panel(box, result, days, { from, to, furthest, last: i === shown.length - 1 }),
    })),
  }, options);
}

function panel(
  box: Box,
  { at }: VolumeDropResult,
  days: readonly Compared[],
  { from, to, furthest, last }: { from: number; to: number; furthest: number; last: boolean },
): Plot.PlotOptions {
  const { theme, font } = box;
  const ticks = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8].filter((tick) =>
    tick <= furthest && tick >= 1 / furthest
  );
  const judged = Date.parse(at) + DAY / 2;
  return {
    x: timeScale(from, to),
    y: { type: "log", axis: null, domain: [1 / furthest, furthest] },
    marks: [
      ...valueAxis(box, {
        ticks: ticks.length > 3 && box.innerHeight < font * 6 ? spread(ticks) : ticks,
        format: (ratio) => change(ratio - 1, 0),
      }),
      ...timeAxis(box, from, to, last),
      Plot.rect(days, {
        x1: (row: Compared) => Date.parse(row.date),
        x2: (row: Compared) => Date.parse(row.date) + DAY,
        y1: 1,
        y2: (row: Compared) => Math.max(1 / furthest, Math.min(furthest, 1 + row.drop)),
        fill: (row: Compared) => row.drop < 0 ? theme.accent : theme.second,
        fillOpacity: (row: Compared) => row.high < 0 || row.low > 0 ? 1 : PALE,
        title: (row: Compared) =>
          `${date(Date.parse(row.date))}: ${change(row.drop, 0)} (95% ${change(row.low, 0)} to ${
            change(row.high, 0)
          })` +
          (row.percentile_in_optimism === null
            ? ""
            : `\n${fixed(row.percentile_in_optimism)}% of weeks of optimism as quiet`),
      }),
      ...(["low", "high"] as const).map((end) =>
        Plot.ruleY(days, {
          x1: (row: Compared) => Date.parse(row.date),
          x2: (row: Compared) => Date.parse(row.date) + DAY,
          y: (row: Compared) => Math.max(1 / furthest, Math.min(furthest, 1 + row[end])),
          stroke: theme.muted,
          strokeWidth: 1.2,
        })
      ),
      Plot.ruleY([1], { stroke: theme.ink, strokeWidth: 0.8 }),
      Plot.ruleX([judged], { stroke: theme.bandEdge, strokeWidth: 2.5 }),
    ],
  };
}

/** The lowest, the level itself and the highest. */
function spread(ticks: readonly number[]): number[] {
  return [ticks[0], 1, ticks[ticks.length - 1]];
}
