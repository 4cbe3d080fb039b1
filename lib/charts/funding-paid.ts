import * as Plot from "@observablehq/plot";
import type { FundingPaid, FundingPayment } from "../analysis/funding/funding-paid.ts";
import { HOUR } from "../tables/time.ts";
import { venueName } from "../tables/venue-name.ts";
import { dateTime, span } from "../words/dates.ts";
import { fixed, listed, percent, usd, usdTick } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import { MOST_SERIES, seriesLook } from "./parts/series-look.ts";

/** Below this share of settlements with open interest a sum says in the title what it leaves out. */
const COUNTED = 0.95;

/** A market with what its longs paid, and the venue that they paid on. */
export interface NamedPaid {
  asset: string;
  paid: FundingPaid;
  paidVenue: string;
}

/**
 * What longs paid in funding before an event, summed up settlement by settlement in USD.
 *
 * @example fundingPaidChart([{ asset: "BTC", paid, paidVenue: "binance" }], { subject: "BTC", source, basis }).title
 */
export function fundingPaidChart(markets: readonly NamedPaid[], options: ChartOptions): Chart {
  const known = markets.filter(({ paid }) => paid.payments.length > 0).slice(0, MOST_SERIES);
  if (known.length === 0) {
    return notTestable(
      "funding-paid",
      `What longs of ${options.subject} paid in funding before the event`,
      markets[0]?.paid.not_testable ?? "no market",
      options,
    );
  }
  const at = Date.parse(known[0].paid.at);
  const times = known.flatMap(({ paid }) => paid.payments.map(({ time }) => Date.parse(time)));
  const from = times.reduce((a, b) => Math.min(a, b));
  const { days } = known[0].paid;
  const partly = known.flatMap(({ asset, paid }) =>
    paid.settlements_with_oi < paid.settlements
      ? [`${asset} ${fixed(paid.settlements_with_oi)} of ${fixed(paid.settlements)}`]
      : []
  );
  const venues = [...new Set(known.map(({ paidVenue }) => venueName(paidVenue)))];
  // Where venues differ each market says its own.
  const name = ({ asset, paidVenue }: NamedPaid) =>
    venues.length === 1 ? asset : `${asset} (${venueName(paidVenue)})`;
  return drawChart({
    name: "funding-paid",
    title: `Longs ${
      listed([
        ...sums("paid", known.filter((one) => total(one) >= 0)),
        ...sums("received", known.filter((one) => total(one) < 0)),
      ])
    } over the ${days} days before ${dateTime(at)} UTC`,
    subtitle: `Each settled rate times the open interest of ${
      venues.length === 1 ? venues[0] : "its venue"
    } at that time, summed up, USD, ${span(from, at)}; below 0 shorts paid`,
    alt: known.map((one) => `${name(one)}: ${usd(total(one))}`).join("; ") + ".",
    rows: known.flatMap(({ asset, paid, paidVenue }) =>
      paid.payments.map(({ time, rate, open_interest_usd, paid_usd, cumulative_usd }) => ({
        asset,
        venue: paidVenue,
        time,
        rate,
        open_interest_usd,
        paid_usd,
        cumulative_usd,
      }))
    ),
    legend: (theme) =>
      known.map((one, i) => {
        const { color, dash } = seriesLook(theme, i);
        return { mark: "line", color, width: 2.2, ...(dash && { dash }), label: name(one) };
      }),
    note: [
      ...(partly.length > 0
        ? [`Settlements with open interest, the others are not counted: ${partly.join(", ")}.`]
        : []),
      ...absentNote(markets, known),
    ].join(" ") || undefined,
    panels: [{
      label: "Paid by longs, USD",
      axisLines: 2,
      plot: (box) => panel(box, known, from, at),
    }],
  }, options);
}

function total({ paid }: NamedPaid): number {
  return paid.paid_usd ?? 0;
}

/** What some markets paid or received; the verb stands before the first of them alone. */
function sums(verb: string, markets: readonly NamedPaid[]): string[] {
  return markets.map((one, i) => {
    const { settlements, settlements_with_oi } = one.paid;
    const share = settlements_with_oi / settlements;
    return `${i === 0 ? `${verb} ` : ""}${usd(Math.abs(total(one)))} in ${one.asset}` +
      (share < COUNTED ? ` (${percent(share, 0)} of settlements)` : "");
  });
}

function panel(
  box: Box,
  markets: readonly NamedPaid[],
  from: number,
  at: number,
): Plot.PlotOptions {
  const { theme } = box;
  const sums = [
    0,
    ...markets.flatMap(({ paid }) => paid.payments.map((one) => one.cumulative_usd)),
  ];
  const low = sums.reduce((a, b) => Math.min(a, b)), high = sums.reduce((a, b) => Math.max(a, b));
  const room = (high - low || 1) * 0.06;
  return {
    x: timeScale(from, at + 6 * HOUR),
    y: { axis: null, domain: [low - room, high + room] },
    marks: [
      ...valueAxis(box, { format: usdTick }),
      ...timeAxis(box, from, at + 6 * HOUR),
      Plot.ruleY([0], { stroke: theme.ink, strokeWidth: 0.8 }),
      ...markets.map(({ paid }, i) => {
        const { color, dash } = seriesLook(theme, i);
        return Plot.lineY(paid.payments, {
          x: (one: FundingPayment) => Date.parse(one.time),
          y: "cumulative_usd",
          curve: "step-after",
          stroke: color,
          strokeWidth: 2.2,
          strokeDasharray: dash,
        });
      }),
    ],
  };
}

/** Markets that are not drawn, those with the same reason together. */
function absentNote(markets: readonly NamedPaid[], known: readonly NamedPaid[]): string[] {
  const absent = Map.groupBy(
    markets.filter((one) => !known.includes(one)),
    ({ paid }) => paid.not_testable ?? "no room for more",
  );
  return [...absent].map(([reason, ones]) =>
    `${listed(ones.map(({ asset }) => asset))} ${ones.length === 1 ? "is" : "are"} not here: ` +
    `${reason}.`
  );
}
