/** Which part of all liquidations a source can see, and why sources disagree. */

import { venueName } from "../../tables/venue-name.ts";

/** How much of the market a source of liquidations sees. */
export type Coverage = "market" | "venue" | "throttled" | "model";

/** Coverage of a source and what follows from it, in a sentence. */
export interface SourceNote {
  coverage: Coverage;
  note: string;
}

// Binance and OKX pass on at most one order per symbol (contract) and second on their live streams.
const THROTTLED = new Set(["binance", "okx"]);

/**
 * What a source sees.
 *
 * @param venue as in series keys; `all` is a provider's sum over exchanges
 * @param basis reported, estimated or simulated
 * @example sourceNote("binance", "reported").coverage // "throttled"
 */
export function sourceNote(venue: string, basis: string): SourceNote {
  if (basis === "estimated") {
    return {
      coverage: "model",
      note:
        "estimated from bars by the leverage ladder: ranks and shares are worth more than dollars, " +
        "which were scaled to reported Bitcoin totals",
    };
  }
  if (basis === "simulated") {
    return venue === "all"
      ? { coverage: "market", note: "simulated: every liquidation of the market is there" }
      : { coverage: "venue", note: `simulated: every liquidation of ${venueName(venue)} alone` };
  }
  if (venue === "all") {
    return {
      coverage: "market",
      note:
        "a provider's sum over exchanges by a method that it does not publish; noisy day by day",
    };
  }
  if (THROTTLED.has(venue)) {
    return {
      coverage: "throttled",
      note:
        "the live feed shows at most one order per symbol and second: it undercounts most when " +
        "most is liquidated, by up to 100 times in a cascade",
    };
  }
  return {
    coverage: "venue",
    note: `counts ${venueName(venue)} alone: the market's total is larger by the other venues`,
  };
}
