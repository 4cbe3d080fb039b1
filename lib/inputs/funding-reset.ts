import type { FundingResetInputs } from "../analysis/funding-reset.ts";
import type { Dataset } from "../dataset/open.ts";
import { UserError } from "../errors.ts";
import { DAY, HOUR } from "../tables/time.ts";
import { type Bars, loadBars, loadBeside } from "./market.ts";

/** The 180 days that say what funding is neutral, once more for the placebos of the first of them. */
const HISTORY = 400 * DAY;
/** The two weeks in which a reset counts, with room. */
const HORIZON = 20 * DAY;

/**
 * What the funding reset needs around an event: funding before and after it, bars and open interest.
 *
 * @throws UserError when the dataset has no funding of the symbol
 * @example
 * const inputs = await fundingInputs(dataset, "BTCUSDT", at);
 * fundingReset(inputs, { at }).outcome;
 */
export async function fundingInputs(
  dataset: Dataset,
  symbol: string,
  at: number,
): Promise<FundingResetInputs & Bars> {
  const span = { from: at - HISTORY, to: at + HORIZON };
  const bars = await loadBars(dataset, symbol, span, HOUR);
  const funding = await loadBeside(dataset, "funding", bars.key, span);
  if (!funding) {
    throw new UserError(
      `${dataset.dir} has no funding of ${bars.key.symbol} on ${bars.key.venue}; ingest it`,
    );
  }
  return {
    ...bars,
    funding: funding.columns,
    openInterest: (await loadBeside(dataset, "open_interest", bars.key, span))?.columns,
    // What is shown is funding; bars and open interest only stand beside it.
    provenance: funding.provenance,
  };
}
