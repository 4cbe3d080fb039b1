import * as Plot from "@observablehq/plot";
import { ticks } from "d3-array";
import type { WaveBar, WaveOverTime } from "../analysis/wave/wave-over-time.ts";
import { MINUTE } from "../tables/time.ts";
import { dateTime, span } from "../words/dates.ts";
import { percent, price, usd, usdTick } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { barLength } from "./parts/bar-length.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { mirroredDomain, mirroredLegend, mirroredMarks } from "./parts/mirrored.ts";
import { notTestable } from "./not-testable.ts";

/** What stands beside the wave: whose price, and the event that is marked. */
export interface WaveChartOptions extends ChartOptions {
  /** Asset whose price is drawn. */
  priceOf: string;
  /** Event, ms; marked where it lies in the window. */
  at?: number;
}

/**
 * Liquidations of a window by side, longs hanging and shorts standing, below the price.
 *
 * @example liquidationsAndPrice(wave, { subject: "5 assets", priceOf: "BTC", source, basis })
 */
export function liquidationsAndPrice(wave: WaveOverTime, options: WaveChartOptions): Chart {
  const from = Date.parse(wave.from), to = Date.parse(wave.to);
  const { largest, total_usd: total } = wave;
  if (wave.not_testable || largest === null) {
    return notTestable(
      "liquidations-and-price",
      `What was liquidated from ${span(from, to)}`,
      wave.not_testable ?? "nothing was liquidated in this window",
      options,
    );
  }
  const step = wave.interval_minutes * MINUTE;
  const length = barLength(wave.interval_minutes);
  const priced = wave.bars.filter((bar) => bar.price !== null);
  const prices = priced.map((bar) => bar.price!);
  const at = options.at !== undefined && options.at >= from && options.at < to ? options.at : null;
  const sides = wave.long_usd + wave.short_usd;
  const title = sides > 0
    ? `${usd(total)} liquidated in ${options.subject}, ${
      percent(wave.long_usd / sides, 0)
    } of it longs; most within ${length} was ${usd(largest.total_usd)} from ${
      dateTime(Date.parse(largest.time))
    }`
    : `${usd(total)} liquidated in ${options.subject}, sides unknown`;
  return drawChart({
    name: "liquidations-and-price",
    title,
    subtitle: `Liquidated positions, USD per ${length}, of ${wave.assets.join(", ")}` +
      (priced.length > 0 ? `; above, the price of ${options.priceOf}` : "") + `. ${span(from, to)}`,
    alt: `Liquidations by side from ${span(from, to)}: longs ${usd(wave.long_usd)}, shorts ${
      usd(wave.short_usd)
    }. ${title}.`,
    rows: wave.bars.map((bar) => ({ ...bar })),
    legend: (theme) => [
      ...mirroredLegend(theme),
      ...(priced.length > 0
        ? [{ mark: "line" as const, color: theme.ink, label: `${options.priceOf} price` }]
        : []),
      ...(at === null ? [] : [{
        mark: "line" as const,
        color: theme.bandEdge,
        width: 2,
        dash: "5,3",
        label: "Event",
      }]),
    ],
    note: total - sides > 0.005 * total
      ? `Not drawn: ${usd(total - sides)} whose side is not known.`
      : undefined,
    tall: 1.15,
    panels: [
      ...(priced.length > 0
        ? [{
          label: `${options.priceOf} price, quote currency`,
          plot: (box: Box) => ({
            x: timeScale(from, to),
            y: { axis: null, ...padded(prices) },
            marks: [
              ...valueAxis(box, { format: price, ticks: ticksOf(box, prices) }),
              ...timeAxis(box, from, to, false),
              ...eventMark(at, box.theme.bandEdge),
              Plot.lineY(wave.bars, {
                x: (bar: WaveBar) => Date.parse(bar.time) + step,
                y: "price",
                stroke: box.theme.ink,
                strokeWidth: box.font / 9,
              }),
            ],
          }),
        }]
        : []),
      {
        label: `Liquidated, USD per ${length}`,
        weight: 1.3,
        axisLines: 2,
        plot: (box) => ({
          x: timeScale(from, to),
          y: { axis: null, domain: mirroredDomain(wave.bars) },
          marks: [
            ...valueAxis(box, { format: (value) => usdTick(Math.abs(value)) }),
            ...timeAxis(box, from, to),
            ...eventMark(at, box.theme.bandEdge),
            ...mirroredMarks(box, wave.bars, step, [from, to]),
          ],
        }),
      },
    ],
  }, options);
}

function eventMark(at: number | null, stroke: string): Plot.Markish[] {
  return at === null ? [] : [Plot.ruleX([at], { stroke, strokeWidth: 2, strokeDasharray: "5,3" })];
}

/** At least two labels: one alone gives no scale. */
function ticksOf({ innerHeight, font }: Box, values: readonly number[]): number[] {
  const [low, high] = padded(values).domain;
  const most = Math.max(2, Math.round(innerHeight / (font * 3.5)));
  const few = ticks(low, high, most);
  return few.length > 1 ? few : ticks(low, high, most + 2);
}

/** Domain of some values with room above and below. */
function padded(values: readonly number[]): { domain: [number, number] } {
  const low = values.reduce((a, b) => Math.min(a, b)),
    high = values.reduce((a, b) => Math.max(a, b));
  const room = (high - low || high) * 0.06;
  return { domain: [low - room, high + room] };
}
