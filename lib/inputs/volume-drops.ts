import type { VolumeDropInputs } from "../analysis/volume-drops.ts";
import type { Dataset } from "../dataset/open.ts";
import { DAY, HOUR, intervalMs } from "../tables/time.ts";
import { type Bars, chooseBars, loadBars, loadBeside } from "./market.ts";
import { combined } from "./provenance.ts";

/** A year of optimistic days, and the 30 days that the first of them is judged by, with room. */
const HISTORY = 400 * DAY;

/**
 * What volume drops need: bars (hourly, or daily where those reach further) and funding of the year before the first day that is judged,
 * up to the end of the last.
 *
 * @example
 * const inputs = await volumeInputs(dataset, "BTCUSDT", { from: at, to: at });
 * volumeDrops(inputs, { at, step: inputs.step });
 */
export async function volumeInputs(
  dataset: Dataset,
  symbol: string,
  { from, to }: { from: number; to: number },
): Promise<VolumeDropInputs & Bars> {
  const span = { from: from - HISTORY, to: to + DAY };
  // Days are what is judged: daily bars of the whole year serve better than hourly ones of a part.
  const { interval } = chooseBars(dataset, symbol, span, DAY).key;
  const bars = await loadBars(dataset, symbol, span, Math.max(HOUR, intervalMs(interval)));
  const funding = await loadBeside(dataset, "funding", bars.key, span);
  return {
    ...bars,
    funding: funding?.columns,
    provenance: funding ? combined([bars.provenance, funding.provenance]) : bars.provenance,
  };
}
