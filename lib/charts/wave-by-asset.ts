import * as Plot from "@observablehq/plot";
import { ticks } from "d3-array";
import type { LiquidationWave, WaveAsset, WaveSource } from "../analysis/wave/wave.ts";
import { crossAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart, type Panel } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import { textWidth } from "./parts/text.ts";
import type { Basis } from "../tables/keys.ts";
import { DAY } from "../tables/time.ts";
import { venueName } from "../tables/venue-name.ts";
import { date, span } from "../words/dates.ts";
import { count, percent, usd, usdTick } from "../words/numbers.ts";

/** Sources and assets that are told apart on one page. */
const MOST_SOURCES = 3, MOST_ASSETS = 6;

/** One line of the chart: an asset, or all others together. */
interface Line extends Pick<WaveAsset, "asset" | "long_usd" | "short_usd" | "total_usd"> {
  /** Dollars whose side is not known. */
  unsided: number;
}

/**
 * Who lost in the wave: by asset and side, source by source on one scale, because where sources
 * disagree there is no one number. A slide shows the first source that knows several assets.
 *
 * @example waveByAsset(wave, { subject: "5 assets", source, basis: "estimated" }).title
 */
export function waveByAsset(wave: LiquidationWave, options: ChartOptions): Chart {
  const from = Date.parse(wave.from), to = Date.parse(wave.to);
  const when = to - from === DAY ? `on ${date(from)}` : `from ${span(from, to)}`;
  const first = wave.sources.find(({ by_asset }) => by_asset.length > 1) ?? wave.sources[0];
  if (!first || !(first.total_usd! > 0)) {
    return notTestable(
      "wave-by-asset",
      `Who was liquidated ${when}`,
      wave.not_testable ?? "nothing was liquidated in this window",
      options,
    );
  }
  const shown = options.size === "slide" ? [first] : choose(wave.sources);
  const lines = shown.map(linesOf);
  const two = first.by_asset.slice(0, 2).map(({ asset, total_usd }) =>
    `${asset} ${usd(total_usd!)}`
  );
  const longs = first.long_share === null ? "" : `; ${percent(first.long_share, 0)} were longs`;
  const hidden = wave.sources.length - shown.length;
  return drawChart({
    name: "wave-by-asset",
    title: `${capital(nameOf(first))} ${verbOf(first)} ${
      usd(first.total_usd!)
    } liquidated ${when}: ${two.join(" and ")}${longs}`,
    subtitle: `Liquidated positions by asset and side, USD` +
      (shown.length > 1 ? "; sources side by side on one scale" : ""),
    alt: wave.sources.map((source) =>
      `${capital(nameOf(source))}: ${usd(source.total_usd!)}, of it ${
        source.by_asset.map(({ asset, total_usd }) =>
          `${asset} ${usd(total_usd ?? 0)}`
        ).join(", ")
      }`
    ).join(". ") + ".",
    rows: wave.sources.flatMap(({ venue, basis, by_asset }) =>
      by_asset.map((row) => ({ venue, basis, ...row }))
    ),
    legend: (theme) => [
      { mark: "area", color: theme.long, label: "Longs (left)" },
      { mark: "area", color: theme.short, label: "Shorts (right)" },
      ...(lines.flat().some(hasUnsided)
        ? [{ mark: "area" as const, color: theme.neutral, label: "Side not known (?)" }]
        : []),
    ],
    note: [
      ...shown.map((source) =>
        `${capital(nameOf(source))}: ${source.note}`
      ),
      ...(hidden > 0 ? [`Not drawn: ${count(hidden, "more source")}`] : []),
    ].join(". ") + ".",
    lines: lines.reduce((sum, list) => sum + list.length * 1.75 + 2.9, 2.5),
    left: Math.max(...lines.flat().map(({ asset }) => textWidth(asset, 1))) + 0.8,
    right: 0.4,
    panels: shown.map((source, i): Panel => ({
      label: `${capital(nameOf(source))}, ${usd(source.total_usd!)}` +
        (source.covered < 0.99 ? `, ${percent(source.covered, 0)} of the time covered` : ""),
      weight: lines[i].length,
      axisLines: i === shown.length - 1 ? 2 : 0,
      plot: (box) => panel(box, lines[i], lines.flat(), i === shown.length - 1),
    })),
  }, { ...options, basis: basisOf(shown, options.basis) });
}

/** A chart of reports alone is not marked as an estimate. */
function basisOf(shown: readonly WaveSource[], basis: Basis): Basis {
  if (basis === "simulated") return basis;
  return shown.some(({ coverage }) => coverage === "model") ? "estimated" : "reported";
}

