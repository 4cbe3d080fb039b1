import { type Cascades, findCascades } from "../analysis/cascades.ts";
import { estimateLiquidations } from "../analysis/ladder.ts";
import type { Dataset } from "../dataset/open.ts";
import { DAY, HOUR, intervalMs, MINUTE } from "../tables/time.ts";
import { chooseBars, loadBars, loadBeside } from "./market.ts";
import { combined, type Provenance } from "./provenance.ts";

/** The step that the leverage ladder was validated on; coarser bars serve where there are no finer. */
const FINEST = 5 * MINUTE;

/** Days before a window that the ladder fills its book in and the detector finds normal in. */
const WARM_UP = 45 * DAY;

/**
 * The cascades of the given symbols together, from liquidations estimated by the leverage ladder,
 * with the history before the window that both need.
 *
 * @throws UserError when the dataset has no bars of a symbol
 * @example
 * const { cascades } = await loadCascades(dataset, ["BTCUSDT", "ETHUSDT"], { from, to });
 * mostSevere(cascades.cascades)?.peak_time;
 */
export async function loadCascades(
  dataset: Dataset,
  symbols: readonly string[],
  { from, to }: { from: number; to: number },
): Promise<{ cascades: Cascades; provenance: Provenance }> {
  const span = { from: from - WARM_UP, to };
  const step = Math.max(
    FINEST,
    ...symbols.map((symbol) => intervalMs(chooseBars(dataset, symbol, span, HOUR).key.interval)),
  );
  const loaded = await Promise.all(
    symbols.map((symbol) => loadBars(dataset, symbol, span, step)),
  );
  const assets = await Promise.all(loaded.map(async ({ key, bars }) => ({
    asset: key.asset,
    totals: estimateLiquidations(bars),
    bars,
    openInterest: (await loadBeside(dataset, "open_interest", key, span))?.columns,
  })));
  const provenance = combined(loaded.map(({ provenance }) => provenance));
  const basis = provenance.basis === "reported" ? "estimated" : provenance.basis;
  return {
    cascades: findCascades({ assets, step, basis }, { from, to }),
    provenance: {
      ...provenance,
      basis,
      notes: [...provenance.notes, "liquidations estimated by the leverage ladder"],
    },
  };
}
