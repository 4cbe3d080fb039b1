import * as Plot from "@observablehq/plot";
import type { VolumeChange, VolumeChangePoints } from "../analysis/volume/volume-change-points.ts";
import type { VolumeDay } from "../analysis/volume/volume-drops.ts";
import { DAY } from "../tables/time.ts";
import { date, span } from "../words/dates.ts";
import { change, count, fixed, times, usdTick } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** A day with volume. */
type Traded = VolumeDay & { quote_volume: number };

/**
 * When the level of volume changed: levels between change points on the daily series, beside those of
 * PELT, and below it each shift with its interval and that of its date.
 *
 * @param days of `volumeDrops`, which the change points were found in
 * @example volumeChanges(volumeChangePoints(market), result.days, { subject: "BTC", source, basis }).title
 */
export function volumeChanges(
  result: VolumeChangePoints,
  days: readonly VolumeDay[],
  options: ChartOptions,
): Chart {
  const traded = days.filter((day): day is Traded => (day.quote_volume ?? 0) > 0);
  if (result.not_testable !== null || traded.length === 0) {
    return notTestable(
      "volume-changes",
      `When the level of ${options.subject} volume changed`,
      result.not_testable ?? "no day has volume",
      options,
    );
  }
  const from = Date.parse(traded[0].date), to = Date.parse(traded[traded.length - 1].date) + DAY;
  const { changes, segments, candidates, candidate_segments } = result;
  // A slide has room for the levels alone; the changes stand in the title.
  const both = options.size !== "slide" && changes.length > 0;
  return drawChart({
    name: "volume-changes",
    title: title(changes, options.subject),
    subtitle: `Quote volume per day, USD, logarithmic scale, ${span(from, to)}; weekday pattern ` +
      `taken out of the levels${
        both ? ". Below: change of the mean, and its date, with their 95% intervals" : ""
      }`,
    alt: `Daily volume of ${options.subject} with ${count(changes.length, "change")} of its level${
      changes.map(({ date: day, date_interval, shift, interval }, i) =>
        `${i === 0 ? ": " : ", "}${told(day)} (${date_interval.map(told).join(" to ")}) ${
          change(shift, 0)
        } (${change(interval[0], 0)} to ${change(interval[1], 0)})`
      ).join("")
    }. PELT names ${count(candidates.length, "candidate")}.`,
    rows: [
      ...traded.map(({ date, quote_volume }) => ({ layer: "day", date, value: quote_volume })),
      ...segments.map(({ from, to, level }) => ({ layer: "level", date: from, to, value: level })),
      ...candidate_segments.map(({ from, to, level }) => ({
        layer: "level by PELT",
        date: from,
        to,
        value: level,
      })),
      ...changes.map(({ date, date_interval, dated, p, shift, interval }) => ({
        layer: "change",
        date,
        first_date: date_interval[0],
        last_date: date_interval[1],
        dated,
        p,
        value: shift,
        low: interval[0],
        high: interval[1],
      })),
    ],
    legend: (theme) => [
      { mark: "line", color: theme.neutral, width: 1, label: "Day" },
      { mark: "line", color: theme.second, width: 2.5, label: "Level" },
      {
        mark: "line",
        color: theme.accent,
        width: 2,
        dash: "5,3",
        label: "Level by PELT alone",
      },
      ...(both
        ? [{
          mark: "symbol" as const,
          symbol: "circle" as const,
          color: theme.second,
          label: "Change dated to within two days",
        }, {
          mark: "symbol" as const,
          symbol: "circle" as const,
          hollow: true,
          color: theme.second,
          label: "Change without a sure date",
        }]
        : []),
    ],
    note: "Retrospective: each change was found with the days after it, too. PELT takes days as " +
      "independent and names spells as well; a change is what memory does not explain (p < 0.05).",
    tall: 1.2,
    panels: [
      {
        label: "Quote volume per day",
        weight: 2,
        axisLines: both ? 0 : 2,
        plot: (box) => levels(box, traded, result, { from, to, last: !both }),
      },
      ...(both
        ? [{
          label: "Change of the level",
          axisLines: 2,
          plot: (box: Box) => shifts(box, changes, from, to),
        }]
        : []),
    ],
  }, options);
}

