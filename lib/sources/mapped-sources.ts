import { mappedSource } from "./mapped-source.ts";
import { parseMapping } from "./parse-mapping.ts";
import type { Source } from "./source.ts";
import binanceBars from "./mappings/binance-bars.json" with { type: "json" };
import binanceOiDaily from "./mappings/binance-oi-daily.json" with { type: "json" };
import binanceOiHistory from "./mappings/binance-oi-history.json" with { type: "json" };
import binanceOiMerged from "./mappings/binance-oi-merged.json" with { type: "json" };
import binanceOiValue from "./mappings/binance-oi-value.json" with { type: "json" };
import binanceSettlements from "./mappings/binance-settlements.json" with { type: "json" };
import cryptoquant from "./mappings/cryptoquant.json" with { type: "json" };
import hyperliquidStudyCandlesParquet from "./mappings/hyperliquid-study-candles-parquet.json" with {
  type: "json",
};
import hyperliquidStudyEvents from "./mappings/hyperliquid-study-events.json" with { type: "json" };
import hyperliquidStudyEventsParquet from "./mappings/hyperliquid-study-events-parquet.json" with {
  type: "json",
};
import hyperliquidStudyFunding from "./mappings/hyperliquid-study-funding.json" with {
  type: "json",
};
import hyperliquidStudyFundingParquet from "./mappings/hyperliquid-study-funding-parquet.json" with {
  type: "json",
};
import hyperliquidStudyOi from "./mappings/hyperliquid-study-oi.json" with { type: "json" };
import hyperliquidStudyOiContractsParquet from "./mappings/hyperliquid-study-oi-contracts-parquet.json" with {
  type: "json",
};
import hyperliquidStudyOiParquet from "./mappings/hyperliquid-study-oi-parquet.json" with {
  type: "json",
};
import hyperliquidStudyTotals from "./mappings/hyperliquid-study-totals.json" with { type: "json" };
import hyperliquidStudyTotalsParquet from "./mappings/hyperliquid-study-totals-parquet.json" with {
  type: "json",
};
import marketlabBars from "./mappings/marketlab-bars.json" with { type: "json" };
import marketlabFunding from "./mappings/marketlab-funding.json" with { type: "json" };
import marketlabMark from "./mappings/marketlab-mark.json" with { type: "json" };

/**
 * CSV and Parquet shapes in the wild whose meaning a mapping file tells in full: the same files that a
 * user can write for shapes of their own. Genuine files of all of them were at hand.
 */
export const MAPPED_SOURCES: readonly Source[] = [
  binanceBars,
  binanceOiDaily,
  binanceOiHistory,
  binanceOiMerged,
  binanceOiValue,
  binanceSettlements,
  cryptoquant,
  hyperliquidStudyCandlesParquet,
  hyperliquidStudyEvents,
  hyperliquidStudyEventsParquet,
  hyperliquidStudyFunding,
  hyperliquidStudyFundingParquet,
  hyperliquidStudyOi,
  hyperliquidStudyOiContractsParquet,
  hyperliquidStudyOiParquet,
  hyperliquidStudyTotals,
  hyperliquidStudyTotalsParquet,
  marketlabBars,
  marketlabFunding,
  marketlabMark,
].map((json) => mappedSource(parseMapping(json, `${json.name}.json`), true));
