import * as Plot from "@observablehq/plot";
import type { FundingResetResult } from "../analysis/funding/funding-reset.ts";
import type { BaseReadings, Flush } from "../analysis/funding/oi-flush.ts";
import { lowerBound } from "../series/asof.ts";
import { DAY, formatTime, HOUR } from "../tables/time.ts";
import { onVenues, venueName } from "../tables/venue-name.ts";
import { dateTime, duration } from "../words/dates.ts";
import { change, fixed, percentTick } from "../words/numbers.ts";
import { crossAxis, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import { MOST_SERIES, seriesLook } from "./parts/series-look.ts";

/** A market with its event and the open interest around it, in coins. */
export interface NamedFlush {
  asset: string;
  result: FundingResetResult;
  readings: BaseReadings;
  /** Venue of the readings; null where there are none. */
  flushVenue: string | null;
}

/** A market whose flush is known, with what is drawn of it. */
interface Drawn {
  asset: string;
  venue: string;
  flush: Flush;
  points: { hours: number; time: string; base: number; share: number }[];
}

/** Days around the event that are shown. */
const BEFORE = 3;
const AFTER = 14;

/**
 * Open interest around an event as a share of what it was one hour before: how much was flushed out,
 * and when half of it was back.
 *
 * @example openInterestFlushChart(markets, { subject: "5 markets", source, basis }).title
 */
export function openInterestFlushChart(
  markets: readonly NamedFlush[],
  options: ChartOptions,
): Chart {
  const drawn = markets.flatMap(drawnOf).slice(0, MOST_SERIES);
  if (drawn.length === 0) {
    return notTestable(
      "open-interest-flush",
      `How much open interest of ${options.subject} the event flushed out`,
      markets[0]?.result.flush_not_testable ?? "no open interest",
      options,
    );
  }
  const at = Date.parse(markets[0].result.at);
  const venues = [...new Set(drawn.map(({ venue }) => venue))];
  // One venue's flush is not the market's: it is named where there is one alone, else by asset.
  const placed = venues.length === 1 ? `${onVenues(venues)} ` : "";
  const name = ({ asset, venue }: Drawn) =>
    venues.length === 1 ? asset : `${asset} (${venueName(venue)})`;
  return drawChart({
    name: "open-interest-flush",
    title: `Open interest ${placed}within a day of ${dateTime(at)} UTC: ${
      drawn.map(({ asset, flush }) => `${asset}\u00a0${change(flush.flush)}`).join(", ")
    }`,
    subtitle: `Open interest in coins, as a share of that one hour before the event. ${
      drawn.map((one) => `${name(one)} ${rebuilding(one.flush)}`).join(", ")
    }`,
    alt: drawn.map(({ asset, flush }) =>
      `${asset}: lowest ${change(flush.flush)} at ${dateTime(Date.parse(flush.lowest_at))}, ${
        rebuilding(flush)
      }`
    ).join("; ") + ".",
    rows: drawn.flatMap(({ asset, venue, points }) =>
      points.map((point) => ({ asset, venue, ...point }))
    ),
    legend: (theme) => [
      ...drawn.map((one, i) => {
        const { color, dash } = seriesLook(theme, i);
        return { mark: "line" as const, color, width: 2, ...(dash && { dash }), label: name(one) };
      }),
      { mark: "symbol", symbol: "triangle", color: theme.ink, label: "Lowest in 24 hours" },
      {
        mark: "symbol",
        symbol: "diamond",
        hollow: true,
        color: theme.ink,
        label: "Half of the loss regained",
      },
    ],
    note: absentNote(markets, drawn),
    panels: [{
      label: "Open interest, share of that before",
      axisLines: 2,
      plot: (box) =>
        panel(box, drawn, at),
    }],
  }, options);
}

function panel(box: Box, drawn: readonly Drawn[], at: number): Plot.PlotOptions {
  const { theme, font } = box;
  const shares = drawn.flatMap(({ points }) => points.map(({ share }) => share));
  const low = Math.min(1, ...shares), high = Math.max(1, ...shares);
  const room = (high - low || 0.01) * 0.08;
  const days = box.narrow ? [0, 7, 14] : [-2, 0, 2, 4, 6, 8, 10, 12, 14];
  const lowest = drawn.map(({ flush }) => ({
    hours: (Date.parse(flush.lowest_at) - at) / HOUR,
    share: 1 + flush.flush,
  }));
  const rebuilt = drawn.flatMap(({ flush }) =>
    flush.rebuilt_hours === null ? [] : [{ hours: flush.rebuilt_hours, share: 1 + flush.flush / 2 }]
  );
  return {
    x: { axis: null, domain: [-BEFORE * 24, AFTER * 24] },
    y: { axis: null, domain: [low - room, high + room] },
    marks: [
      ...valueAxis(box, { format: percentTick }),
      ...crossAxis(box, {
        label: "Days from the event",
        ticks: days.map((day) => day * 24),
        format: (hour) => fixed(hour / 24),
      }),
      Plot.ruleY([1], { stroke: theme.ink, strokeWidth: 0.8 }),
      Plot.ruleX([0], { stroke: theme.ink, strokeWidth: 1.5 }),
      ...drawn.map(({ points }, i) => {
        const { color, dash } = seriesLook(theme, i);
        return Plot.lineY(points, {
          x: "hours",
          y: "share",
          stroke: color,
          strokeWidth: 1.8,
          strokeDasharray: dash,
        });
      }),
      Plot.dot(lowest, {
        x: "hours",
        y: "share",
        symbol: "triangle",
        r: font * 0.4,
        fill: theme.ink,
        stroke: theme.background,
        strokeWidth: 0.8,
      }),
      Plot.dot(rebuilt, {
        x: "hours",
        y: "share",
        symbol: "diamond",
        r: font * 0.4,
        fill: theme.background,
        stroke: theme.ink,
        strokeWidth: 1.5,
      }),
    ],
  };
}

function drawnOf(
  { asset, result: { flush, at }, readings: { time, base }, flushVenue }: NamedFlush,
): Drawn[] {
  if (flush === null || flushVenue === null) return [];
  const event = Date.parse(at);
  const points: Drawn["points"] = [];
  const end = event + AFTER * DAY;
  for (let i = lowerBound(time, event - BEFORE * DAY); time[i] <= end; i++) {
    if (Number.isNaN(base[i])) continue;
    points.push({
      hours: (time[i] - event) / HOUR,
      time: formatTime(time[i]),
      base: base[i],
      share: base[i] / flush.before,
    });
  }
  return [{ asset, venue: flushVenue, flush, points }];
}

function rebuilding({ rebuilding, rebuilt_hours }: Flush): string {
  return rebuilt_hours === null
    ? rebuilding === "unknown" ? "rebuilding unknown" : rebuilding
    : `half back after ${duration(rebuilt_hours)}`;
}

/** Markets that are not drawn, with the reason. */
function absentNote(markets: readonly NamedFlush[], drawn: readonly Drawn[]): string | undefined {
  const shown = new Set(drawn.map(({ asset }) => asset));
  const absent = markets.filter(({ asset }) => !shown.has(asset)).map(({ asset, result }) =>
    `${asset} is not here: ${result.flush_not_testable ?? "no room for more"}.`
  );
  return absent.length > 0 ? absent.join(" ") : undefined;
}
