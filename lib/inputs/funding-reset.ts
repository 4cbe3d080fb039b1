import type { FundingResetInputs } from "../analysis/funding-reset.ts";
import type { Dataset } from "../dataset/open.ts";
import { UserError } from "../errors.ts";
import { DAY, HOUR } from "../tables/time.ts";
import { type Bars, loadBars, loadBeside } from "./market.ts";

/** History before the window: placebos and other events to compare with, and what they need. */
const HISTORY = 800 * DAY;
/** The two weeks in which a reset counts, with room. */
const HORIZON = 20 * DAY;

/**
 * What the funding reset needs for the events of a window: funding long before and a while after it,
 * bars and open interest.
 *
 * @throws UserError when the dataset has no funding of the symbol
 * @example
 * const inputs = await fundingInputs(dataset, "BTCUSDT", { from: at, to: at });
 * fundingReset(inputs, { at }).outcome;
 */
export async function fundingInputs(
  dataset: Dataset,
  symbol: string,
  { from, to }: { from: number; to: number },
): Promise<FundingResetInputs & Bars & { asset: string }> {
  const span = { from: from - HISTORY, to: to + HORIZON };
  const bars = await loadBars(dataset, symbol, span, HOUR);
  const funding = await loadBeside(dataset, "funding", bars.key, span);
  if (!funding) {
    throw new UserError(
      `${dataset.dir} has no funding of ${bars.key.symbol} on ${bars.key.venue}; ingest it`,
    );
  }
  return {
    ...bars,
    asset: bars.key.asset,
    funding: funding.columns,
    openInterest: (await loadBeside(dataset, "open_interest", bars.key, span))?.columns,
    // What is shown is funding; bars and open interest only stand beside it.
    provenance: funding.provenance,
  };
}
