import * as Plot from "@observablehq/plot";
import { RESET_RULES } from "../analysis/funding/funding-excess.ts";
import type { FundingResetResult } from "../analysis/funding/funding-reset.ts";
import type { FundingVenues, VenuePoint } from "../analysis/funding/funding-venues.ts";
import { venueName } from "../tables/venue-name.ts";
import { dateTime, span } from "../words/dates.ts";
import { basisPoints, count, fixed, rateTick, times } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import { seriesLook } from "./parts/series-look.ts";

/** What the venues are compared with. */
interface Reference {
  at: number;
  /** Neutral level of the event's own series, and the distance that a week's median cannot tell. */
  neutral: number | null;
  noise: number;
}

/**
 * Funding of several venues around one event, in 8-hour terms: whether they agree, and what the neutral
 * level was.
 *
 * @param event the same asset's reset on the venue that is judged: its neutral level and noise
 * @example fundingByVenue(venues, reset, { subject: "BTC", source, basis: "reported" }).title
 */
export function fundingByVenue(
  result: FundingVenues,
  event: FundingResetResult,
  options: ChartOptions,
): Chart {
  const { points, venues } = result;
  const at = Date.parse(event.at);
  if (result.not_testable !== null || points.length === 0) {
    return notTestable(
      "funding-by-venue",
      `What ${options.subject} funding was on each venue`,
      result.not_testable ?? "no venue has settlements in the window",
      options,
    );
  }
  const from = Date.parse(points[0].time), to = Date.parse(points[points.length - 1].time);
  const peak = highest(points);
  const again = points.flatMap(({ by_venue }) => Object.values(by_venue))
    .filter((rate) => rate !== null && basisPoints(rate) === basisPoints(peak.rate)).length;
  const weighted = points.some((point) => weightedRate(point) !== null);
  const alone = points.filter((point) => point.weighted_venues === 1).length;
  const reference: Reference = {
    at,
    neutral: event.neutral,
    noise: RESET_RULES.noise_multiple * (event.noise ?? 0),
  };
  const intervals = venues.map(({ venue, intervals }) =>
    `${venueName(venue)} ${[...new Set(intervals.map(({ hours }) => fixed(hours)))].join(", ")} h`
  );
  const band = event.neutral === null ? "" : ` Neutral: median of the half-year before, with noise`;
  return drawChart({
    name: "funding-by-venue",
    title: `${options.subject} funding on ${count(venues.length, "venue")} ${
      // Rates stop at a venue's interest rate: then many share the highest.
      again > 1
        ? `was ${basisPoints(peak.rate)} at most, ${times(again)}, first`
        : `peaked at ${basisPoints(peak.rate)}`} on ${venueName(peak.venue)}, ${
      dateTime(Date.parse(peak.time))
    } UTC`,
    subtitle: `Funding of the 8 hours up to each point, basis points (0.01%), ${span(from, to)}. ` +
      `Settled every: ${intervals.join(", ")}.${band}`,
    alt: `Funding of ${options.subject} on ${
      venues.map(({ venue }) => venueName(venue)).join(", ")
    }; ` +
      `event at ${dateTime(at)} UTC. Means: ${
        venues.map(({ venue, mean_8h }) =>
          `${venueName(venue)} ${mean_8h === null ? "unknown" : basisPoints(mean_8h)}`
        ).join(", ")
      }.`,
    rows: points.map(({ time, by_venue, weighted_8h, weighted_venues, median_8h }) => ({
      time,
      ...Object.fromEntries(venues.map(({ venue }) => [venue, by_venue[venue]])),
      weighted_8h,
      weighted_venues,
      median_8h,
    })),
    legend: (theme) => [
      ...venues.map(({ venue }, i) => ({
        mark: "line" as const,
        width: 1.8,
        ...lineOf(seriesLook(theme, i)),
        label: venueName(venue),
      })),
      ...(weighted
        ? [{
          mark: "line" as const,
          color: theme.ink,
          width: 2.2,
          label: "Weighted by open interest",
        }]
        : []),
      ...(event.neutral === null ? [] : [{
        mark: "area" as const,
        color: theme.shade,
        label: `Neutral, ${basisPoints(event.neutral)}`,
      }]),
      { mark: "line", color: theme.ink, width: 1.2, label: "Event (upright)" },
      { mark: "symbol", symbol: "triangle-down", color: theme.ink, label: "Peak" },
    ],
    note: weighted ? weightNote(result, alone) : undefined,
    panels: [{
      label: "Funding, basis points per 8 hours",
      axisLines: 2,
      plot: (box) =>
        panel(box, result, reference, peak, { from, to, weighted }),
    }],
  }, options);
}

