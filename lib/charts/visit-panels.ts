import * as Plot from "@observablehq/plot";
import { lowerBound } from "../series/asof.ts";
import type { RejectionResult, VisitRow } from "../analysis/resistance/resistance-rejections.ts";
import type { Columns } from "../tables/columns.ts";
import { HOUR } from "../tables/time.ts";
import { dateTime, span } from "../words/dates.ts";
import { percent, price, priceRange } from "../words/numbers.ts";
import { valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions, Row } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import { outcomeCounts, outcomeLegend, OUTCOMES } from "./parts/outcomes.ts";
import { SIZES } from "./theme.ts";

/** Hours shown before and after the start of each visit, and between two small charts. */
const BEFORE = 24, AFTER = 48, GAP = 10;
const WIDTH = BEFORE + AFTER + GAP;
/** More visits than this are too small to read, on a slide fewer; the latest are shown. */
const MOST = 15, MOST_ON_SLIDE = 10;

/** One bar in the small chart of a visit. */
interface Bar {
  visit: number;
  /** Hours from the start of the visit, shifted to the small chart's column. */
  x: number;
  time: string;
  hours: number;
  open: number;
  high: number;
  low: number;
  close: number;
}

/**
 * One small chart of prices for each visit, aligned at its start, all on one scale: what visits had
 * in common, and how they ended.
 *
 * @param bars the bars that the result was made from
 * @example visitPanels(bars, result, { subject: "BTC", source, basis: "reported" }).rows.length
 */
export function visitPanels(
  bars: Columns<"candles">,
  result: RejectionResult,
  options: ChartOptions,
): Chart {
  const { zone: [lo, hi], interval_hours } = result;
  const zone = priceRange([lo, hi]);
  const most = options.size === "slide" ? MOST_ON_SLIDE : MOST;
  const visits = result.visits.slice(-most);
  if (visits.length === 0) {
    return notTestable(
      "visit-panels",
      `What did each visit of ${options.subject} to ${zone} look like?`,
      result.not_testable ?? "price never came to the zone",
      options,
    );
  }
  const columns = SIZES[options.size ?? "notebook"].width < 450 ? 3 : 5;
  const drawn = visits.map((visit, i) => barsAround(bars, visit, i, i % columns, interval_hours));
  const low = Math.min(lo, ...drawn.flat().map((bar) => bar.low));
  const high = Math.max(hi, ...drawn.flat().map((bar) => bar.high));
  const rows = Math.ceil(visits.length / columns);
  const hidden = result.visits.length - visits.length;
  return drawChart({
    name: "visit-panels",
    title: `${options.subject} at ${zone}, visit by visit: ${outcomeCounts(result.visits)}`,
    subtitle:
      `From ${BEFORE} hours before the start of each visit (line) to ${AFTER} hours after ` +
      `it, ${span(Date.parse(result.from), Date.parse(result.to))}; grey: low to high, line: ` +
      `close; each mark stands at the end of its visit, at the height of its furthest price`,
    alt: `${visits.length} small charts of price around ${zone}: ${
      visits.map(({ start, outcome, penetration }) =>
        `${dateTime(Date.parse(start))} ${outcome}, ${percent(penetration, 0)} of the way through`
      ).join("; ")
    }.`,
    rows: drawn.flatMap((own, i) =>
      own.map(({ visit: _, x: __, ...bar }): Row => ({
        visit: visits[i].start,
        outcome: visits[i].outcome,
        ...bar,
      }))
    ),
    legend: (theme) => [
      ...outcomeLegend(visits, theme),
      { mark: "area", color: theme.band, edge: theme.bandEdge, label: `Zone ${zone}` },
    ],
    note: hidden ? `The latest ${most} of ${result.visits.length} visits.` : undefined,
    tall: Math.max(0.55, rows * (columns === 3 ? 0.52 : 0.48)),
    panels: Array.from({ length: rows }, (_, row) => ({
      label: row === 0 ? "Price, quote currency" : undefined,
      axisLines: row === rows - 1 ? 1 : 0,
      plot: (box) =>
        panel(box, {
          visits: visits.slice(row * columns, (row + 1) * columns),
          drawn: drawn.slice(row * columns, (row + 1) * columns),
          columns,
          domain: [low, high],
          zone: [lo, hi],
          hours: interval_hours,
          last: row === rows - 1,
        }),
    })),
  }, options);
}

