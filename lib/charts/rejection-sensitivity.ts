import * as Plot from "@observablehq/plot";
import type {
  RejectionSensitivity,
  SensitivityRow,
} from "../analysis/resistance/rejection-sensitivity.ts";
import { VISIT_RULES } from "../analysis/resistance/visits.ts";
import { count, fixed, percent, percentTick, priceRange, probability } from "../words/numbers.ts";
import { crossAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

type Known = SensitivityRow & {
  rejection_rate: number;
  rejection_rate_interval: readonly [number, number];
};

/**
 * The zone's rejection rate beside that of random zones when one setting at a time is changed; the
 * rows of all combinations are in the table beside it, and their number in the title.
 *
 * @example rejectionSensitivityChart(result, context).title
 */
export function rejectionSensitivityChart(
  result: RejectionSensitivity,
  options: ChartOptions,
): Chart {
  const { zone: [lo, hi], settings, below_005, p_range } = result;
  const zone = priceRange([lo, hi]);
  const shown = result.rows.filter((row): row is Known =>
    row.changed <= 1 && row.rejection_rate !== null && row.rejection_rate_interval !== null
  ).sort((a, b) => rankOf(a) - rankOf(b));
  if (p_range === null || shown.length === 0) {
    return notTestable(
      "rejection-sensitivity",
      `Does ${zone} stand out for ${options.subject} under other settings?`,
      result.not_testable ?? "no visit was resolved under any setting",
      options,
    );
  }
  const missing = new Set(result.rows.flatMap(({ not_testable }) => not_testable ?? []));
  return drawChart({
    name: "rejection-sensitivity",
    title: `${zone} has p < 0.05 for ${options.subject} in ${below_005} of ${
      count(settings, "setting")
    }: p runs from ${fixed(p_range[0], 3)} to ${fixed(p_range[1], 3)}`,
    subtitle: "Share of resolved visits that were rejections, when one setting at a time is " +
      "changed; beside it the mean of random zones under the same setting. Bold: the setting of the charts above",
    alt: shown.map((row) =>
      `${settingOf(row)}: ${percent(row.rejection_rate, 0)}${
        row.p === null ? "" : `, ${probability(row.p)}`
      }`
    ).join("; ") + ".",
    rows: result.rows.map(({ rejection_rate_interval, ...row }) => ({
      ...row,
      low: rejection_rate_interval?.[0] ?? null,
      high: rejection_rate_interval?.[1] ?? null,
    })),
    legend: (theme) => [
      { mark: "symbol", symbol: "diamond", color: theme.accent, label: "This zone, 95% interval" },
      {
        mark: "symbol",
        symbol: "circle",
        hollow: true,
        color: theme.ink,
        label: "Mean of random zones",
      },
    ],
    note: `Drawn: ${fixed(shown.length)} of ${count(settings, "setting")}, all are in the data. ` +
      `Fewer random zones than in the chart of the main setting, so p differs a little.${
        missing.size ? ` Not shown: ${[...missing].join("; ")}.` : ""
      }`,
    lines: shown.length * 2 + 5,
    left: 12.5,
    right: 6.5,
    panels: [{
      axisLines: 2,
      plot: (box) =>
        panel(box, shown),
    }],
  }, options);
}

function panel(box: Box, shown: readonly Known[]): Plot.PlotOptions {
  const { theme, font } = box;
  const rows = shown.map((_, i) => i);
  const y = (i: number) => i;
  return {
    x: { axis: null, domain: [0, 1] },
    y: { axis: null, type: "point", domain: rows, padding: 0.6 },
    marks: [
      ...crossAxis(box, {
        label: "Rejections among resolved visits",
        format: percentTick,
        ticks: [0, 0.25, 0.5, 0.75, 1],
      }),
      ...[true, false].map((bold) =>
        Plot.text(rows.filter((i) => (shown[i].changed === 0) === bold), {
          x: 0,
          y,
          text: (i: number) => settingOf(shown[i]),
          textAnchor: "end",
          dx: -font * 0.7,
          fill: theme.ink,
          fontWeight: bold ? "bold" : "normal",
        })
      ),
      Plot.ruleY(rows, {
        y,
        x1: (i: number) => shown[i].rejection_rate_interval[0],
        x2: (i: number) => shown[i].rejection_rate_interval[1],
        stroke: theme.accent,
        strokeWidth: font / 8,
      }),
      Plot.dot(rows.filter((i) => shown[i].control_mean !== null), {
        x: (i: number) => shown[i].control_mean,
        y,
        r: font * 0.35,
        fill: theme.background,
        stroke: theme.ink,
        strokeWidth: 1.5,
      }),
      Plot.dot(rows, {
        x: (i: number) => shown[i].rejection_rate,
        y,
        symbol: "diamond",
        r: font * 0.42,
        fill: theme.accent,
        stroke: theme.background,
        strokeWidth: 0.8,
        title: (i: number) => describe(shown[i]),
      }),
      Plot.text(rows, {
        x: 1,
        y,
        text: (i: number) => shown[i].p === null ? "no p" : probability(shown[i].p!),
        textAnchor: "start",
        dx: font,
        fill: theme.ink,
      }),
    ],
  };
}

/** The main setting first, then by what is changed; within that the order of the rows stays. */
function rankOf({ changed, retreat, confirm }: SensitivityRow): number {
  if (changed === 0) return 0;
  return retreat !== VISIT_RULES.retreat ? 1 : confirm !== VISIT_RULES.confirm ? 2 : 3;
}

function settingOf(row: SensitivityRow): string {
  const { interval, retreat, confirm } = row;
  return [
    `${interval}, ${percentTick(retreat)}, ${count(confirm, "close")}`,
    `retreat ${percentTick(retreat)}`,
    `${count(confirm, "close")} to confirm`,
    `bars of ${interval}`,
  ][rankOf(row)];
}

function describe(row: Known): string {
  return `${row.interval} bars, retreat ${percentTick(row.retreat)}, ${
    count(row.confirm, "close")
  } to confirm\n${count(row.rejections, "rejection")} and ${count(row.breakouts, "breakout")} in ${
    count(row.visits, "visit")
  }`;
}