function levels(
  box: Box,
  days: readonly Traded[],
  { segments, candidate_segments, changes }: VolumeChangePoints,
  { from, to, last }: { from: number; to: number; last: boolean },
): Plot.PlotOptions {
  const { theme } = box;
  const values = days.map((day) => day.quote_volume);
  const low = Math.min(...values), high = Math.max(...values);
  const across = {
    x1: (segment: { from: string }) => Date.parse(segment.from),
    x2: (segment: { to: string }) => Date.parse(segment.to) + DAY,
    y: "level",
  };
  return {
    x: timeScale(from, to),
    y: { type: "log", axis: null, domain: [low / 1.1, high * 1.1] },
    marks: [
      ...valueAxis(box, {
        format: usdTick,
        ticks: logTicks(low, high, Math.max(2, Math.floor(box.innerHeight / (box.font * 1.6)))),
      }),
      ...timeAxis(box, from, to, last),
      Plot.ruleX(changes, {
        x: (one: VolumeChange) => Date.parse(one.date),
        stroke: theme.grid,
        strokeWidth: 1.5,
      }),
      Plot.lineY(days, {
        x: (day: Traded) => Date.parse(day.date) + DAY / 2,
        y: "quote_volume",
        stroke: theme.neutral,
        strokeWidth: 0.9,
      }),
      Plot.ruleY(candidate_segments, {
        ...across,
        stroke: theme.accent,
        strokeWidth: 1.6,
        strokeDasharray: "5,3",
      }),
      Plot.ruleY(segments, { ...across, stroke: theme.second, strokeWidth: 2.8 }),
    ],
  };
}

function shifts(
  box: Box,
  changes: readonly VolumeChange[],
  from: number,
  to: number,
): Plot.PlotOptions {
  const { theme, font } = box;
  const time = (one: VolumeChange) => Date.parse(one.date);
  // As ratios on a logarithmic scale a halving is as far down as a doubling is up.
  const ratios = changes.flatMap(({ interval }) => interval.map((value) => 1 + value));
  const furthest = Math.max(2, ...ratios, ...ratios.map((ratio) => 1 / ratio)) * 1.1;
  const all = box.innerHeight < font * 5 ? [1 / 4, 1, 4] : [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];
  const ticks = all.filter((tick) => tick <= furthest && tick >= 1 / furthest);
  return {
    x: timeScale(from, to),
    y: { type: "log", axis: null, domain: [1 / furthest, furthest] },
    marks: [
      ...valueAxis(box, { ticks, format: (ratio) => change(ratio - 1, ratio < 0.2 ? 1 : 0) }),
      ...timeAxis(box, from, to),
      Plot.ruleY([1], { stroke: theme.muted, strokeWidth: 0.8 }),
      Plot.ruleX(changes, {
        x: time,
        y1: (one: VolumeChange) => 1 + one.interval[0],
        y2: (one: VolumeChange) => 1 + one.interval[1],
        stroke: theme.second,
        strokeWidth: 1.8,
      }),
      Plot.ruleY(changes, {
        x1: (one: VolumeChange) => Date.parse(one.date_interval[0]),
        x2: (one: VolumeChange) => Date.parse(one.date_interval[1]),
        y: (one: VolumeChange) => 1 + one.shift,
        stroke: theme.second,
        strokeWidth: 1.8,
      }),
      Plot.dot(changes, {
        x: time,
        y: (one: VolumeChange) => 1 + one.shift,
        r: font * 0.34,
        fill: (one: VolumeChange) => one.dated ? theme.second : theme.background,
        stroke: theme.second,
        strokeWidth: 1.5,
        title: (one: VolumeChange) =>
          `${date(time(one))}: ${change(one.shift, 0)}, 95% interval ${
            change(one.interval[0], 0)
          } to ${
            change(one.interval[1], 0)
          }\n${one.days_before} days before, ${one.days_after} after`,
      }),
    ],
  };
}

function title(changes: readonly VolumeChange[], subject: string): string {
  if (changes.length === 0) {
    return `No change of the level of ${subject} volume stands out from its own memory`;
  }
  const dated = changes.filter((one) => one.dated);
  const named = dated.slice(-3).map(({ date: day, shift }) =>
    `${date(Date.parse(day))} ${change(shift, 0)}`
  );
  return `${subject} volume changed its level ${times(changes.length)}, ${
    dated.length === 0
      ? "on no day that can be named to within two days"
      : `${fixed(dated.length)} of them on a day that can be named: ${named.join(", ")}`
  }`;
}

/** At most so many ticks in a range of USD: ones, twos and fives, else ones, else its middle. */
function logTicks(low: number, high: number, most: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const digit of [1, 2, 5]) {
      const value = digit * 10 ** power;
      if (value >= low && value <= high) ticks.push(value);
    }
  }
  const ones = ticks.filter((tick) => Number.isInteger(Math.log10(tick)));
  if (ticks.length <= most) return ticks;
  return ones.length > 1 && ones.length <= most ? ones : [ticks[0], ticks[ticks.length - 1]];
}

/** A day as a sentence says it. */
function told(day: string): string {
  return date(Date.parse(day));
}
