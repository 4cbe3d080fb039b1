import * as Plot from "@observablehq/plot";
import type { LevelTest, LevelTests } from "../analysis/resistance/level-tests.ts";
import type { Columns } from "../tables/columns.ts";
import { date, span } from "../words/dates.ts";
import { change, count, fixed, percent, price, priceRange, probability } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import { barLook, barMarks, barRows, type DrawnBars, drawnBars } from "./parts/bars.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** Thickness of a level by its strength: three classes can be told apart, more cannot. */
const WIDTHS = [0.16, 0.26, 0.4];

/**
 * The levels found from the past, drawn over the price through the weeks in which each was tested:
 * thicker the stronger, and marked by how it did among random zones.
 *
 * @param bars of the market that `subject` names in the result
 * @example foundLevelsMap(bars, result, "BTC", context).rows.length
 */
export function foundLevelsMap(
  bars: Columns<"candles">,
  result: LevelTests,
  subject: string,
  options: ChartOptions,
): Chart {
  const levels = result.levels.filter((level) => level.subject === subject);
  const summary = result.markets.find((market) => market.subject === subject);
  const from = Date.parse(result.from), to = Date.parse(result.to);
  if (levels.length === 0 || !summary) {
    return notTestable(
      "found-levels",
      `Which levels of ${options.subject} could be known beforehand?`,
      "no level was found: the past is too short or holds no swing high",
      options,
    );
  }
  const drawn = drawnBars(bars, from, to);
  const { found, tested, excess, excess_interval: interval } = summary;
  const compared = excess === null
    ? "none was visited and left again"
    : `they turned price back ${points(excess)} ${
      excess < 0 ? "less" : "more"
    } often than random ` +
      `zones${interval ? ` (95%: ${pointsOf(interval[0])} to ${pointsOf(interval[1])})` : ""}`;
  const unusual = levels.filter(({ p }) => p !== null && p < 0.05);
  return drawChart({
    name: "found-levels",
    title: `${count(found, "level")} of ${options.subject} could be known beforehand; ${compared}`,
    subtitle: `Levels found from swing highs of the past, each drawn through the ` +
      `${result.horizon_days} days in which it was tested, ${span(from, to)} (${barLook(drawn)})`,
    alt: `Price of ${options.subject} with ${count(found, "level")}, of which ${tested} were ` +
      `visited three times or more: ${unusual.length} of them with p below 0.05, ${summary.special} after ` +
      `adjustment.`,
    rows: [
      ...barRows(drawn),
      ...levels.map(({ zone: [lower, upper], ...level }) => ({
        layer: "level",
        ...level,
        lower,
        upper,
      })),
    ],
    legend: (theme) => [
      { mark: "line", color: theme.accent, width: 4, label: "p < 0.05 before adjustment" },
      { mark: "line", color: theme.second, width: 3, label: "Visited three times or more" },
      { mark: "line", color: theme.bandEdge, width: 2, dash: "2,2", label: "Visited less" },
    ],
    note: `Thicker: stronger, by the volume of the swing highs. ${tested} levels have a p; after ` +
      `adjusting for all levels of all markets, ${
        summary.special === 0 ? "none is" : `${summary.special} of them are`
      } below 0.05.`,
    left: 4.8,
    panels: [{
      label: "Price, quote currency",
      axisLines: 2,
      plot: (box) => panel(box, drawn, levels, from, to),
    }],
  }, options);
}

function panel(
  box: Box,
  drawn: DrawnBars,
  levels: readonly LevelTest[],
  from: number,
  to: number,
): Plot.PlotOptions {
  const { theme, font } = box;
  const low = drawn.low.reduce((a, b) => Math.min(a, b), Infinity);
  const high = [...drawn.high, ...levels.map((level) => level.price)]
    .reduce((a, b) => Math.max(a, b), -Infinity);
  const room = (high - low) * 0.03;
  const ranked = levels.map(({ strength }) => strength).sort((a, b) => a - b);
  const widthOf = ({ strength }: LevelTest) =>
    WIDTHS[Math.min(2, Math.floor(3 * ranked.indexOf(strength) / ranked.length))] * font;
  const classOf = ({ p }: LevelTest) => p === null ? "less" : p < 0.05 ? "unusual" : "usual";
  const looks = [
    { name: "less", color: theme.bandEdge, dash: "2,2" },
    { name: "usual", color: theme.second, dash: undefined },
    { name: "unusual", color: theme.accent, dash: undefined },
  ];
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [low - room, high + room] },
    marks: [
      ...valueAxis(box, { format: price }),
      ...timeAxis(box, from, to),
      ...barMarks(box, drawn),
      ...looks.map(({ name, color, dash }) =>
        Plot.link(levels.filter((level) => classOf(level) === name), {
          x1: ({ found_at }: LevelTest) => Date.parse(found_at),
          x2: ({ until }: LevelTest) => Date.parse(until),
          y1: "price",
          y2: "price",
          stroke: color,
          strokeDasharray: dash,
          strokeWidth: widthOf,
          strokeOpacity: 0.8,
          title: describe,
        })
      ),
    ],
  };
}

function describe(level: LevelTest): string {
  const test = level.p === null
    ? "too few visits to test"
    : `${probability(level.p)}, ${probability(level.p_adjusted!)} adjusted; random zones ${
      percent(level.control_rate!, 0)
    }`;
  return `${price(level.price)} (${priceRange(level.zone)}), found ${
    date(Date.parse(level.found_at))
  } from ${count(level.swings, "swing high")}\n${count(level.visits, "visit")}: ${
    count(level.rejections, "rejection")
  }, ${count(level.breakouts, "breakout")}\n${test}`;
}

function points(share: number): string {
  return `${fixed(Math.abs(share) * 100, 1)} points`;
}

function pointsOf(share: number): string {
  return change(share).replace("%", "");
}
