import * as Plot from "@observablehq/plot";
import type { DropRow, VolumeDropResult } from "../analysis/volume/volume-drops.ts";
import { DAY } from "../tables/time.ts";
import { date, span } from "../words/dates.ts";
import { change, fixed } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import type { NamedVolume } from "./relative-volume-calendar.ts";

/** A day on which the week can be compared with a level of optimism. */
type Compared = DropRow & { drop: number };

/** Ratios beyond this, or under its inverse, are cut: one broken baseline would flatten the others. */
const FURTHEST = 4;
/** Panels that a page has room for. */
const MOST_PANELS = 5;
const ON_A_SLIDE = 2;

/**
 * The drop on every day of every market, small multiples on one scale: when volume lay below its level
 * of optimism, since when, and where there was no level to lie below.
 *
 * @example dropOverTime([{ asset: "BTC", result }], { subject: "BTC", source, basis }).title
 */
export function dropOverTime(markets: readonly NamedVolume[], options: ChartOptions): Chart {
  const most = options.size === "slide" ? ON_A_SLIDE : MOST_PANELS;
  const shown = markets.slice(0, most).map(({ asset, result }) => ({
    asset,
    result,
    days: result.series.filter((row): row is Compared => row.drop !== null),
  }));
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
      }; no line where there is ` +
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
    rows: shown.flatMap(({ asset, result }) =>
      result.series.map(({ date, level, recent, drop, percentile_in_optimism }) => ({
        asset,
        date,
        level,
        recent,
        drop,
        percentile_in_optimism,
      }))
    ),
    legend: (theme) => [
      { mark: "area", color: theme.accent, opacity: 0.75, label: "Below the level (down)" },
      { mark: "area", color: theme.second, opacity: 0.75, label: "Above the level (up)" },
      { mark: "line", color: theme.bandEdge, width: 2.5, label: "Judged day" },
    ],
    note: notes.length ? notes.join(" ") : undefined,
    tall: 0.3 + 0.22 * shown.length,
    panels: shown.map(({ asset, result, days }, i) => ({
      label: result.drop === null
        ? `${asset}: not testable in this week`
        : `${asset}: ${change(result.drop, 0)}${
          result.below_since ? `, below since ${date(Date.parse(result.below_since))}` : ""
        }`,
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
        fillOpacity: 0.75,
        title: (row: Compared) =>
          `${date(Date.parse(row.date))}: ${change(row.drop, 0)}` +
          (row.percentile_in_optimism === null
            ? ""
            : `\n${fixed(row.percentile_in_optimism)}% of weeks of optimism as quiet`),
      }),
      Plot.ruleY([1], { stroke: theme.ink, strokeWidth: 0.8 }),
      Plot.ruleX([judged], { stroke: theme.bandEdge, strokeWidth: 2.5 }),
    ],
  };
}

/** The lowest, the level itself and the highest. */
function spread(ticks: readonly number[]): number[] {
  return [ticks[0], 1, ticks[ticks.length - 1]];
}
