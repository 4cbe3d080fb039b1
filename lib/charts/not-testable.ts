import * as Plot from "@observablehq/plot";
import type { Chart, ChartOptions } from "./chart.ts";
import { drawChart } from "./parts/frame.ts";
import { wrapText } from "./parts/text.ts";

/**
 * The chart of a result that the data does not allow: it says what was asked and why there is no
 * answer, so that a report keeps its place and nobody takes the gap for an oversight.
 *
 * @example notTestable("zone-controls", "Is 92,800–93,900 special for BTC?", result.not_testable, context)
 */
export function notTestable(
  name: string,
  question: string,
  reason: string,
  options: ChartOptions,
): Chart {
  return drawChart({
    name,
    title: question,
    subtitle: "Not testable with this data",
    alt: `Nothing is plotted: ${reason}.`,
    rows: [],
    tall: 0.4,
    left: 0,
    right: 0,
    panels: [{
      plot: (box) => ({
        marks: [
          Plot.frame({ stroke: box.theme.grid, fill: "none" }),
          Plot.text([
            wrapText(`Not testable: ${reason}`, box.innerWidth * 0.9, box.font).join("\n"),
          ], {
            frameAnchor: "middle",
            lineHeight: 1.4,
            fill: box.theme.muted,
          }),
        ],
      }),
    }],
  }, options);
}
