import { ticks } from "d3-array";
import * as Plot from "@observablehq/plot";
import type { Analogs, FanDay } from "../analysis/outlook/analogs.ts";
import type { OutcomeRow } from "../analysis/outlook/outcomes.ts";
import { date, dateTime } from "../words/dates.ts";
import { change, count, percentTick, probability } from "../words/numbers.ts";
import { crossAxis, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/**
 * Price in the week after the analogs beside that after random times: one thin line an analog, their
 * median, and the middle 80% of random times as a band. The means, which the title tells and the test
 * compares, stand on the days of which they are known.
 *
 * @example analogFan(analogs(inputs, cascades, event), { subject: "BTC", source, basis: "reported" })
 */
export function analogFan(result: Analogs, options: ChartOptions): Chart {
  const { analogs, fan, paths } = result;
  const week = result.outcomes.find((row) => row.outcome === "price" && row.days === 7);
  if (analogs.length === 0 || !week || week.mean === null) {
    return notTestable(
      "analog-fan",
      `What ${options.subject} did after cascades like this one`,
      result.not_testable ?? "no analog has a week of data after it",
      options,
    );
  }
  const own = fan.filter(({ event }) => event !== null);
  const means = meansOf(result);
  const meanOn = (day: number | null) => {
    const row = means.find((one) => one.days === day);
    return {
      mean: row?.mean ?? null,
      mean_low: row?.interval?.[0] ?? null,
      mean_high: row?.interval?.[1] ?? null,
      random_mean: row?.random_mean ?? null,
    };
  };
  // Where nothing but neighbours was left out, no likeness chose the analogs.
  const chosen = analogs.length + result.dropped < result.candidates;
  const sure = week.interval
    ? ` (95% interval ${change(week.interval[0])} to ${change(week.interval[1])})`
    : "";
  return drawChart({
    name: "analog-fan",
    title: `${options.subject} a week after ${chosen ? "the " : ""}${
      count(analogs.length, "past cascade")
    } ${chosen ? "most like this one" : "(all there were, a week apart)"}: ${
      change(week.mean)
    } on average${sure}; at random times ${
      week.random_mean === null ? "not known" : change(week.random_mean)
    }`,
    subtitle: `Price change from a cascade's end, and from random times. Compared by ${
      result.compared.join(", ")
    } before it, as percentiles; event of ${dateTime(Date.parse(result.at))}`,
    alt: `Price after ${count(analogs.length, "analog")}, day by day: ${
      fan.map(({ day, median, random_median }) =>
        `day ${day} median ${median === null ? "not known" : change(median)}, random ${
          random_median === null ? "not known" : change(random_median)
        }`
      ).join("; ")
    }.`,
    rows: [
      ...fan.map(({ day, n, median, band, random_n, random_median, random_band, event }) => ({
        layer: "fan",
        cascade: null,
        day,
        change: null,
        n,
        median,
        low: band?.[0] ?? null,
        high: band?.[1] ?? null,
        random_n,
        random_median,
        random_low: random_band?.[0] ?? null,
        random_high: random_band?.[1] ?? null,
        ...meanOn(day),
        event,
      })),
      ...paths.flatMap((path, i) =>
        path.map((change, day) => ({
          layer: "analog",
          cascade: analogs[i].start,
          day,
          change,
          n: null,
          median: null,
          low: null,
          high: null,
          random_n: null,
          random_median: null,
          random_low: null,
          random_high: null,
          ...meanOn(null),
          event: null,
        }))
      ),
    ],
    legend: (theme) => [
      { mark: "line", color: theme.neutral, width: 1, label: "Analog" },
      { mark: "line", color: theme.second, width: 3, label: "Analogs, median" },
      { mark: "symbol", symbol: "diamond", color: theme.second, label: "Mean, with 95% interval" },
      { mark: "area", color: theme.shade, label: "Random, middle 80%" },
      { mark: "line", color: theme.ink, dash: "2,3", label: "Random, median" },
      { mark: "symbol", symbol: "circle", hollow: true, color: theme.ink, label: "Random, mean" },
      ...(own.length > 1
        ? [{
          mark: "line" as const,
          color: theme.accent,
          dash: "7,3",
          width: 2.5,
          label: "This event",
        }]
        : []),
    ],
    note: `${analogs.length < 10 ? "Few analogs: " : ""}${count(analogs.length, "analog")} of ${
      count(result.candidates, "past cascade")
    }, at least 7 days apart (${result.dropped} left out as neighbours of a nearer one)${
      week.p === null ? "" : `; against random shifts, after a week: ${probability(week.p)}`
    }.`,
    panels: [{
      label: "Price change",
      axisLines: 2,
      plot: (box) => panel(box, result, own),
    }],
  }, options);
}

/** The means of price that are known, by day. */
function meansOf({ outcomes }: Analogs): OutcomeRow[] {
  return outcomes.filter(({ outcome, mean }) => outcome === "price" && mean !== null);
}

function panel(box: Box, result: Analogs, own: FanDay[]): Plot.PlotOptions {
  const { theme, font } = box;
  const { fan, paths, analogs } = result;
  const means = meansOf(result);
  const sure = means.filter(({ interval }) => interval !== null);
  const lines = paths.flatMap((path, i) => path.map((value, day) => ({ i, day, value })));
  const values = [
    0,
    ...lines.flatMap(({ value }) => value ?? []),
    ...fan.flatMap(({ random_band, event }) => [...random_band ?? [], event ?? 0]),
    ...sure.flatMap(({ interval }) => [...interval!]),
  ];
  const low = Math.min(...values), high = Math.max(...values);
  // A fan on a slide is low: a scale with 0 alone would say nothing.
  const some = ticks(low, high, Math.max(4, Math.round(box.innerHeight / (font * 3.5))));
  const banded = fan.filter(({ random_band }) => random_band !== null);
  const line = (rows: FanDay[], y: keyof FanDay, options: Plot.LineYOptions) =>
    Plot.lineY(rows, { x: "day", y, ...options });
  return {
    x: { axis: null, domain: [0, fan.length - 1] },
    y: { axis: null, domain: [low, high] },
    marks: [
      Plot.areaY(banded, {
        x: "day",
        y1: (row: FanDay) => row.random_band![0],
        y2: (row: FanDay) => row.random_band![1],
        fill: theme.shade,
        fillOpacity: 0.7,
      }),
      ...valueAxis(box, { format: percentTick, ticks: some }),
      ...crossAxis(box, {
        label: "Days after the end of the cascade",
        ticks: fan.map(({ day }) => day),
        format: String,
      }),
      Plot.ruleY([0], { stroke: theme.muted, strokeWidth: 0.8 }),
      Plot.lineY(lines, {
        x: "day",
        y: "value",
        z: "i",
        stroke: theme.neutral,
        strokeOpacity: 0.7,
        strokeWidth: font / 14,
        title: ({ i }: { i: number }) => `after ${date(Date.parse(analogs[i].start))}`,
      }),
      line(banded, "random_median", {
        stroke: theme.ink,
        strokeDasharray: "2,3",
        strokeWidth: 1.5,
      }),
      line(fan, "median", { stroke: theme.background, strokeWidth: font * 0.4 }),
      line(fan, "median", { stroke: theme.second, strokeWidth: font * 0.24 }),
      line(own, "event", {
        stroke: theme.accent,
        strokeWidth: font * 0.2,
        strokeDasharray: "7,3",
      }),
      Plot.ruleX(sure, {
        x: "days",
        y1: ({ interval }: OutcomeRow) => interval![0],
        y2: ({ interval }: OutcomeRow) => interval![1],
        stroke: theme.second,
        strokeWidth: font / 6,
      }),
      Plot.dot(means, {
        x: "days",
        y: "random_mean",
        r: font * 0.3,
        fill: theme.background,
        stroke: theme.ink,
        strokeWidth: 1.5,
      }),
      Plot.dot(means, {
        x: "days",
        y: "mean",
        symbol: "diamond",
        r: font * 0.42,
        fill: theme.second,
        stroke: theme.background,
        strokeWidth: 0.8,
        title: ({ days, mean, n }: OutcomeRow) =>
          `day ${days}: ${change(mean!)} on average of ${count(n, "analog")}`,
      }),
    ],
  };
}
