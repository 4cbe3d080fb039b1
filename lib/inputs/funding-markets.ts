import { type FundingDays, fundingDays } from "../analysis/funding/funding-days.ts";
import type { FundingPaid } from "../analysis/funding/funding-paid.ts";
import {
  fundingReset,
  type FundingResetResult,
  preparedMarket,
  resetRules,
} from "../analysis/funding/funding-reset.ts";
import type { BaseReadings } from "../analysis/funding/oi-flush.ts";
import type { Dataset } from "../dataset/open.ts";
import { loadFundingPaid } from "./funding-paid.ts";
import { fundingInputs, type FundingMarket } from "./funding-reset.ts";
import { combined, type Provenance } from "./provenance.ts";

/** One market with what an event did to its funding. */
export interface ResetMarket {
  symbol: string;
  asset: string;
  inputs: FundingMarket;
  result: FundingResetResult;
  paid: FundingPaid;
  /** The venue that the payments are of, and where they were read. */
  paidVenue: string;
  paidProvenance: Provenance;
  /** Open interest in coins, which the flush was told from. */
  readings: BaseReadings;
  /** Venue of that open interest; null without any. */
  flushVenue: string | null;
  /** Every midnight taken as if it were an event. */
  own: FundingDays;
}

/**
 * What one event did to the funding of several markets.
 *
 * @param event its time and the peaks of all cascades, ms; history is read around [from, to)
 * @throws UserError when the dataset has no funding of a symbol
 * @example await resetMarkets(dataset, ["BTCUSDT"], { ...event, ...span, seed: 1 })
 */
export async function resetMarkets(
  dataset: Dataset,
  symbols: readonly string[],
  { at, peaks, from, to, seed }: {
    at: number;
    peaks: readonly number[];
    from: number;
    to: number;
    seed: number;
  },
): Promise<ResetMarket[]> {
  const needed = { from: Math.min(from, at), to: Math.max(to, at) };
  return await Promise.all(symbols.map(async (symbol): Promise<ResetMarket> => {
    const inputs = await fundingInputs(dataset, symbol, needed);
    const payments = await loadFundingPaid(dataset, inputs, at);
    return {
      symbol,
      asset: inputs.asset,
      inputs,
      result: fundingReset(inputs, { at, cascades: peaks, seed }),
      paid: payments.paid,
      paidVenue: payments.venue,
      paidProvenance: payments.provenance,
      flushVenue: inputs.flushVenue,
      readings: preparedMarket(inputs, resetRules({})).readings,
      own: fundingDays(inputs),
    };
  }));
}

/**
 * The first market in which the event found something to compare, else the first.
 *
 * @example fundingPlacebo(mostTelling(markets).result, source)
 */
export function mostTelling(markets: readonly ResetMarket[]): ResetMarket {
  return markets.find(({ result }) => result.placebo_reset_rate !== null) ?? markets[0];
}

/**
 * Where the flushes come from that a figure of several markets draws: a market without one is not
 * named as their source. Where there is none at all, what was looked through.
 *
 * @example openInterestFlushChart(markets, cite(all, flushSource(markets)))
 */
export function flushSource(markets: readonly ResetMarket[]): Provenance {
  return sourceOf(
    markets,
    ({ result, flushVenue }) => result.flush !== null && flushVenue !== null,
    ({ inputs }) => inputs.flushProvenance,
  );
}

/**
 * Where the payments come from that a figure of several markets draws, as {@link flushSource} says it
 * of flushes.
 *
 * @example fundingPaidChart(markets, cite(all, paidSource(markets)))
 */
export function paidSource(markets: readonly ResetMarket[]): Provenance {
  return sourceOf(
    markets,
    ({ paid }) => paid.payments.length > 0,
    ({ paidProvenance }) => paidProvenance,
  );
}

function sourceOf(
  markets: readonly ResetMarket[],
  drawn: (market: ResetMarket) => boolean,
  provenance: (market: ResetMarket) => Provenance,
): Provenance {
  const found = markets.filter(drawn);
  return combined((found.length > 0 ? found : markets).map(provenance));
}
