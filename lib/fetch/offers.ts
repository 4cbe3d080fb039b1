import { offers } from "./plan.ts";
import type { FetchTable, Provider, Wanted } from "./request.ts";

/** What each provider has; of Binance's liquidations `offers` knows more. */
const TABLES: { [provider in Provider]: readonly FetchTable[] } = {
  binance: ["candles", "funding", "open_interest", "depth", "liquidations"],
  hyperliquid: ["funding"],
  coinalyze: ["funding", "open_interest", "liquidations"],
};

/**
 * What is wanted and none of the providers has, in words that say who has it.
 *
 * @example unoffered({ ...wanted, tables: ["liquidations"] }, ["binance"])
 * // ["liquidations of BTCUSDT: not from binance; add --providers coinalyze"]
 */
export function unoffered(
  { symbols, tables }: Pick<Wanted, "symbols" | "tables">,
  providers: readonly Provider[],
): string[] {
  const notes: string[] = [];
  const has = (provider: Provider, table: FetchTable, symbol: string) =>
    TABLES[provider].includes(table) && (provider !== "binance" || offers(symbol, table));
  for (const table of tables) {
    const without = symbols.filter((symbol) =>
      !providers.some((provider) => has(provider, table, symbol))
    );
    if (without.length === 0) continue;
    const others = (Object.keys(TABLES) as Provider[])
      .filter((provider) => without.some((symbol) => has(provider, table, symbol)));
    notes.push(
      `${table} of ${without.join(", ")}: not from ${providers.join(", ")}; ` +
        `add --providers ${others.join(" or ")}`,
    );
  }
  return notes;
}