/** The estimate stays in view beside reports: it is the only source that there always is. */
function choose(sources: readonly WaveSource[]): WaveSource[] {
  const model = sources.filter(({ coverage }) => coverage === "model").slice(0, 1);
  const others = sources.filter(({ coverage }) => coverage !== "model");
  return [...others.slice(0, MOST_SOURCES - model.length), ...model];
}

function linesOf({ by_asset }: WaveSource): Line[] {
  const line = (row: WaveAsset): Line => ({
    ...row,
    unsided: Math.max(0, (row.total_usd ?? 0) - (row.long_usd ?? 0) - (row.short_usd ?? 0)),
  });
  if (by_asset.length <= MOST_ASSETS) return by_asset.map(line);
  const rest = by_asset.slice(MOST_ASSETS - 1).map(line);
  const sum = (field: "long_usd" | "short_usd" | "total_usd" | "unsided") =>
    rest.reduce((all, row) => all + (row[field] ?? 0), 0);
  return [...by_asset.slice(0, MOST_ASSETS - 1).map(line), {
    asset: `${rest.length} others`,
    long_usd: sum("long_usd"),
    short_usd: sum("short_usd"),
    total_usd: sum("total_usd"),
    unsided: sum("unsided"),
  }];
}

function panel(box: Box, lines: Line[], all: Line[], last: boolean): Plot.PlotOptions {
  const { theme, font } = box;
  const domain = domainOf(box, all);
  const grid = ticks(...domain, Math.max(3, Math.round(box.innerWidth / (font * 8))));
  // Slivers below a tenth of a pixel would only be noise in the file.
  const least = (domain[1] - domain[0]) * 1e-4;
  const bars = (from: (line: Line) => number, to: (line: Line) => number, fill: string) =>
    Plot.rect(lines.filter((line) => Math.abs(to(line) - from(line)) > least), {
      x1: from,
      x2: to,
      y1: (line: Line) => lines.indexOf(line) + 0.14,
      y2: (line: Line) => lines.indexOf(line) + 0.86,
      fill,
      title: (line: Line) =>
        `${line.asset}: longs ${usd(long(line))}, shorts ${usd(short(line))}, in all ${
          usd(line.total_usd ?? 0)
        }`,
    });
  const write = (side: -1 | 1, x: (line: Line) => number, text: (line: Line) => string) =>
    Plot.text(lines, {
      x,
      y: (_: Line, i: number) => i + 0.5,
      dx: side * font * 0.4,
      text,
      textAnchor: side > 0 ? "start" : "end",
    });
  return {
    x: { axis: null, domain },
    y: { axis: null, domain: [lines.length, 0] },
    marks: [
      ...(last
        ? crossAxis(box, {
          label: "USD liquidated: longs to the left, shorts to the right",
          format: (value) => usdTick(Math.abs(value)),
          ticks: grid,
        })
        : [Plot.gridX(grid, { stroke: theme.grid, strokeOpacity: 1 })]),
      bars(() => 0, (line) => -long(line), theme.long),
      bars(() => 0, short, theme.short),
      bars(short, right, theme.neutral),
      Plot.ruleX([0], { stroke: theme.ink, strokeWidth: 0.8 }),
      write(-1, (line) => -long(line), longLabel),
      write(1, right, shortLabel),
      write(-1, () => domain[0], (line) => line.asset),
    ],
  };
}

/** Room for every bar and the figures at its end. */
function domainOf({ innerWidth, font }: Box, lines: readonly Line[]): [number, number] {
  const down = Math.max(...lines.map(long)), up = Math.max(...lines.map(right));
  const room = (label: (line: Line) => string) =>
    Math.max(...lines.map((line) => textWidth(label(line), font))) + font;
  const left = room(longLabel), beside = room(shortLabel);
  const perPixel = (down + up || 1) / Math.max(innerWidth - left - beside, innerWidth * 0.2);
  return [-down - left * perPixel, up + beside * perPixel];
}

const long = ({ long_usd }: Line) => long_usd ?? 0;
const short = ({ short_usd }: Line) => short_usd ?? 0;
const right = (line: Line) => short(line) + line.unsided;
const hasUnsided = ({ unsided, total_usd }: Line) => unsided > 0.002 * (total_usd ?? 0);
const longLabel = (line: Line) => line.long_usd === null ? "" : usd(long(line));
const shortLabel = (line: Line) =>
  [
    ...(line.short_usd === null ? [] : [usd(short(line))]),
    ...(hasUnsided(line) ? [`${usd(line.unsided)}?`] : []),
  ]
    .join(" + ");

/** "Hyperliquid", "all exchanges", "the ladder on Binance bars". */
function nameOf({ venue, coverage }: WaveSource): string {
  return coverage === "model" ? `the ladder on ${venueName(venue)} bars` : venueName(venue);
}

function verbOf({ venue, coverage }: WaveSource): string {
  return coverage === "model" ? "estimates" : venue === "all" ? "report" : "reports";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
