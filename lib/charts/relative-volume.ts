import * as Plot from "@observablehq/plot";
import type { VolumeDay, VolumeDropResult } from "../analysis/volume/volume-drops.ts";
import { DAY } from "../tables/time.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { count, date, span } from "./parts/format.ts";
import { drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** A day whose volume has something to be compared with. */
type Compared = VolumeDay & { relative_volume: number };

/**
 * Each day's volume as a multiple of what is usual on that weekday, so that weekends do not look like
 * drops.
 *
 * @example relativeVolume(result, { subject: "BTC", source, basis: "reported" }).title
 */
export function relativeVolume(result: VolumeDropResult, options: ChartOptions): Chart {
  const days = result.days.filter((day): day is Compared => (day.relative_volume ?? 0) > 0);
  if (days.length === 0) {
    return notTestable(
      "relative-volume",
      `How ${options.subject} volume compares with what is usual on the weekday`,
      "no day has at least 4 of the same weekday in the 8 weeks before it",
      options,
    );
  }
  const from = Date.parse(days[0].date), to = Date.parse(days[days.length - 1].date) + DAY;
  const below = days.filter((day) => day.relative_volume < 1);
  return drawChart({
    name: "relative-volume",
    title: `${options.subject} traded less than usual for the weekday on ${below.length} of ${
      count(days.length, "day")
    }`,
    subtitle:
      `Quote volume per day as a multiple of the median of the same weekday in the 8 weeks ` +
      `before, logarithmic scale, ${span(from, to)}`,
    alt: `Daily volume of ${options.subject} relative to the weekday's median: below it on ` +
      `${below.length} of ${days.length} days.`,
    rows: days.map(({ date, quote_volume, baseline, relative_volume }) => ({
      date,
      quote_volume,
      baseline,
      relative_volume,
    })),
    legend: (theme) => [
      { mark: "area", color: theme.second, label: "More than usual (up)" },
      { mark: "area", color: theme.accent, label: "Less than usual (down)" },
    ],
    panels: [{
      label: "Times the usual volume",
      axisLines: 2,
      plot: (box) => {
        const values = days.map((day) => day.relative_volume);
        const furthest = Math.max(2, ...values, ...values.map((value) => 1 / value)) * 1.05;
        const wide = box.innerWidth * DAY / (to - from);
        return {
          x: timeScale(from, to),
          y: { type: "log", axis: null, domain: [1 / furthest, furthest] },
          marks: [
            ...valueAxis(box, { format: multiple, ticks: ticksWithin(furthest) }),
            ...timeAxis(box, from, to),
            Plot.rect(days, {
              x1: (day: Compared) => Date.parse(day.date),
              x2: (day: Compared) => Date.parse(day.date) + DAY,
              y1: 1,
              y2: "relative_volume",
              fill: (day: Compared) =>
                day.relative_volume < 1 ? box.theme.accent : box.theme.second,
              insetLeft: wide > 4 ? 0.5 : 0,
              insetRight: wide > 4 ? 0.5 : 0,
              title: (day: Compared) =>
                `${date(Date.parse(day.date))}: ${day.relative_volume.toFixed(2)} times usual`,
            }),
            Plot.ruleY([1], { stroke: box.theme.ink }),
          ],
        };
      },
    }],
  }, options);
}

function ticksWithin(furthest: number): number[] {
  const powers = [1, 2, 4, 8, 16, 32].filter((power) => power <= furthest);
  return [...powers.slice(1).map((power) => 1 / power), ...powers];
}

function multiple(value: number): string {
  return value < 1 ? `1/${Math.round(1 / value)}` : `${value}×`;
}
