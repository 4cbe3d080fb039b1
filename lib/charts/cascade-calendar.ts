import * as Plot from "@observablehq/plot";
import type { Cascade } from "../analysis/cascades/cascades.ts";
import type { MacroCalendar } from "../analysis/cascades/macro-calendar.ts";
import { DAY } from "../tables/time.ts";
import { dateTime, duration, month } from "../words/dates.ts";
import { count, fixed, percent, probability, usd } from "../words/numbers.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** Months that fit on a page; the last ones are shown. */
const MOST_MONTHS = 18;
const ON_A_SLIDE = 9;

/** The span looked at, and the event that is marked. */
export interface CalendarOptions extends ChartOptions {
  from: number;
  to: number;
  /** Event, ms. */
  at?: number;
}

/** A place in the calendar: its row from the top, and the day of the month with its fraction. */
interface Place {
  row: number;
  day: number;
}

/**
 * The year's cascades as a calendar, a line for each month: larger symbols for more severe ones,
 * triangles that point the way price went. Macro events stand as ticks below the line.
 *
 * @param macro the test of cascades against the events, of `macroCalendar`
 * @example cascadeCalendar(cascades, macro, { subject: "5 assets", source, basis, from, to })
 */
export function cascadeCalendar(
  cascades: readonly Cascade[],
  macro: MacroCalendar,
  options: CalendarOptions,
): Chart {
  const within = (time: string) =>
    Date.parse(time) >= options.from && Date.parse(time) < options.to;
  const all = cascades.filter(({ start }) => within(start));
  if (all.length === 0) {
    return notTestable(
      "cascade-calendar",
      `Cascades of ${options.subject}`,
      "no cascade was found in this time",
      options,
    );
  }
  const most = options.size === "slide" ? ON_A_SLIDE : MOST_MONTHS;
  const last = monthOf(options.to - 1);
  const first = Math.max(monthOf(options.from), last - most + 1);
  const months = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const shown = all.filter(({ start }) => monthOf(Date.parse(start)) >= first);
  const events = macro.calendar.filter(({ time }) => monthOf(Date.parse(time)) >= first);
  const worst = all.reduce((a, b) => a.normal_days >= b.normal_days ? a : b);
  const test = macro.expected === null || macro.p_more === null
    ? `macro events not testable: ${macro.not_testable}`
    : `${macro.near} within ${macro.within_hours} h of a macro event, ${
      fixed(macro.expected, 1)
    } expected by chance (${probability(macro.p_more)})`;
  return drawChart({
    name: "cascade-calendar",
    title: `${count(all.length, "cascade")}, the most severe on ${
      dateTime(Date.parse(worst.start))
    } with ${fixed(worst.normal_days, 1)} days' liquidations in ${duration(worst.hours)}`,
    subtitle:
      `Cascades of ${options.subject} by their start, UTC; area: severity in days of normal ` +
      `liquidations; ${test}`,
    alt: `${count(all.length, "cascade")} by day. The most severe: ${
      all.toSorted((a, b) => b.normal_days - a.normal_days).slice(0, 5)
        .map((one) => `${dateTime(Date.parse(one.start))} (${usd(one.total_usd)})`).join(", ")
    }; ${test}.`,
    rows: [
      ...all.map((one) => ({
        layer: "cascade",
        time: one.start,
        name: null,
        normal_days: one.normal_days,
        total_usd: one.total_usd,
        long_share: one.long_share,
        hours: one.hours,
      })),
      ...macro.calendar.map(({ time, name, hours }) => ({
        layer: "macro event",
        time,
        name,
        normal_days: null,
        total_usd: null,
        long_share: null,
        hours,
      })),
    ],
    legend: (theme) => [
      { mark: "symbol", symbol: "triangle-down", color: theme.long, label: "Mostly longs" },
      { mark: "symbol", symbol: "triangle", color: theme.short, label: "Mostly shorts" },
      ...(shown.some(({ long_share }) => long_share === null)
        ? [{
          mark: "symbol" as const,
          symbol: "circle" as const,
          color: theme.neutral,
          label: "Sides unknown",
        }]
        : []),
      ...(events.length > 0
        ? [{
          mark: "symbol" as const,
          symbol: "square" as const,
          hollow: true,
          color: theme.ink,
          label: "Macro event",
        }]
        : []),
      ...(options.at !== undefined
        ? [{ mark: "area" as const, color: theme.band, edge: theme.bandEdge, label: "Event" }]
        : []),
    ],
    note: first > monthOf(options.from) ? `Shown: the last ${months.length} months.` : undefined,
    lines: months.length * 2.1 + 3,
    left: 6,
    panels: [{ axisLines: 1, plot: (box) => panel(box, months, shown, events, options.at) }],
  }, options);
}

