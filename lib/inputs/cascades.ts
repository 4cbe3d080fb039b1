import { type Cascades, findCascades } from "../analysis/cascades/cascades.ts";
import type { Dataset } from "../dataset/open.ts";
import { DAY } from "../tables/time.ts";
import { type Liquidations, loadLiquidations } from "./liquidations.ts";
import type { Provenance } from "./provenance.ts";

/** Days before a window that the ladder fills its book in and the detector finds normal in. */
const WARM_UP = 45 * DAY;
/** Days after it that a cascade may last into. */
const HORIZON = 2 * DAY;

/** Cascades of some symbols together, and the liquidations that they were found in. */
export interface FoundCascades {
  cascades: Cascades;
  liquidations: Liquidations;
  provenance: Provenance;
}

/**
 * The cascades of the given symbols together, with the history before the window that finding them
 * needs. Liquidations are the reported (or simulated) ones where a feed covers the window, else those
 * that the leverage ladder estimates.
 *
 * @param span the window; with `history`, ms, the cascades of so much time before it are reported too,
 *   as far as the data goes back
 * @throws UserError when the dataset has no bars of a symbol
 * @example
 * const { cascades } = await loadCascades(dataset, ["BTCUSDT", "ETHUSDT"], { from, to });
 * mostSevere(cascades.cascades)?.peak_time;
 */
export async function loadCascades(
  dataset: Dataset,
  symbols: readonly string[],
  { from, to, history = 0 }: { from: number; to: number; history?: number },
): Promise<FoundCascades> {
  const load = { from: from - WARM_UP - history, to: to + HORIZON };
  const liquidations = await loadLiquidations(dataset, symbols, { from, to }, load);
  return {
    cascades: findCascades(liquidations, { from: from - history, to }),
    liquidations,
    provenance: liquidations.provenance,
  };
}

/**
 * The part of a window in which cascades could have been found: before it there is no normal.
 *
 * @example macroCalendar(found.cascades, events, testableWindow(found, { from, to }))
 */
export function testableWindow(
  { testable_from }: Cascades,
  { from, to }: { from: number; to: number },
): { from: number; to: number } {
  return { from: testable_from ? Math.max(from, Date.parse(testable_from)) : to, to };
}
