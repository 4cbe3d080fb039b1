import * as Plot from "@observablehq/plot";
import type { FundingDay, FundingDays } from "../analysis/funding/funding-days.ts";
import { type Crowding, RESET_RULES } from "../analysis/funding/funding-excess.ts";
import type { FundingResetResult } from "../analysis/funding/funding-reset.ts";
import { DAY } from "../tables/time.ts";
import { dateTime, span } from "../words/dates.ts";
import { count, fixed, listed } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import type { Theme } from "./theme.ts";

/** A market with its event, and every midnight taken as if it were one. */
export interface NamedResetDays {
  asset: string;
  result: FundingResetResult;
  own: FundingDays;
}

/** Multiples of the noise beyond this are cut: funding can sit at one value for weeks. */
const FURTHEST = 8;
const MOST_PANELS = 5;
const ON_A_SLIDE = 2;

/**
 * When there was something to reset: on each day the excess of the week before as a multiple of its
 * noise. Within twice the noise nobody crowded, and no event could reset anything.
 *
 * @example resetDays([{ asset: "BTC", result, own }], { subject: "BTC", source, basis }).title
 */
export function resetDays(markets: readonly NamedResetDays[], options: ChartOptions): Chart {
  const most = options.size === "slide" ? ON_A_SLIDE : MOST_PANELS;
  const shown = markets.filter(({ own }) => own.days.length > 0).slice(0, most);
  if (shown.length === 0) {
    return notTestable(
      "reset-days",
      `When there was something to reset in ${options.subject}`,
      markets[0]?.own.not_testable ?? "no market",
      options,
    );
  }
  const times = shown.flatMap(({ own }) => own.days.map(({ date }) => Date.parse(date)));
  const at = Date.parse(shown[0].result.at);
  const from = Math.min(at, times.reduce((a, b) => Math.min(a, b)));
  const to = Math.max(at, times.reduce((a, b) => Math.max(a, b))) + DAY;
  const hidden = markets.length - shown.length;
  return drawChart({
    name: "reset-days",
    title: title(markets, at),
    subtitle: `Excess funding of the week before each midnight as a multiple of its noise, ${
      span(from, to)
    }; within ±${RESET_RULES.noise_multiple} (dashed) there is nothing to reset`,
    alt: `${title(markets, at)}. ${
      shown.map(({ asset, own }) =>
        `${asset}: longs crowded on ${fixed(crowded(own, "long"))}, shorts on ${
          fixed(crowded(own, "short"))
        } of ${count(own.days.length, "day")}`
      ).join("; ")
    }.`,
    rows: shown.flatMap(({ asset, own }) =>
      own.days.map(({ date, e0, noise, crowding, outcome }) => ({
        asset,
        date,
        excess: e0,
        noise,
        multiple: e0 / noise,
        crowding,
        outcome,
      }))
    ),
    legend: (theme) => [
      { mark: "area", color: lookOf("long", theme), label: "Longs crowded (up)" },
      { mark: "area", color: lookOf("short", theme), label: "Shorts crowded (down)" },
      { mark: "area", color: lookOf("none", theme), label: "Nothing to reset" },
      { mark: "line", color: theme.ink, width: 2, label: "Event" },
    ],
    note: `Cut at ±${FURTHEST}.${
      hidden > 0
        ? ` Shown: the first ${fixed(shown.length)} of ${count(markets.length, "market")}.`
        : ""
    }`,
    tall: 0.3 + 0.2 * shown.length,
    panels: shown.map(({ asset, own }, i) => ({
      label: `${asset}: longs crowded on ${fixed(crowded(own, "long"))}, shorts on ${
        fixed(crowded(own, "short"))
      } of ${count(own.days.length, "day")}`,
      axisLines: i === shown.length - 1 ? 2 : 0,
      plot: (box) => panel(box, own, { from, to, at, last: i === shown.length - 1 }),
    })),
  }, options);
}

function panel(
  box: Box,
  { days }: FundingDays,
  { from, to, at, last }: { from: number; to: number; at: number; last: boolean },
): Plot.PlotOptions {
  const { theme } = box;
  const edge = RESET_RULES.noise_multiple;
  const time = ({ date }: FundingDay) => Date.parse(date);
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [-FURTHEST, FURTHEST] },
    marks: [
      ...valueAxis(box, { ticks: [-FURTHEST, 0, FURTHEST], format: (value) => fixed(value) }),
      ...timeAxis(box, from, to, last),
      Plot.rect(days, {
        x1: time,
        x2: (day: FundingDay) => time(day) + DAY,
        y1: 0,
        y2: ({ e0, noise }: FundingDay) => Math.max(-FURTHEST, Math.min(FURTHEST, e0 / noise)),
        fill: ({ crowding }: FundingDay) => lookOf(crowding, theme),
      }),
      Plot.ruleY([-edge, edge], { stroke: theme.muted, strokeWidth: 0.8, strokeDasharray: "3,3" }),
      Plot.ruleY([0], { stroke: theme.ink, strokeWidth: 0.8 }),
      Plot.ruleX([at], { stroke: theme.ink, strokeWidth: 2 }),
    ],
  };
}

function lookOf(crowding: Crowding, theme: Theme): string {
  return crowding === "long" ? theme.long : crowding === "short" ? theme.short : theme.shade;
}

function crowded({ days }: FundingDays, crowding: Crowding): number {
  return days.filter((day) => day.crowding === crowding).length;
}

/** What there was to reset at the event, said plainly. */
function title(markets: readonly NamedResetDays[], at: number): string {
  const named = (crowding: Crowding | null) =>
    listed(markets.filter(({ result }) => result.crowding === crowding).map(({ asset }) => asset));
  const none = named("none"), long = named("long"), short = named("short"), unknown = named(null);
  return `At ${dateTime(at)} UTC ${
    [
      none && `there was nothing to reset in ${none}`,
      long && `longs had crowded in ${long}`,
      short && `shorts had crowded in ${short}`,
      unknown && `whether there was anything to reset in ${unknown} cannot be told`,
    ].filter(Boolean).join("; ")
  }`;
}