function panel(
  box: Box,
  months: number[],
  cascades: readonly Cascade[],
  events: MacroCalendar["calendar"],
  at: number | undefined,
): Plot.PlotOptions {
  const { theme, font } = box;
  const place = (time: number): Place => ({
    row: monthOf(time) - months[0],
    day: (time - monthStart(monthOf(time))) / DAY + 1,
  });
  // The largest first, so that none hides a smaller one.
  const placed = cascades.toSorted((a, b) => b.normal_days - a.normal_days).map((cascade) => ({
    cascade,
    ...place(Date.parse(cascade.start)),
  }));
  const most = Math.max(...cascades.map(({ normal_days }) => normal_days));
  const largest = Math.min(font * 0.85, box.innerHeight / months.length * 0.45);
  const kinds = [
    { kind: "long", fill: theme.long, symbol: "triangle" as const, rotate: 180 },
    { kind: "short", fill: theme.short, symbol: "triangle" as const, rotate: 0 },
    { kind: "unknown", fill: theme.neutral, symbol: "circle" as const, rotate: 0 },
  ];
  const days = months.map((number, row) => ({
    row,
    end: (monthStart(number + 1) - monthStart(number)) / DAY + 1,
  }));
  const event = at === undefined
    ? []
    : [place(at)].filter(({ row }) => row >= 0 && row < months.length);
  return {
    x: { axis: null, domain: [1, 32] },
    y: { axis: null, domain: [months.length, 0] },
    marks: [
      Plot.rect(event, {
        x1: ({ day }: Place) => Math.floor(day),
        x2: ({ day }: Place) => Math.floor(day) + 1,
        y1: "row",
        y2: ({ row }: Place) => row + 1,
        fill: theme.band,
        stroke: theme.bandEdge,
      }),
      Plot.ruleY(days, {
        x1: 1,
        x2: "end",
        y: ({ row }: { row: number }) => row + 0.5,
        stroke: theme.grid,
        strokeWidth: 1.2,
      }),
      Plot.axisX(box.narrow ? [1, 10, 20, 30] : [1, 5, 10, 15, 20, 25, 30], {
        label: null,
        tickSize: 3,
        stroke: theme.muted,
        fill: theme.ink,
        text: (day: number) => String(day),
        dx: box.innerWidth / 62,
      }),
      Plot.text(months, {
        x: 1,
        y: (_: number, i: number) => i + 0.5,
        dx: -font * 0.6,
        textAnchor: "end",
        text: (number: number, i: number) => monthLabel(number, i === 0),
      }),
      Plot.dot(
        events.map(({ time, name, importance }) => ({
          name,
          importance,
          ...place(Date.parse(time)),
        })),
        {
          x: "day",
          y: ({ row }: Place) => row + 0.5,
          symbol: "square",
          r: font * 0.42,
          stroke: theme.ink,
          strokeWidth: 1.3,
          fill: "none",
          title: ({ name, importance }: { name: string; importance: string }) =>
            `${name} (${importance})`,
        },
      ),
      ...kinds.map(({ kind, fill, symbol, rotate }) =>
        Plot.dot(placed.filter(({ cascade }) => kindOf(cascade) === kind), {
          x: "day",
          y: ({ row }: Place) => row + 0.5,
          symbol,
          rotate,
          r: ({ cascade }: { cascade: Cascade }) =>
            Math.max(font * 0.2, largest * Math.sqrt(cascade.normal_days / most)),
          fill,
          stroke: theme.background,
          strokeWidth: 0.6,
          title: ({ cascade }: { cascade: Cascade }) =>
            `${dateTime(Date.parse(cascade.start))} UTC\n${usd(cascade.total_usd)}, ${
              fixed(cascade.normal_days, 2)
            } days of normal` +
            (cascade.long_share === null ? "" : `\n${percent(cascade.long_share, 0)} longs`),
        })
      ),
    ],
    r: { type: "identity" },
  };
}

function kindOf({ long_share }: Cascade): "long" | "short" | "unknown" {
  return long_share === null ? "unknown" : long_share >= 0.5 ? "long" : "short";
}

/** Months since year 0, UTC. */
function monthOf(time: number): number {
  const day = new Date(time);
  return day.getUTCFullYear() * 12 + day.getUTCMonth();
}

function monthStart(number: number): number {
  return Date.UTC(Math.floor(number / 12), number % 12, 1);
}

/** "Dec", with its year where one begins. */
function monthLabel(number: number, first: boolean): string {
  const name = month(monthStart(number));
  return first || number % 12 === 0 ? `${name} ${Math.floor(number / 12)}` : name;
}
