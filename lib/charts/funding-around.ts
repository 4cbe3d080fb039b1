import * as Plot from "@observablehq/plot";
import { RESET_RULES } from "../analysis/funding/funding-excess.ts";
import type { FundingResetResult } from "../analysis/funding/funding-reset.ts";
import { HOUR } from "../tables/time.ts";
import { dateTime, duration, span } from "../words/dates.ts";
import { basisPoints, fixed, rateTick } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** What funding is compared with, in 8-hour terms. */
interface Lines {
  at: number;
  neutral: number;
  e0: number;
  /** Distance from neutral below which a week's median says nothing. */
  noise: number;
  /** When the excess was gone, ms. */
  reset: number | null;
}

/**
 * Funding around an event: what was usual, how much excess there was before it, and when it was gone.
 *
 * @example fundingAround(result, { subject: "BTC", source, basis: "reported" }).title
 */
export function fundingAround(result: FundingResetResult, options: ChartOptions): Chart {
  const { path, neutral, e0, noise } = result;
  const at = Date.parse(result.at);
  if (path.length === 0 || neutral === null || e0 === null || noise === null) {
    return notTestable(
      "funding-around",
      `What ${options.subject} funding did around ${dateTime(at)} UTC`,
      result.not_testable ?? "there is no funding around it",
      options,
    );
  }
  const hours = result.time_to_reset_hours;
  const lines: Lines = {
    at,
    neutral,
    e0,
    noise: RESET_RULES.noise_multiple * noise,
    reset: hours === null ? null : at + hours * HOUR,
  };
  const from = Date.parse(path[0].time), to = Date.parse(path[path.length - 1].time);
  return drawChart({
    name: "funding-around",
    title: title(result, e0, options.subject),
    subtitle: `Funding per 8 hours, basis points (0.01%), at each settlement, ${span(from, to)}. ` +
      `Neutral: median of the half-year before. Grey: where the median of a week cannot be told ` +
      `from it`,
    alt: `Funding of ${options.subject} from ${span(from, to)}; event at ${dateTime(at)} UTC. ` +
      `Neutral ${basisPoints(neutral)}, excess before the event ${basisPoints(e0)}, noise ` +
      `${basisPoints(noise)}. ${title(result, e0, options.subject)}.`,
    rows: path.map(({ time, hours, rate_8h, excess }) => ({
      time,
      hours,
      rate_8h,
      excess,
      neutral,
      e0,
      noise,
    })),
    legend: (theme) => [
      { mark: "line", color: theme.second, width: 1.8, label: "Funding" },
      { mark: "line", color: theme.ink, dash: "4,3", label: `Neutral, ${basisPoints(neutral)}` },
      { mark: "area", color: theme.shade, label: "Noise of a week's median" },
      {
        mark: "line",
        color: theme.bandEdge,
        width: 2.5,
        label: `Week before, median ${basisPoints(neutral + e0)}`,
      },
      { mark: "line", color: theme.accent, width: 2, label: "Event" },
      ...(hours === null ? [] : [{
        mark: "symbol" as const,
        symbol: "diamond" as const,
        color: theme.accent,
        label: `Reset after ${duration(hours)}`,
      }]),
    ],
    panels: [{
      label: "Funding, basis points per 8 hours",
      axisLines: 2,
      plot: (box) => panel(box, result, lines, from, to),
    }],
  }, options);
}

function panel(
  box: Box,
  { path }: FundingResetResult,
  { at, neutral, e0, noise, reset }: Lines,
  from: number,
  to: number,
): Plot.PlotOptions {
  const { theme, font } = box;
  const time = (point: { time: string }) => Date.parse(point.time);
  const rates = path.map((point) => point.rate_8h);
  const values = [...rates, neutral + noise, neutral - noise, 0];
  const low = Math.min(...values), high = Math.max(...values);
  const room = (high - low) * 0.06;
  const settled = path.filter((point) => time(point) === reset);
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [low - room, high + room] },
    marks: [
      Plot.rect([0], { y1: neutral - noise, y2: neutral + noise, fill: theme.shade }),
      ...valueAxis(box, { format: rateTick(high - low) }),
      ...timeAxis(box, from, to),
      Plot.ruleY([0], { stroke: theme.muted, strokeWidth: 0.8 }),
      Plot.ruleY([neutral], { stroke: theme.ink, strokeWidth: 1.5, strokeDasharray: "4,3" }),
      Plot.ruleY([neutral + e0], {
        x1: from,
        x2: at,
        stroke: theme.bandEdge,
        strokeWidth: 2.5,
      }),
      Plot.ruleX([at], { stroke: theme.accent, strokeWidth: 2 }),
      Plot.lineY(path, { x: time, y: "rate_8h", stroke: theme.second, strokeWidth: 1.8 }),
      Plot.dot(path, {
        x: time,
        y: "rate_8h",
        r: font * 0.19,
        fill: theme.second,
        title: (point: { time: string; rate_8h: number; rate_yearly: number }) =>
          `${dateTime(time(point))} UTC\n${basisPoints(point.rate_8h)} per 8 hours, ` +
          `${fixed(point.rate_yearly * 100, 1)}% a year`,
      }),
      Plot.dot(settled, {
        x: time,
        y: "rate_8h",
        symbol: "diamond",
        r: font * 0.55,
        fill: theme.accent,
        stroke: theme.background,
      }),
    ],
  };
}

function title(result: FundingResetResult, e0: number, subject: string): string {
  const { crowding, outcome, time_to_reset_hours: hours } = result;
  const size = basisPoints(Math.abs(e0));
  const event = `${dateTime(Date.parse(result.at))} UTC`;
  if (crowding === "none" || crowding === null) {
    return `${subject} funding had nothing to reset at ${event}: its week before lay ${size} ${
      e0 < 0 ? "below" : "above"
    } neutral, within noise`;
  }
  const before = `${subject} funding lay ${size} ${
    crowding === "long" ? "above" : "below"
  } neutral in the week before ${event}; `;
  if (outcome === "reset" && hours !== null) {
    return `${before}the excess was gone after ${duration(hours)}`;
  }
  return outcome === "not reset"
    ? `${before}the excess was not gone within ${RESET_RULES.horizon_days} days`
    : `${before}whether the excess went is unknown, because settlements are missing`;
}
