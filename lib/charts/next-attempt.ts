import * as Plot from "@observablehq/plot";
import type { MapLevel, NextAttempt } from "../analysis/outlook/next-attempt.ts";
import type { Columns } from "../tables/columns.ts";
import { DAY } from "../tables/time.ts";
import { dateTime } from "../words/dates.ts";
import { percent, price as priceText, priceRange, usd } from "../words/numbers.ts";
import { timeAxis, valueAxis } from "./parts/axes.ts";
import { barLook, barMarks, barRows, type DrawnBars, drawnBars } from "./parts/bars.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** Days of price that lead up to now. */
const DAYS = 30;
/** Width of the map beside the price, as a part of the price's. */
const MAP_WIDTH = 0.45;

/**
 * The level, the price and the liquidation map as of now: price of the last month with the zone, and
 * beside it, on the same scale, what would be liquidated where.
 *
 * @param bars the bars that the result was made from
 * @example nextAttemptChart(bars, nextAttempt({ bars, step }, zone, to), options)
 */
export function nextAttemptChart(
  bars: Columns<"candles">,
  result: NextAttempt,
  options: ChartOptions,
): Chart {
  const now = Date.parse(result.at);
  const drawn = drawnBars(bars, now - DAYS * DAY, now + 1);
  const zone = priceRange(result.zone);
  if (result.price === null || result.distance === null || drawn.close.length === 0) {
    return notTestable(
      "next-attempt",
      `How far ${options.subject} stands from ${zone}`,
      result.not_testable ?? "the data has no bars before that time",
      options,
    );
  }
  const place = result.distance === 0
    ? `inside ${zone}`
    // A fraction of price: 100% below a zone would be a price of 0.
    : `a ${result.distance > 0 ? "rise" : "fall"} of ${
      percent(Math.abs(result.distance))
    } away from ${zone}`;
  const dying = result.price <= result.zone[1] ? "shorts" : "longs";
  const way = result.way_usd === null
    ? ""
    : `; on the way through it an estimated ${usd(result.way_usd)} of ${dying} would be liquidated`;
  return drawChart({
    name: "next-attempt",
    title: `${options.subject} stood at ${priceText(result.price)} on ${
      dateTime(now)
    }, ${place}${way}`,
    subtitle: `Price, quote currency, last ${DAYS} days (${barLook(drawn)}); right: USD that the ` +
      `leverage ladder estimates would be liquidated at each price, longest bar ${
        usd(longest(result.map))
      }`,
    alt: `Price of ${options.subject} with the zone ${zone} and the liquidation map as of ${
      dateTime(now)
    }: ${usd(result.longs_below_usd ?? 0)} of longs below and ${
      usd(result.shorts_above_usd ?? 0)
    } of shorts above, within 10%.`,
    rows: [
      ...barRows(drawn),
      ...result.map.map(({ lo, hi, long_usd, short_usd }) => ({
        layer: "map",
        time: result.at,
        price_from: lo,
        price_to: hi,
        long_usd,
        short_usd,
      })),
    ],
    legend: (theme) => [
      { mark: "area", color: theme.band, edge: theme.bandEdge, label: `Zone ${zone}` },
      { mark: "line", color: theme.ink, dash: "2,3", label: "Price now" },
      { mark: "area", color: theme.long, label: "Longs (below price)" },
      { mark: "area", color: theme.short, label: "Shorts (above price)" },
    ],
    note:
      "The liquidation map is an estimate from bars: good for where, poor for how many dollars.",
    tall: 1.15,
    left: 5,
    panels: [{ label: "Price", axisLines: 2, plot: (box) => panel(box, drawn, result) }],
  }, options);
}

function panel(box: Box, drawn: DrawnBars, result: NextAttempt): Plot.PlotOptions {
  const { theme } = box;
  const now = Date.parse(result.at);
  const from = now - DAYS * DAY, to = now + DAYS * DAY * MAP_WIDTH;
  const seen = [...drawn.low, ...drawn.high, ...result.zone];
  const low = Math.min(...seen, ...result.map.map(({ lo }) => lo));
  const high = Math.max(...seen, ...result.map.map(({ hi }) => hi));
  const unit = (to - now) * 0.95 / (longest(result.map) || 1);
  const price = result.price!;
  // The axis ends where time does: right of now stands the map.
  const inner = box.innerWidth / (1 + MAP_WIDTH);
  const side = (field: "long_usd" | "short_usd") =>
    Plot.rect(result.map.filter((level) => level[field] > 0), {
      x1: now,
      x2: (level: MapLevel) => now + level[field] * unit,
      y1: "lo",
      y2: "hi",
      fill: field === "long_usd" ? theme.long : theme.short,
      insetTop: 0.3,
      insetBottom: 0.3,
      title: (level: MapLevel) =>
        `${priceRange([level.lo, level.hi])}: ${usd(level[field])} of ${
          field === "long_usd" ? "longs" : "shorts"
        }`,
    });
  return {
    x: { type: "linear", domain: [from, to], axis: null },
    y: { axis: null, domain: [low, high] },
    marks: [
      ...valueAxis(box, { format: priceText }),
      Plot.rect([0], { y1: result.zone[0], y2: result.zone[1], fill: theme.band }),
      Plot.ruleY([...result.zone], { stroke: theme.bandEdge, strokeWidth: 0.8 }),
      ...timeAxis({ ...box, innerWidth: inner, marginRight: 0 }, from, now),
      ...barMarks(box, drawn),
      side("long_usd"),
      side("short_usd"),
      Plot.ruleX([now], { stroke: theme.muted, strokeWidth: 0.8 }),
      Plot.ruleY([price], { stroke: theme.ink, strokeDasharray: "2,3", strokeWidth: 1.2 }),
    ],
  };
}

function longest(map: readonly MapLevel[]): number {
  return Math.max(0, ...map.flatMap(({ long_usd, short_usd }) => [long_usd, short_usd]));
}
