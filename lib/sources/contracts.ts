import type { Market } from "../tables/keys.ts";
import { inverseContractUsd } from "./series-of.ts";

/** Coins of one linear OKX contract, of those that are certain. */
const OKX_COINS: { [symbol: string]: number } = {
  "BTC-USDT-SWAP": 0.01,
  "ETH-USDT-SWAP": 0.1,
  "SOL-USDT-SWAP": 1,
  "HYPE-USDT-SWAP": 0.1,
  "DOGE-USDT-SWAP": 1000,
  "XRP-USDT-SWAP": 100,
  "LTC-USDT-SWAP": 1,
};

/** A traded amount in both units that the tables hold. */
export interface Amount {
  /** In the base asset. */
  quantity: number;
  /** In USD. */
  notional: number;
}

/**
 * An amount as a venue writes it, in coins and USD: coins for linear contracts, USD or contracts of 100
 * or 10 USD for inverse ones, contracts of many sizes at OKX.
 *
 * @returns undefined where the size of the contract is not known
 * @example amountOf("okx", "linear", "BTC-USDT-SWAP", 3, 90_000) // { quantity: 0.03, notional: 2700 }
 */
export function amountOf(
  venue: string,
  market: Market,
  symbol: string,
  amount: number,
  price: number,
): Amount | undefined {
  if (market === "inverse") {
    // BitMEX and Bybit quote XBTUSD and BTCUSD in dollars.
    const usd = venue === "binance" || venue === "okx" ? inverseContractUsd(symbol) : 1;
    if (venue === "bitmex" && symbol !== "XBTUSD") return undefined;
    return { quantity: amount * usd / price, notional: amount * usd };
  }
  if (venue === "bitmex") return undefined;
  const coins = venue === "okx" && market === "linear" ? OKX_COINS[symbol] : 1;
  if (coins === undefined) return undefined;
  return { quantity: amount * coins, notional: amount * coins * price };
}

/** The market of a contract from how its venue writes it. */
export function marketOfSymbol(venue: string, symbol: string): Market {
  if (venue === "okx") return /-USD(?:-|$)/.test(symbol) ? "inverse" : "linear";
  return /USD(?:_PERP|_\d{6}|[FGHJKMNQUVXZ]\d{2})?$/.test(symbol) ? "inverse" : "linear";
}
