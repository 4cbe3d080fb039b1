import * as Plot from "@observablehq/plot";
import type { RejectionResult, VisitRow } from "../analysis/resistance/resistance-rejections.ts";
import { dateTime } from "../words/dates.ts";
import { count, extent, percent, percentTick, priceRange } from "../words/numbers.ts";
import { crossAxis, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import { outcomeLegend, OUTCOMES } from "./parts/outcomes.ts";

/** A visit whose 24 hours after it are all there. */
type Measured = VisitRow & { fall_24h: number };

/**
 * Each visit by how far it went through the zone and how far price then moved away from its peak.
 *
 * @example visitOutcomes(result, { subject: "BTC", source, basis: "reported" }).rows.length
 */
export function visitOutcomes(result: RejectionResult, options: ChartOptions): Chart {
  const { zone: [lo, hi], visits } = result;
  const zone = priceRange([lo, hi]);
  const shown = visits.filter((visit): visit is Measured => visit.fall_24h !== null);
  if (shown.length === 0) {
    const reason = result.not_testable ?? "no visit has 24 hours of data after it";
    return notTestable(
      "visit-outcomes",
      `What ${options.subject} did after its visits to ${zone}`,
      reason,
      options,
    );
  }
  const up = result.direction === "resistance";
  const moves = shown.map((visit) => Math.abs(visit.fall_24h));
  const through = shown.filter((visit) => visit.penetration > 1).length;
  const moved = up ? "fell" : "rose";
  const hidden = visits.length - shown.length;
  return drawChart({
    name: "visit-outcomes",
    title: `${options.subject} ${moved} ${extent(moves, (move) => percent(move))} from its ${
      up ? "peak" : "low"
    } in the 24 hours after ${count(shown.length, "visit")} to ${zone}; ${
      through === 0 ? "none" : through
    } had gone right through it`,
    subtitle: `Each mark is one visit: how far its furthest price went through the zone (0% near ` +
      `edge, 100% far edge), and the largest ${up ? "fall" : "rise"} from that price in the 24 ` +
      `hours after the visit`,
    alt: `${count(shown.length, "visit")} by penetration of the zone and move in the 24 hours ` +
      `after: ${
        shown.map((visit) =>
          `${dateTime(Date.parse(visit.start))} ${visit.outcome}, ${
            percent(visit.penetration, 0)
          }, ` +
          percent(visit.fall_24h)
        ).join("; ")
      }.`,
    rows: shown.map(({ start, end, outcome, peak, penetration, fall_24h }) => ({
      start,
      end,
      outcome,
      peak,
      penetration,
      fall_24h,
    })),
    legend: (theme) => [
      ...outcomeLegend(shown, theme),
      { mark: "area", color: theme.band, edge: theme.bandEdge, label: "Inside the zone" },
    ],
    note: hidden
      ? `Not shown: ${count(hidden, "visit")} without 24 hours of data after it.`
      : undefined,
    panels: [{
      label: up ? "Fall from the peak in 24 hours" : "Rise from the low in 24 hours",
      axisLines: 2,
      plot: (box) => {
        const { theme, font } = box;
        const furthest = Math.max(1, ...shown.map((visit) => visit.penetration));
        const furthestMove = Math.max(...moves) * 1.12;
        return {
          x: { axis: null, domain: [-0.04, furthest * 1.06] },
          y: { axis: null, domain: up ? [-furthestMove, 0] : [0, furthestMove] },
          marks: [
            ...valueAxis(box, { format: percentTick }),
            ...crossAxis(box, { label: "Way through the zone", format: percentTick }),
            Plot.rect([0], { x1: 0, x2: 1, fill: theme.band }),
            Plot.ruleX([0, 1], { stroke: theme.bandEdge, strokeWidth: 0.8 }),
            ...OUTCOMES.map((outcome) =>
              Plot.dot(shown.filter((visit) => visit.outcome === outcome), {
                x: "penetration",
                y: "fall_24h",
                symbol: outcome === "unresolved" ? "circle" : "triangle",
                rotate: outcome === "rejection" ? 180 : 0,
                r: font * 0.45,
                fill: outcome === "unresolved" ? theme.background : theme[outcome],
                // An edge in the background's colour keeps overlapping marks countable.
                stroke: outcome === "unresolved" ? theme.unresolved : theme.background,
                strokeWidth: outcome === "unresolved" ? 1.5 : 0.8,
                title: (visit: Measured) =>
                  `${visit.outcome}, ${dateTime(Date.parse(visit.start))} UTC\n` +
                  `${percent(visit.penetration, 0)} of the way through the zone\n` +
                  `${percent(visit.fall_24h)} in 24 hours`,
              })
            ),
          ],
        };
      },
    }],
  }, options);
}
