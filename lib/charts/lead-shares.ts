import * as Plot from "@observablehq/plot";
import type { Contagion, Lead } from "../analysis/cascades/contagion.ts";
import { count, fixed, percent, percentTick, probability } from "../words/numbers.ts";
import { crossAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import { textWidth } from "./parts/text.ts";

/** A lead that has a share and an interval. */
type Known = Lead & { share: number; interval: [number, number] };

/**
 * How often each asset's own cascade began first, among pairs that began in different bars, with 95%
 * intervals: above one half it leads.
 *
 * @example leadShares(contagion(assets, basis, window), { subject: "BTC", source, basis }).title
 */
export function leadShares(result: Contagion, options: ChartOptions): Chart {
  const leads = result.leads.filter((lead): lead is Known =>
    lead.share !== null && lead.interval !== null
  );
  if (result.not_testable || leads.length === 0) {
    return notTestable(
      "lead-shares",
      "Which asset's cascades begin first?",
      result.not_testable ?? "no two assets began within 20 minutes, but in different bars",
      options,
    );
  }
  const leaders = leads.filter(({ interval }) => interval[0] > 0.5);
  const own = leads.find(({ asset }) => asset === options.subject);
  const beginning = own
    ? `${own.asset} began first in ${percent(own.share, 0)} of ${
      count(own.untied_pairs, "pair")
    } (${percent(own.interval[0], 0)} to ${percent(own.interval[1], 0)})`
    : `${options.subject} has no pairs`;
  const { synchrony } = result;
  return drawChart({
    name: "lead-shares",
    title: `${beginning}: ${
      leaders.length > 0
        ? `${leaders.map(({ asset }) => asset).join(" and ")} leads`
        : "no asset leads beyond chance"
    }`,
    subtitle:
      "Share of pairs of onsets within 20 minutes, in different bars, in which the asset's " +
      "own cascade began first, with 95% interval; dashed: one half",
    alt: leads.map((lead) =>
      `${lead.asset} ${percent(lead.share, 0)} of ${count(lead.untied_pairs, "pair")}, interval ${
        percent(lead.interval[0], 0)
      } to ${percent(lead.interval[1], 0)}`
    ).join("; ") + ".",
    rows: result.leads.map(({ interval, ...lead }) => ({
      ...lead,
      interval_low: interval?.[0] ?? null,
      interval_high: interval?.[1] ?? null,
    })),
    note: synchrony
      ? `Onsets come together in ${fixed(synchrony.pairs)} pairs, ${
        fixed(synchrony.expected, 1)
      } expected by chance (${
        probability(synchrony.p)
      }): common price moves, which show no passage.`
      : undefined,
    lines: leads.length * 2 + 5,
    left: Math.max(...leads.map(({ asset }) =>
      textWidth(asset, 1)
    )) + 0.8,
    right: 7,
    panels: [{ axisLines: 2, plot: (box) => panel(box, leads) }],
  }, options);
}

function panel(box: Box, leads: Known[]): Plot.PlotOptions {
  const { theme, font } = box;
  const at = (_: Known, i: number) => i + 0.5;
  return {
    x: { axis: null, domain: [0, 1] },
    y: { axis: null, domain: [leads.length, 0] },
    marks: [
      ...crossAxis(box, {
        label: "Pairs in which it began first",
        format: percentTick,
        ticks: [0, 0.25, 0.5, 0.75, 1],
      }),
      Plot.ruleX([0.5], { stroke: theme.ink, strokeWidth: 1.2, strokeDasharray: "4,3" }),
      Plot.ruleY(leads, {
        y: at,
        x1: (lead: Known) => lead.interval[0],
        x2: (lead: Known) => lead.interval[1],
        stroke: theme.second,
        strokeWidth: 2.5,
      }),
      Plot.dot(leads, {
        x: "share",
        y: at,
        r: font * 0.45,
        symbol: "diamond",
        fill: theme.accent,
        stroke: theme.background,
        title: (lead: Known) =>
          `${lead.asset}: first in ${lead.led} of ${
            count(lead.untied_pairs, "pair")
          }, ${lead.simultaneous_pairs} more in one bar`,
      }),
      Plot.text(leads, { x: 0, y: at, dx: -font * 0.5, text: "asset", textAnchor: "end" }),
      Plot.text(leads, {
        x: 1,
        y: at,
        dx: font * 6.8,
        text: (lead: Known) => `${lead.led} of ${lead.untied_pairs}`,
        textAnchor: "end",
        fill: theme.muted,
      }),
    ],
  };
}
