import { type Market, runMarket, STEP } from "./market.ts";
import type { Preset } from "./preset.ts";
import { type SimulatedSeries, tablesOf } from "./tables.ts";
import type { Truth } from "./truth.ts";

/** A simulated market as data: the tables that its preset asks for, and what was put in. */
export interface Simulation {
  tables: SimulatedSeries[];
  truth: Truth;
}

/**
 * Simulates a market. The same preset and seed give the same numbers on every machine.
 *
 * @param seed any number or text
 * @example
 * const { tables, truth } = simulate(presetNamed("december-2025"), 1);
 * truth.cascades.length;
 */
export function simulate(preset: Preset, seed: number | string): Simulation {
  const { records, truth }: Market = runMarket(preset, seed);
  return { tables: tablesOf(preset, records, STEP), truth };
}
