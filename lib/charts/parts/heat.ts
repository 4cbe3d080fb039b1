import type { LegendItem } from "./legend.ts";
import type { Theme } from "../theme.ts";

/** Steps of a heat map: one colour from light to dark, so that it survives a black-and-white print. */
const STEPS = [
  { below: 0.5, opacity: 0.08, label: "under 1/2 ×" },
  { below: 0.8, opacity: 0.28, label: "1/2 to 0.8 ×" },
  { below: 1.25, opacity: 0.5, label: "0.8 to 1.25 ×" },
  { below: 2, opacity: 0.75, label: "1.25 to 2 ×" },
  { below: Infinity, opacity: 1, label: "2 × and more" },
];

/**
 * How dark a multiple of the usual is painted.
 *
 * @example heatOpacity(1) // 0.5
 */
export function heatOpacity(multiple: number): number {
  return STEPS.find(({ below }) => multiple < below)!.opacity;
}

/** Legend of a heat map of multiples of the usual. */
export function heatLegend(theme: Theme): LegendItem[] {
  return STEPS.map(({ opacity, label }) => ({
    mark: "area",
    color: theme.second,
    edge: theme.second,
    opacity,
    label,
  }));
}