function barsAround(
  bars: Columns<"candles">,
  visit: VisitRow,
  index: number,
  column: number,
  interval: number,
): Bar[] {
  const start = Date.parse(visit.start);
  const around: Bar[] = [];
  const end = start + AFTER * HOUR - interval * HOUR;
  for (let i = lowerBound(bars.time, start - BEFORE * HOUR); bars.time[i] <= end; i++) {
    const hours = (bars.time[i] - start) / HOUR;
    around.push({
      visit: index,
      x: column * WIDTH + BEFORE + hours,
      time: new Date(bars.time[i]).toISOString().replace(".000Z", "Z"),
      hours,
      open: bars.open[i],
      high: bars.high[i],
      low: bars.low[i],
      close: bars.close[i],
    });
  }
  return around;
}

interface RowOfCharts {
  visits: readonly VisitRow[];
  drawn: readonly Bar[][];
  columns: number;
  domain: [number, number];
  zone: [number, number];
  hours: number;
  last: boolean;
}

function panel(
  box: Box,
  { visits, drawn, columns, domain, zone: [lo, hi], hours, last }: RowOfCharts,
): Plot.PlotOptions {
  const { theme, font } = box;
  const room = (domain[1] - domain[0]) * 0.04;
  const cells = visits.map((_, i) => i);
  const left = (i: number) => i * WIDTH, right = (i: number) => i * WIDTH + BEFORE + AFTER;
  const starts = (i: number) => i * WIDTH + BEFORE;
  const ticks = cells.flatMap((i) => [0, 24].map((hour) => starts(i) + hour));
  const head = font * 1.6;
  return {
    x: { axis: null, domain: [0, columns * WIDTH - GAP] },
    y: {
      axis: null,
      domain: [domain[0] - room, domain[1] + room],
      range: [box.height - box.marginBottom, box.marginTop + head],
    },
    marks: [
      ...valueAxis(box, { format: price }),
      Plot.rect(cells, { x1: left, x2: right, y1: lo, y2: hi, fill: theme.band }),
      Plot.ruleX(cells, {
        x: starts,
        y1: domain[0] - room,
        y2: domain[1] + room,
        stroke: theme.bandEdge,
        strokeWidth: 1,
      }),
      ...cells.map((i) =>
        Plot.areaY(drawn[i], {
          x: "x",
          y1: "low",
          y2: "high",
          fill: theme.neutral,
          fillOpacity: 0.4,
        })
      ),
      ...cells.map((i) =>
        Plot.lineY(drawn[i], { x: "x", y: "close", stroke: theme.ink, strokeWidth: font / 13 })
      ),
      ...OUTCOMES.map((outcome) =>
        Plot.dot(cells.filter((i) => visits[i].outcome === outcome && endOf(visits[i]) <= AFTER), {
          x: (i: number) => starts(i) + endOf(visits[i]) + hours / 2,
          y: (i: number) => visits[i].peak,
          symbol: outcome === "unresolved" ? "circle" : "triangle",
          rotate: outcome === "rejection" ? 180 : 0,
          r: font * 0.4,
          fill: outcome === "unresolved" ? theme.background : theme[outcome],
          stroke: outcome === "unresolved" ? theme.unresolved : theme.background,
          strokeWidth: outcome === "unresolved" ? 1.5 : 0.8,
          title: (i: number) =>
            `${outcome}, ${dateTime(Date.parse(visits[i].start))} to ${
              dateTime(Date.parse(visits[i].end))
            } UTC\nfurthest price ${price(visits[i].peak)}`,
        })
      ),
      Plot.text(cells, {
        x: left,
        frameAnchor: "top",
        textAnchor: "start",
        dy: font * 0.3,
        text: (i: number) => dateTime(Date.parse(visits[i].start)).replace(/ \d{4} /, " "),
        fill: theme.ink,
      }),
      ...(last
        ? [Plot.axisX(ticks, {
          label: null,
          tickSize: 0,
          fill: theme.muted,
          text: (x: number) => (x % WIDTH) === BEFORE ? "0 h" : "+24",
        })]
        : []),
    ],
  };
}

/** Hours from the start to the opening of the last bar. */
function endOf({ start, end }: VisitRow): number {
  return (Date.parse(end) - Date.parse(start)) / HOUR;
}
