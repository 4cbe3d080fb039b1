import type { RejectionInputs } from "../analysis/resistance-rejections.ts";
import type { Dataset } from "../dataset/open.ts";
import { DAY } from "../tables/time.ts";
import { type Bars, loadBars, loadBeside } from "./market.ts";

/**
 * What resistance rejections need: bars of the window with a day before and eight after, and
 * funding and open interest where the dataset has them.
 *
 * @example
 * const inputs = await rejectionInputs(dataset, "BTCUSDT", { from, to, step: HOUR });
 * resistanceRejections(inputs, { zone: [92_800, 93_900], from, to, step: HOUR });
 */
export async function rejectionInputs(
  dataset: Dataset,
  symbol: string,
  { from, to, step }: { from: number; to: number; step: number },
): Promise<RejectionInputs & Bars> {
  const span = { from: from - 2 * DAY, to: to + 8 * DAY };
  const bars = await loadBars(dataset, symbol, span, step);
  return {
    ...bars,
    funding: (await loadBeside(dataset, "funding", bars.key, span))?.columns,
    openInterest: (await loadBeside(dataset, "open_interest", bars.key, span))?.columns,
  };
}
