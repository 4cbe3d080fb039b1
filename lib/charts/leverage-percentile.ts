import * as Plot from "@observablehq/plot";
import type { Leverage, LeverageDay } from "../analysis/market/leverage.ts";
import { DAY } from "../tables/time.ts";
import { onVenues } from "../tables/venue-name.ts";
import { date, span } from "../words/dates.ts";
import { count, fixed } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart, type Panel } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** From here on open interest counts as high. */
const HIGH = 80;
const ON_A_SLIDE = 2;

/** Leverage of one asset, and the event that is marked. */
export interface LeverageOf {
  asset: string;
  /** Of the open interest, as in series keys. */
  venue?: string;
  result: Leverage;
}

/** A day whose percentile is known. */
type Known = LeverageDay & { percentile: number };

/**
 * Where each asset's open interest stood among its trailing 180 days, day by day: above the line it
 * was high. Assets without half a year of open interest are named, not drawn.
 *
 * @param at event, ms
 * @example leveragePercentile([{ asset: "BTC", result }], at, { subject: "BTC", source, basis })
 */
export function leveragePercentile(
  assets: readonly LeverageOf[],
  at: number,
  options: ChartOptions,
): Chart {
  const known = assets.map(({ asset, venue, result }) => ({
    asset,
    where: venue ? ` ${onVenues([venue])}` : "",
    days: result.days.filter((day): day is Known => day.percentile !== null),
  })).filter(({ days }) => days.length > 1);
  if (known.length === 0) {
    return notTestable(
      "leverage-percentile",
      `How high was open interest around ${date(at)}?`,
      assets[0]?.result.not_testable ?? "no asset has 60 days of open interest in its half-year",
      options,
    );
  }
  const time = (day: LeverageDay) => Date.parse(day.date) + DAY;
  const times = known.flatMap(({ days }) => days.map(time));
  const from = Math.min(...times), to = Math.max(...times);
  // The last reading that was known when the event came.
  const before = known.flatMap(({ asset, days }) => {
    const day = days.findLast((one) => time(one) <= at && time(one) > at - 2 * DAY);
    return day ? [{ asset, day }] : [];
  });
  const shown = options.size === "slide" ? known.slice(0, ON_A_SLIDE) : known;
  const missing = assets.map(({ asset }) => asset)
    .filter((asset) => !known.some((one) => one.asset === asset));
  const places = [...new Set(known.map(({ where }) => where))];
  const placed = places.length === 1 ? places[0] : "";
  const title = before.length === 0
    ? `Open interest${placed} among its half-year; none is known at ${date(at)}`
    : `Before ${date(at)} open interest${placed} stood at percentile ${
      before.map(({ asset, day }) => `${fixed(day.percentile)} (${asset})`).join(", ")
    }`;
  return drawChart({
    name: "leverage-percentile",
    title,
    subtitle:
      `Percentile of each day's closing open interest, base asset, among the trailing 180 ` +
      `days, ${span(from - DAY, to)}; from ${HIGH} on it counts as high`,
    alt: `${title}. Assets: ${known.map(({ asset }) => asset).join(", ")}.`,
    rows: known.flatMap(({ asset, days }) => days.map((day) => ({ asset, ...day }))),
    legend: (theme) => [
      { mark: "line", color: theme.second, width: 2, label: "Percentile" },
      { mark: "line", color: theme.accent, dash: "4,3", label: `High: ${HIGH}` },
      { mark: "line", color: theme.bandEdge, width: 2, dash: "5,3", label: "Event" },
    ],
    note: [
      missing.length > 0 ? `No half-year of open interest: ${missing.join(", ")}.` : "",
      shown.length < known.length
        ? `Shown: the first ${fixed(shown.length)} of ${count(known.length, "asset")}.`
        : "",
    ].filter(Boolean).join(" ") || undefined,
    tall: 0.45 + 0.33 * shown.length,
    panels: shown.map(({ asset, where, days }, i): Panel => ({
      label: `${asset}, percentile of open interest${where}`,
      axisLines: i === shown.length - 1 ? 2 : 0,
      plot: (box) => panel(box, days, [from, to], at, i === shown.length - 1),
    })),
  }, options);
}

function panel(
  box: Box,
  days: Known[],
  [from, to]: [number, number],
  at: number,
  last: boolean,
): Plot.PlotOptions {
  const { theme } = box;
  const time = (day: Known) => Date.parse(day.date) + DAY;
  // A missing day breaks the line: nothing is known of it.
  const spaced = days.flatMap((day, i): (Known | { date: string; percentile: number })[] =>
    i > 0 && time(day) - time(days[i - 1]) > DAY
      ? [{ date: days[i - 1].date, percentile: NaN }, day]
      : [day]
  );
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [0, 100] },
    marks: [
      ...valueAxis(box, { format: (value) => fixed(value), ticks: [0, 50, 100] }),
      Plot.ruleY([HIGH], { stroke: theme.accent, strokeDasharray: "4,3", strokeWidth: 1.2 }),
      ...timeAxis(box, from, to, last),
      ...(at >= from && at <= to
        ? [Plot.ruleX([at], { stroke: theme.bandEdge, strokeWidth: 2, strokeDasharray: "5,3" })]
        : []),
      Plot.lineY(spaced, {
        x: (day: Known) => time(day),
        y: "percentile",
        stroke: theme.second,
        strokeWidth: 1.8,
      }),
    ],
  };
}