function panel(
  box: Box,
  { points, venues }: FundingVenues,
  { at, neutral, noise }: Reference,
  peak: Peak,
  { from, to, weighted }: { from: number; to: number; weighted: boolean },
): Plot.PlotOptions {
  const { theme, font } = box;
  const time = (point: { time: string }) => Date.parse(point.time);
  const values = [
    0,
    ...(neutral === null ? [] : [neutral - noise, neutral + noise]),
    ...points.flatMap((point) => Object.values(point.by_venue)).flatMap((rate) => rate ?? []),
  ];
  const low = Math.min(...values), high = Math.max(...values);
  const room = (high - low || 1e-5) * 0.08;
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [low - room, high + room] },
    marks: [
      ...(neutral === null
        ? []
        : [Plot.rect([0], { y1: neutral - noise, y2: neutral + noise, fill: theme.shade })]),
      ...valueAxis(box, { format: rateTick(high - low) }),
      ...timeAxis(box, from, to),
      Plot.ruleY([0], { stroke: theme.muted, strokeWidth: 0.8 }),
      Plot.ruleX([at], { stroke: theme.ink, strokeWidth: 1.2 }),
      ...venues.map(({ venue }, i) => {
        const { color, dash } = seriesLook(theme, i);
        return Plot.lineY(points, {
          x: time,
          y: (point: VenuePoint) => point.by_venue[venue],
          stroke: color,
          strokeWidth: 1.6,
          strokeDasharray: dash,
        });
      }),
      ...(weighted
        ? [
          Plot.lineY(points, {
            x: time,
            y: weightedRate,
            stroke: theme.background,
            strokeWidth: font / 4,
          }),
          Plot.lineY(points, {
            x: time,
            y: weightedRate,
            stroke: theme.ink,
            strokeWidth: font / 6,
          }),
        ]
        : []),
      Plot.dot([peak], {
        x: time,
        y: "rate",
        symbol: "triangle",
        rotate: 180,
        dy: -font * 0.6,
        r: font * 0.4,
        fill: theme.ink,
        title: ({ venue, rate }: Peak) => `${venueName(venue)}: ${basisPoints(rate)} per 8 hours`,
      }),
    ],
  };
}

/** The weighted mean, where it is one: a single venue's rate is that venue's, whatever its weight. */
function weightedRate(point: VenuePoint): number | null {
  return point.weighted_venues > 1 ? point.weighted_8h : null;
}

/** Whom the weighted mean leaves out, and where it stops because one venue alone has a weight. */
function weightNote({ unweighted, points }: FundingVenues, alone: number): string | undefined {
  const notes = [
    ...(unweighted.length > 0
      ? [
        `Without open interest, so not in the weighted mean: ${
          unweighted.map(venueName).join(", ")
        }.`,
      ]
      : []),
    ...(alone > 0
      ? [
        `No weighted mean where one venue alone has open interest: ${fixed(alone)} of ${
          count(points.length, "point")
        }.`,
      ]
      : []),
  ];
  return notes.length > 0 ? notes.join(" ") : undefined;
}

/** The highest rate of any venue. */
interface Peak {
  time: string;
  venue: string;
  rate: number;
}

function highest(points: readonly VenuePoint[]): Peak {
  let peak: Peak = { time: points[0].time, venue: "", rate: -Infinity };
  for (const { time, by_venue } of points) {
    for (const [venue, rate] of Object.entries(by_venue)) {
      if (rate !== null && rate > peak.rate) peak = { time, venue, rate };
    }
  }
  return peak;
}

/** A look as a legend takes it, without an undefined dash. */
function lineOf({ color, dash }: { color: string; dash: string | undefined }) {
  return dash === undefined ? { color } : { color, dash };
}
