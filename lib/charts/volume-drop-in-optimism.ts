import * as Plot from "@observablehq/plot";
import type { VolumeDropResult } from "../analysis/volume/volume-drops.ts";
import { date } from "../words/dates.ts";
import { change, count, extent, fixed, percentTick, usd, usdTick } from "../words/numbers.ts";
import { crossAxis, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** Optimistic days whose week had the same volume, and the share of days with as little or less. */
interface Step {
  recent: number;
  share: number;
  dates: string[];
}

/**
 * The judged week's volume among the weeks of the optimistic days: how many had as little.
 *
 * @example volumeDropInOptimism(result, { subject: "BTC", source, basis: "reported" }).title
 */
export function volumeDropInOptimism(result: VolumeDropResult, options: ChartOptions): Chart {
  const { recent, level, percentile_in_optimism: percentile, optimistic_weeks: weeks } = result;
  const week = `week to ${date(Date.parse(result.at))}`;
  if (recent === null || level === null || percentile === null || weeks.length === 0) {
    return notTestable(
      "volume-drop-in-optimism",
      `How ${options.subject}'s ${week} compares with weeks of optimism`,
      result.not_testable ?? "there is no level of optimism",
      options,
    );
  }
  const steps = cumulated(weeks);
  return drawChart({
    name: "volume-drop-in-optimism",
    title: `${fixed(percentile)}% of optimistic days had a week of as little volume as ` +
      `${options.subject}'s ${week}, ${usd(recent)} a day`,
    subtitle:
      `Share of the ${count(weeks.length, "optimistic day")} of the year before whose own ` +
      `week (median of 7 days of quote volume) traded so much or less. They come from only ` +
      `${count(result.episodes, "episode")}, so neighbouring points are not independent`,
    alt:
      `Cumulative distribution of the 7-day median volume of ${
        count(weeks.length, "optimistic day")
      }, ${extent(weeks.map((row) => row.recent), usd)} a day. The judged week had ${
        usd(recent)
      }, ` +
      `at the ${fixed(percentile)}th percentile; the level is ${usd(level)}.`,
    rows: [
      ...weeks.toSorted((a, b) => a.recent - b.recent).map((row) => ({
        layer: "optimistic week",
        ...row,
        share: steps.find((step) => step.recent === row.recent)!.share,
      })),
      {
        layer: "judged week",
        date: result.at.slice(0, 10),
        episode: null,
        recent,
        share: percentile / 100,
      },
      { layer: "level", date: null, episode: null, recent: level, share: null },
    ],
    legend: (theme) => [
      { mark: "line", color: theme.second, width: 2, label: "Weeks of optimistic days" },
      { mark: "line", color: theme.accent, width: 3, label: `Judged week, ${usd(recent)}` },
      {
        mark: "line",
        color: theme.ink,
        dash: "4,3",
        label: `Level, ${usd(level)} (${change(recent / level - 1, 0)})`,
      },
    ],
    note: result.approximate
      ? "Quote volume is approximate: base volume times close of each bar."
      : undefined,
    panels: [{
      label: "Share of optimistic days",
      axisLines: 2,
      plot: (box) => panel(box, steps, { recent, level, share: percentile / 100 }),
    }],
  }, options);
}

function panel(
  box: Box,
  steps: Step[],
  { recent, level, share }: { recent: number; level: number; share: number },
): Plot.PlotOptions {
  const { theme, font } = box;
  const values = [recent, level, ...steps.map((step) => step.recent)];
  const low = Math.min(...values), high = Math.max(...values);
  const room = (high - low || high) * 0.04;
  const ends = [
    { recent: low - room, share: 0 },
    ...steps,
    { recent: high + room, share: 1 },
  ];
  return {
    x: { axis: null, domain: [low - room, high + room] },
    y: { axis: null, domain: [0, 1] },
    marks: [
      ...valueAxis(box, { format: percentTick, ticks: [0, 0.25, 0.5, 0.75, 1] }),
      ...crossAxis(box, { label: "Quote volume per day, median of 7 days", format: usdTick }),
      Plot.ruleX([level], { stroke: theme.ink, strokeWidth: 1.5, strokeDasharray: "4,3" }),
      Plot.ruleX([recent], { stroke: theme.accent, strokeWidth: 3 }),
      Plot.lineY(ends, {
        x: "recent",
        y: "share",
        curve: "step-after",
        stroke: theme.second,
        strokeWidth: 2,
      }),
      Plot.dot(steps, {
        x: "recent",
        y: "share",
        r: font * 0.18,
        fill: theme.second,
        title: ({ recent, share, dates }: Step) =>
          `${usd(recent)} a day in the week to ${
            dates.map((day) => date(Date.parse(day))).join(", ")
          }\n${fixed(share * 100)}% of optimistic days had as little`,
      }),
      Plot.dot([{ recent, share }], {
        x: "recent",
        y: "share",
        symbol: "diamond",
        r: font * 0.45,
        fill: theme.accent,
        stroke: theme.background,
      }),
    ],
  };
}

/** A median of 7 days stays the same for days on end, so several days share a step. */
function cumulated(weeks: VolumeDropResult["optimistic_weeks"]): Step[] {
  const steps: Step[] = [];
  weeks.toSorted((a, b) => a.recent - b.recent).forEach(({ date, recent }, i) => {
    let step = steps[steps.length - 1];
    if (step?.recent !== recent) steps.push(step = { recent, share: 0, dates: [] });
    step.dates.push(date);
    step.share = (i + 1) / weeks.length;
  });
  return steps;
}
