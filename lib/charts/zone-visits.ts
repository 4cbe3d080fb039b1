import * as Plot from "@observablehq/plot";
import type { RejectionResult, VisitRow } from "../analysis/resistance/resistance-rejections.ts";
import type { Columns } from "../tables/columns.ts";
import { HOUR } from "../tables/time.ts";
import { dateTime, span } from "../words/dates.ts";
import { change, percent, price, priceRange, times } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import { barLook, barMarks, barRows, type DrawnBars, drawnBars } from "./parts/bars.ts";
import type { Chart, ChartOptions, Row } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { outcomeCounts, outcomeLegend, OUTCOMES } from "./parts/outcomes.ts";

/**
 * Price through the window with the zone as a band, and each visit marked by how it ended.
 *
 * @param bars the bars that the result was made from; those outside its window are not drawn
 * @example zoneVisits(bars, result, { subject: "BTC", source, basis: "reported" }).title
 */
export function zoneVisits(
  bars: Columns<"candles">,
  result: RejectionResult,
  options: ChartOptions,
): Chart {
  const { visits, zone: [lo, hi], rules } = result;
  const from = Date.parse(result.from), to = Date.parse(result.to);
  const drawn = drawnBars(bars, from, to);
  const up = result.direction === "resistance";
  const zone = priceRange([lo, hi]);
  const title = result.not_testable !== null
    ? `${options.subject} and the zone ${zone}: not testable, ${result.not_testable}`
    : visits.length === 0
    ? `${options.subject} never came ${up ? "up" : "down"} to ${zone}`
    : `${options.subject} came ${up ? "up" : "down"} to ${zone} ${times(visits.length)}: ` +
      outcomeCounts(visits);
  return drawChart({
    name: "zone-visits",
    title,
    subtitle: `${barName(result.interval_hours * drawn.merged)} bars (${barLook(drawn)}), ` +
      `${span(from, to)}. Rejection: a close ${percent(rules.retreat)} ${up ? "below" : "above"} ` +
      `the zone; breakout: ${rules.confirm} closes in a row ${up ? "above" : "below"} it`,
    alt: `Price of ${options.subject} from ${span(from, to)} with the zone ${zone} as a band. ` +
      `${visits.length} visits: ${outcomeCounts(visits) || "none"}.`,
    rows: [...barRows(drawn), ...visits.map(visitRow)],
    legend: (theme) => [
      ...outcomeLegend(visits, theme),
      { mark: "area", color: theme.band, edge: theme.bandEdge, label: `Zone ${zone}` },
    ],
    panels: [{
      label: "Price, quote currency",
      axisLines: 2,
      plot: (box) => pricePanel(box, drawn, result),
    }],
  }, options);
}

function pricePanel(
  box: Box,
  drawn: DrawnBars,
  { zone: [lo, hi], visits, from, to, interval_hours }: RejectionResult,
): Plot.PlotOptions {
  const { theme } = box;
  const prices = [...drawn.low, ...drawn.high, lo, hi];
  const low = prices.reduce((a, b) => Math.min(a, b));
  const high = prices.reduce((a, b) => Math.max(a, b));
  const room = (high - low) * 0.04;
  const start = Date.parse(from), end = Date.parse(to);
  const { strip, marks } = visitStrip(box, visits, start, end);
  return {
    x: timeScale(start, end),
    y: {
      axis: null,
      domain: [low - room, high + room],
      range: [box.height - box.marginBottom, box.marginTop + strip],
    },
    marks: [
      ...valueAxis(box, { format: price }),
      Plot.rect([0], { y1: lo, y2: hi, fill: theme.band }),
      Plot.ruleY([lo, hi], { stroke: theme.bandEdge, strokeWidth: 0.8 }),
      ...timeAxis(box, start, end),
      Plot.ruleX(visits, {
        x: middle,
        y1: high + room,
        y2: "peak",
        stroke: theme.neutral,
        strokeWidth: 0.8,
        strokeDasharray: "2,2",
      }),
      ...barMarks(box, drawn),
      Plot.ruleY(visits, {
        x1: ({ start }: VisitRow) => Date.parse(start),
        x2: ({ end }: VisitRow) => Date.parse(end) + interval_hours * HOUR,
        y: "peak",
        stroke: ({ outcome }: VisitRow) => theme[outcome],
        strokeWidth: 2,
      }),
      ...marks,
    ],
  };
}

/**
 * One symbol for each visit, above the prices; those close in time stand on each other in rows
 * instead of hiding each other.
 */
function visitStrip(
  box: Box,
  visits: readonly VisitRow[],
  from: number,
  to: number,
): { strip: number; marks: Plot.Markish[] } {
  const most = box.innerHeight * 0.25;
  let radius = box.font * 0.4;
  let rows = layRows(box, visits, from, to, radius);
  while (rows.length * radius * 2.4 > most && radius > 1.5) {
    radius *= 0.8;
    rows = layRows(box, visits, from, to, radius);
  }
  // Beyond what can be told apart, marks may overlap rather than push the prices off the chart.
  while (rows.length * radius * 2.4 > most && rows.length > 1) rows[0].push(...rows.pop()!);
  const strip = rows.length * radius * 2.4 + (rows.length ? radius : 0);
  const { theme } = box;
  const marks = rows.flatMap((row, level) =>
    OUTCOMES.map((outcome) =>
      Plot.dot(row.filter((visit) => visit.outcome === outcome), {
        x: middle,
        frameAnchor: "top",
        dy: strip - radius - (level + 0.5) * radius * 2.4,
        symbol: outcome === "unresolved" ? "circle" : "triangle",
        rotate: outcome === "rejection" ? 180 : 0,
        r: radius,
        fill: outcome === "unresolved" ? theme.background : theme[outcome],
        stroke: outcome === "unresolved" ? theme.unresolved : "none",
        strokeWidth: 1.5,
        title: describe,
      })
    )
  );
  return { strip, marks };
}

function layRows(
  box: Box,
  visits: readonly VisitRow[],
  from: number,
  to: number,
  radius: number,
): VisitRow[][] {
  const rows: { visits: VisitRow[]; right: number }[] = [];
  for (const visit of visits) {
    const x = (middle(visit) - from) / (to - from) * box.innerWidth;
    let row = rows.find(({ right }) => right <= x - radius * 1.4);
    if (!row) rows.push(row = { visits: [], right: 0 });
    row.visits.push(visit);
    row.right = x + radius * 1.4;
  }
  return rows.map(({ visits }) => visits);
}

function middle({ start, end }: VisitRow): number {
  return (Date.parse(start) + Date.parse(end)) / 2;
}

function describe(visit: VisitRow): string {
  return `${visit.outcome}, ${dateTime(Date.parse(visit.start))} to ` +
    `${dateTime(Date.parse(visit.end))} UTC\nfurthest price ${price(visit.peak)}, ` +
    `${percent(visit.penetration, 0)} of the way through the zone\n` +
    `${visit.bars_in_zone} bars in the zone${
      visit.fall_24h === null ? "" : `\n${change(visit.fall_24h)} from there in the 24 hours after`
    }`;
}

function visitRow({ start, end, outcome, peak, penetration }: VisitRow): Row {
  return { layer: "visit", time: start, end, outcome, peak, penetration };
}

function barName(hours: number): string {
  if (hours < 1) return `${Math.round(hours * 60)}-minute`;
  return hours % 24 === 0 ? `${hours / 24}-day` : `${hours}-hour`;
}
