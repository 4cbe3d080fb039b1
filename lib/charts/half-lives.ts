import * as Plot from "@observablehq/plot";
import type { FundingResetResult } from "../analysis/funding/funding-reset.ts";
import { dateTime } from "../words/dates.ts";
import { fixed, listed } from "../words/numbers.ts";
import { crossAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** A market with its reset, by the name that its row carries. */
export interface NamedReset {
  asset: string;
  result: FundingResetResult;
}

/** One row: half-life and interval in hours, null without a bound. */
interface Life {
  asset: string;
  hours: number | null;
  /** Between two settlements, hours. */
  period: number | null;
  low: number | null;
  high: number | null;
  label: string;
}

/** Two weeks are all that was looked at: longer half-lives are beyond the data. */
const LONGEST = 14 * 24;

/**
 * Half-lives of excess funding after one event, a row for each market: so few settlements say little,
 * and the intervals show how little.
 *
 * @example halfLives([{ asset: "BTC", result }], { subject: "5 assets", source, basis }).title
 */
export function halfLives(markets: readonly NamedReset[], options: ChartOptions): Chart {
  const told = markets.filter(({ result }) => result.phi_corrected !== null);
  if (told.length === 0) {
    return notTestable(
      "half-lives",
      `How fast excess funding of ${options.subject} fades`,
      markets[0]?.result.half_life_note ?? "no funding",
      options,
    );
  }
  const lives = markets.map(lifeOf);
  const at = Date.parse(told[0].result.at);
  const known = lives.flatMap(({ hours }) => hours ?? []);
  const bounded = lives.filter(({ high }) => high !== null).length;
  return drawChart({
    name: "half-lives",
    title: `Half-life of excess funding after ${dateTime(at)} UTC: ${
      known.length === 0
        ? "none that can be told"
        : known.length === 1
        ? hoursText(known[0])
        : `${hoursText(Math.min(...known))} to ${hoursText(Math.max(...known))}`
    }${reach(lives)}`,
    subtitle: `Half-life of funding over the 14 days after the event, hours: first-order ` +
      `autoregression of settlements, bias corrected; 95% interval`,
    alt: lives.map(({ asset, label }) => `${asset}: ${label}`).join("; ") + ".",
    rows: markets.map(({ asset, result }) => ({
      asset,
      pairs: result.pairs,
      period_hours: result.period_hours,
      phi: result.phi,
      phi_corrected: result.phi_corrected,
      half_life_periods: result.half_life_periods,
      low_periods: result.half_life_interval?.[0] ?? null,
      high_periods: result.half_life_interval?.[1] ?? null,
      note: result.half_life_note,
    })),
    legend: (theme) => [
      { mark: "symbol", symbol: "circle", color: theme.second, label: "Half-life" },
      { mark: "line", color: theme.second, width: 2, label: "95% interval" },
      ...(bounded < lives.length
        ? [{
          mark: "symbol" as const,
          symbol: "triangle" as const,
          color: theme.accent,
          label: "No upper end",
        }]
        : []),
    ],
    note: notesOf(lives) || undefined,
    lines: markets.length * 2.6 + 3,
    left: 4,
    panels: [{ axisLines: 2, plot: (box) => panel(box, lives) }],
  }, options);
}

/** How far the intervals go, as the end of a title. */
function reach(lives: readonly Life[]): string {
  const told = lives.filter(({ low }) => low !== null);
  if (told.length === 0) return "";
  const low = Math.min(...told.map((life) => life.low ?? 0));
  const high = Math.max(...told.map((life) => life.high ?? Infinity));
  return `; 95% ${told.length === 1 ? "interval" : "intervals"} from ${hoursText(low)} to ${
    high < Infinity ? hoursText(high) : "no end"
  }`;
}

function notesOf(lives: readonly Life[]): string {
  const fast = lives.filter(({ hours, period }) => hours !== null && hours < (period ?? 0));
  return [
    ...(fast.length > 0
      ? [`Faster than one settlement: ${listed(fast.map(({ asset }) => asset))}.`]
      : []),
    ...(lives.some(({ low }) => low === 0)
      ? [
        "An interval from 0 h: within the error the excess flips or is gone at the next " +
        "settlement, so that there is no fading to time.",
      ]
      : []),
  ].join(" ");
}

function panel(box: Box, lives: readonly Life[]): Plot.PlotOptions {
  const { theme, font } = box;
  const ends = lives.flatMap(({ hours, high }) => [hours ?? 0, high ?? 0]);
  const open = lives.some(({ low, high }) => low !== null && high === null);
  const longest = Math.min(LONGEST, Math.max(24, ...ends) * (open ? 1.5 : 1.1));
  const row = (_: Life, i: number) => i + 0.62;
  const capped = (value: number | null) => Math.min(longest, value ?? longest);
  const shown = lives.map((life, i) => ({ ...life, y: i + 0.68 }));
  return {
    x: { axis: null, domain: [0, longest] },
    y: { axis: null, domain: [lives.length, 0] },
    marks: [
      ...crossAxis(box, { label: "Hours until half of the excess is gone", format: fixed }),
      Plot.text(lives, {
        x: 0,
        y: row,
        dx: -font * 0.6,
        textAnchor: "end",
        text: "asset",
        fill: theme.ink,
      }),
      Plot.ruleY(shown.filter(({ low }) => low !== null), {
        x1: (life: Life) => capped(life.low),
        x2: (life: Life) => capped(life.high),
        y: "y",
        stroke: theme.second,
        strokeWidth: 2.2,
      }),
      Plot.dot(shown.filter(({ low, high }) => low !== null && (high ?? Infinity) > longest), {
        x: longest,
        y: "y",
        symbol: "triangle",
        rotate: 90,
        r: font * 0.36,
        fill: theme.accent,
      }),
      Plot.dot(shown.filter(({ hours }) => hours !== null && hours <= longest), {
        x: "hours",
        y: "y",
        r: font * 0.38,
        fill: theme.second,
        stroke: theme.background,
        title: ({ asset, label }: Life) => `${asset}: ${label}`,
      }),
      Plot.text(shown, {
        x: 0,
        y: "y",
        dx: font * 0.3,
        dy: -font * 0.95,
        textAnchor: "start",
        text: "label",
        fill: theme.muted,
      }),
    ],
  };
}

function lifeOf({ asset, result }: NamedReset): Life {
  const { half_life_periods, half_life_interval, period_hours, half_life_note, pairs } = result;
  const period = period_hours ?? NaN;
  const scaled = (value: number | null | undefined) =>
    value === null || value === undefined || Number.isNaN(period) ? null : value * period;
  const hours = scaled(half_life_periods);
  const low = scaled(half_life_interval?.[0]), high = scaled(half_life_interval?.[1]);
  const sure = half_life_interval === null
    ? ""
    : ` (${fixed(low ?? 0, 1)} to ${high === null ? "no end" : fixed(high, 1)})`;
  const size = hours === null ? half_life_note ?? "not known" : `${fixed(hours, 1)} h`;
  return {
    asset,
    hours,
    period: period_hours,
    low,
    high,
    label: `${size}${sure}, ${fixed(pairs)} pairs`,
  };
}

function hoursText(hours: number): string {
  return `${fixed(hours, 1)} h`;
}
