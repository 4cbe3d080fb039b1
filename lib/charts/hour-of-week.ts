import * as Plot from "@observablehq/plot";
import type { PatternHour, VolumePattern } from "../analysis/volume/volume-pattern.ts";
import { fixed } from "../words/numbers.ts";
import { crossAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { heatLegend, heatOpacity } from "./parts/heat.ts";
import { notTestable } from "./not-testable.ts";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** An hour of the week with a pattern. */
type KnownHour = PatternHour & { median: number };

/**
 * Volume by hour of the week: what any comparison of two hours or days has to take out first.
 *
 * @example hourOfWeek(volumePattern(hours), { subject: "BTC", source, basis: "reported" }).title
 */
export function hourOfWeek(result: VolumePattern, options: ChartOptions): Chart {
  const hours = result.pattern.filter((hour): hour is KnownHour => hour.median !== null);
  if (result.not_testable !== null || hours.length === 0) {
    return notTestable(
      "hour-of-week",
      `At which hours of the week ${options.subject} is traded`,
      result.not_testable ?? "no hour of the week has volume",
      options,
    );
  }
  const busiest = hours.reduce((a, b) => b.median > a.median ? b : a);
  const quietest = hours.reduce((a, b) => b.median < a.median ? b : a);
  const weeks = Math.max(...hours.map((hour) => hour.weeks));
  return drawChart({
    name: "hour-of-week",
    title: `${options.subject} trades most on ${named(busiest)}, ${
      fixed(busiest.median, 2)
    } times a mean hour, and least on ${named(quietest)}, ${fixed(quietest.median, 2)} times`,
    subtitle:
      `Quote volume of each hour over the mean hour of the 7 days around it; median over up ` +
      `to ${weeks} weeks`,
    alt: `Heat map of 168 hours of the week. Busiest: ${named(busiest)} (${
      fixed(busiest.median, 2)
    }); quietest: ${named(quietest)} (${fixed(quietest.median, 2)}).`,
    rows: hours.map(({ weekday, hour, median, lower, upper, weeks }) => ({
      weekday: WEEKDAYS[weekday],
      hour,
      median,
      lower,
      upper,
      weeks,
    })),
    legend: heatLegend,
    note: result.approximate
      ? "Quote volume is approximate: base volume times close of each bar."
      : undefined,
    lines: 19,
    left: 3.2,
    panels: [{ axisLines: 2, plot: (box) => panel(box, hours) }],
  }, options);
}

function panel(box: Box, hours: readonly KnownHour[]): Plot.PlotOptions {
  const { theme, font } = box;
  return {
    x: { axis: null, domain: [0, 24] },
    y: { axis: null, domain: [7, 0] },
    opacity: { type: "identity" },
    marks: [
      Plot.rect(hours, {
        x1: "hour",
        x2: (one: KnownHour) => one.hour + 1,
        y1: "weekday",
        y2: (one: KnownHour) => one.weekday + 1,
        fill: theme.second,
        fillOpacity: (one: KnownHour) => heatOpacity(one.median),
        inset: 0.5,
        title: (one: KnownHour) =>
          `${named(one)}: ${fixed(one.median, 2)} times a mean hour` +
          (one.lower === null || one.upper === null
            ? ""
            : `\nquartiles ${fixed(one.lower, 2)} and ${fixed(one.upper, 2)}, ${one.weeks} weeks`),
      }),
      Plot.text(WEEKDAYS, {
        x: 0,
        y: (_: string, i: number) => i + 0.5,
        dx: -font * 0.5,
        textAnchor: "end",
        fill: theme.ink,
        text: (name: string) => name.slice(0, 3),
      }),
      ...crossAxis(box, {
        label: "Hour of the day, UTC",
        ticks: box.narrow ? [0, 6, 12, 18, 24] : [0, 3, 6, 9, 12, 15, 18, 21, 24],
        format: (hour) => String(hour),
      }),
    ],
  };
}

function named({ weekday, hour }: PatternHour): string {
  return `${WEEKDAYS[weekday]} ${String(hour).padStart(2, "0")}:00`;
}
