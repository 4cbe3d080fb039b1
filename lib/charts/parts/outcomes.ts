import type { Outcome } from "../../analysis/resistance/visits.ts";
import { count } from "../../words/numbers.ts";
import type { LegendItem, SymbolName } from "./legend.ts";
import type { Theme } from "../theme.ts";

/** How a visit's outcome looks: symbol first, colour beside it. */
export const OUTCOME_SYMBOLS: Record<Outcome, SymbolName> = {
  rejection: "triangle-down",
  breakout: "triangle",
  unresolved: "circle",
};

export const OUTCOMES = Object.keys(OUTCOME_SYMBOLS) as Outcome[];

/** Legend entries for the outcomes that occur, with their numbers. */
export function outcomeLegend(visits: readonly { outcome: Outcome }[], theme: Theme): LegendItem[] {
  const items: LegendItem[] = [];
  for (const outcome of OUTCOMES) {
    const number = visits.filter((visit) => visit.outcome === outcome).length;
    if (number === 0) continue;
    items.push({
      mark: "symbol",
      symbol: OUTCOME_SYMBOLS[outcome],
      hollow: outcome === "unresolved",
      color: theme[outcome],
      label: outcome[0].toUpperCase() + outcome.slice(1),
    });
  }
  return items;
}

/** "12 rejections, 2 breakouts, 1 unresolved", without those that did not occur. */
export function outcomeCounts(visits: readonly { outcome: Outcome }[]): string {
  return OUTCOMES.flatMap((outcome) => {
    const number = visits.filter((visit) => visit.outcome === outcome).length;
    if (number === 0) return [];
    return outcome === "unresolved" ? `${number} unresolved` : count(number, outcome);
  }).join(", ");
}
