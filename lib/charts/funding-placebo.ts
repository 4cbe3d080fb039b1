import * as Plot from "@observablehq/plot";
import { RESET_RULES } from "../analysis/funding/funding-excess.ts";
import { PLACEBO_RULES } from "../analysis/funding/funding-placebo.ts";
import type { FundingResetResult } from "../analysis/funding/funding-reset.ts";
import { date, dateTime, duration } from "../words/dates.ts";
import { count, percent, percentTick } from "../words/numbers.ts";
import { crossAxis, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** Days after the event in which a reset is sought: the right end of the chart. */
const HORIZON_HOURS = RESET_RULES.horizon_days * 24;

/** Placebos that had reset by some hour. */
interface Step {
  hours: number;
  share: number;
  dates: string[];
}

/**
 * How soon funding came back after the event, among times of like excess at which nothing happened:
 * funding comes back by itself, so only the comparison says something about the event.
 *
 * @example fundingPlacebo(result, { subject: "BTC", source, basis: "reported" }).title
 */
export function fundingPlacebo(result: FundingResetResult, options: ChartOptions): Chart {
  const { placebo, outcome, time_to_reset_hours: hours } = result;
  const at = Date.parse(result.at);
  if (placebo === null || placebo.n < PLACEBO_RULES.fewest) {
    const reason = result.not_testable ??
      (outcome === "nothing to reset"
        ? "there was nothing to reset: funding lay within noise of neutral before the event"
        : `only ${count(placebo?.n ?? 0, "other time")} had a like excess`);
    return notTestable(
      "funding-placebo",
      `Did ${options.subject} funding come back sooner than without an event?`,
      reason,
      options,
    );
  }
  const rate = placebo.reset / placebo.n;
  const [low, high] = placebo.reset_rate_interval;
  const steps = cumulated(placebo.times);
  return drawChart({
    name: "funding-placebo",
    title: title(result, placebo, options.subject),
    subtitle: `Share of placebos whose funding was back, by hours. Placebos: times of the same ` +
      `series at least 7 days from any cascade, with an excess within ${
        percent(placebo.tolerance, 0)
      } of the event's`,
    alt: `Of ${count(placebo.n, "placebo")}, ${placebo.reset} were back within 14 days` +
      `${
        placebo.median_hours === null
          ? ""
          : `, half of them after ${duration(placebo.median_hours)}`
      }; the event ${hours === null ? "has no time to reset" : `after ${duration(hours)}`}.`,
    rows: [
      ...placebo.times.map((time) => ({ layer: "placebo", ...time })),
      { layer: "event", at: result.at, hours },
    ],
    legend: (theme) => [
      { mark: "line", color: theme.second, width: 2, label: "Placebos that were back" },
      ...(hours === null ? [] : [{
        mark: "line" as const,
        color: theme.accent,
        width: 3,
        label: `Event, ${duration(hours)}`,
      }]),
      {
        mark: "line",
        color: theme.ink,
        dash: "4,3",
        label: `Back within 14 days, ${percent(rate, 0)}`,
      },
    ],
    note:
      `Neighbouring days are nearly one observation: the placebos come from ${
        count(placebo.episodes, "episode")
      }, so 95% of the reset rate is ${percent(low, 0)} to ${percent(high, 0)}.` +
      (placebo.widened ? " Few were alike, so the tolerance was widened." : ""),
    panels: [{
      label: "Placebos that were back",
      axisLines: 2,
      plot: (box) => panel(box, steps, rate, hours, at),
    }],
  }, options);
}

function panel(
  box: Box,
  steps: Step[],
  rate: number,
  hours: number | null,
  at: number,
): Plot.PlotOptions {
  const { theme, font } = box;
  const line = [{ hours: 0, share: 0 }, ...steps, { hours: HORIZON_HOURS, share: rate }];
  const days = box.narrow ? [0, 4, 8, 12] : [0, 2, 4, 6, 8, 10, 12, 14];
  return {
    x: { axis: null, domain: [0, HORIZON_HOURS] },
    y: { axis: null, domain: [0, 1] },
    marks: [
      ...valueAxis(box, { format: percentTick, ticks: [0, 0.25, 0.5, 0.75, 1] }),
      ...crossAxis(box, {
        label: "Days after the event",
        ticks: days.map((day) => day * 24),
        format: (value) => String(value / 24),
      }),
      Plot.ruleY([rate], { stroke: theme.ink, strokeDasharray: "4,3" }),
      Plot.lineY(line, {
        x: "hours",
        y: "share",
        curve: "step-after",
        stroke: theme.second,
        strokeWidth: 2,
      }),
      Plot.dot(steps, {
        x: "hours",
        y: "share",
        r: font * 0.18,
        fill: theme.second,
        title: ({ hours, share, dates }: Step) =>
          `${duration(hours)}: ${percent(share, 0)} of the placebos were back\n${
            dates.map((time) => date(Date.parse(time))).join(", ")
          }`,
      }),
      ...(hours === null ? [] : [
        Plot.ruleX([hours], {
          stroke: theme.accent,
          strokeWidth: font / 5,
          title: () => `event of ${dateTime(at)} UTC: ${duration(hours)}`,
        }),
      ]),
    ],
  };
}

function title(
  { outcome, time_to_reset_hours: hours, placebo_percentile: percentile }: FundingResetResult,
  { n, reset, times }: NonNullable<FundingResetResult["placebo"]>,
  subject: string,
): string {
  const without = `${percent(reset / n, 0)} of ${count(n, "like case")}`;
  if (outcome === "unknown") {
    return `When ${subject} funding came back is unknown; without an event it did in ${without}`;
  }
  if (hours === null || percentile === null) {
    return `${subject} funding was not back within 14 days; without an event it was in ${without}`;
  }
  // Settlements are hours apart, so many cases take just as long: neither sooner nor later.
  const longer = times.filter((other) => other.hours === null || other.hours > hours).length;
  const asLong = times.filter((other) => other.hours === hours).length;
  return `${subject} funding was back ${duration(hours)} after the event; of ` +
    `${count(n, "like case")} without one ${percent(longer / n, 0)} took longer` +
    (asLong > 0 ? `, ${percent(asLong / n, 0)} as long` : "");
}

function cumulated(times: readonly { at: string; hours: number | null }[]): Step[] {
  const steps: Step[] = [];
  const back = times.flatMap(({ at, hours }) => hours === null ? [] : [{ at, hours }]);
  back.sort((a, b) => a.hours - b.hours).forEach(({ at, hours }, i) => {
    let step = steps[steps.length - 1];
    if (step?.hours !== hours) steps.push(step = { hours, share: 0, dates: [] });
    step.dates.push(at);
    step.share = (i + 1) / times.length;
  });
  return steps;
}
