import type { Market } from "../tables/keys.ts";
import { amountOf } from "./contracts.ts";
import { numberOf } from "./csv/number.ts";
import { readUtc } from "./csv/utc.ts";
import { fieldsOfJson, readJson } from "./json.ts";
import { seriesOf } from "./series-of.ts";
import { RowBatches } from "./row-batches.ts";
import type { RawFile, Read } from "./source.ts";

/** One liquidation, as a message tells it. */
export interface Liquidation {
  venue: string;
  market: Market;
  symbol: string;
  /** ms. */
  time: number;
  /** Code of the side of the position. */
  side: number;
  price: number;
  /** As the venue counts: coins, dollars or contracts. */
  amount: number;
}

/** What a message holds: liquidations, and the reasons why others are none. */
export type Parsed = (Liquidation | string)[];

/**
 * Reads one venue's message.
 *
 * @param recorded when the message was received, where the file says so; NaN otherwise
 * @returns undefined when the message is not of that venue and channel
 */
export type MessageParser = (
  message: { [name: string]: unknown },
  recorded: number,
) => Parsed | undefined;

/** Streams that do not tell every liquidation, by venue. */
const UNDERCOUNTS: { [venue: string]: string } = {
  binance:
    "Binance's stream tells at most one liquidation per symbol and second: sums fall short, " +
    "in a cascade by up to 100 times",
  okx: "OKX tells at most one liquidation per contract and second: sums fall short",
};

/** Reads a file of recorded messages, a line each, with the parsers of the venues that may be in it. */
export async function* readMessages(
  file: RawFile,
  parsers: MessageParser[],
): AsyncGenerator<Read> {
  const batches = new RowBatches();
  const venues = new Set<string>();
  let any = false;
  for await (const json of readJson(file)) {
    any = true;
    if ("reason" in json) {
      yield { reject: json };
      continue;
    }
    const { message, recorded } = unwrap(json.value);
    let parsed: Parsed | undefined;
    for (const parser of parsers) parsed ??= message && parser(message, recorded);
    for (const one of parsed ?? ["no liquidation message of a known venue"]) {
      const reason = typeof one === "string" ? one : faultOf(one);
      if (typeof one === "string" || reason !== undefined) {
        yield { reject: { line: json.line, reason: reason!, text: json.text } };
        continue;
      }
      const { venue, market, symbol, time, side, price } = one;
      venues.add(venue);
      const key = () => seriesOf("liquidations", { venue, market, symbol, interval: "event" });
      const amount = amountOf(venue, market, symbol, one.amount, price)!;
      batches.add(`${venue} ${market} ${symbol}`, key, { time, side, price, ...amount }, json.line);
    }
    for (const batch of batches.full()) yield { batch };
  }
  for (const batch of batches.rest()) yield { batch };
  for (const venue of venues) {
    if (venue in UNDERCOUNTS) yield { warning: `${file.name}: ${UNDERCOUNTS[venue]}` };
  }
  if (!any) yield { warning: `${file.name} holds no message` };
}

/** A number from JSON, where exchanges write many as text. */
export function jsonNumber(value: unknown): number {
  if (typeof value === "number") return Number.isFinite(value) ? value : NaN;
  return typeof value === "string" ? numberOf(value) : NaN;
}

/** A text from JSON; empty where it is none. */
export function jsonText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Recorders put messages into envelopes: a venue, the time of receipt, the name of the stream. */
function unwrap(value: unknown): { message?: { [name: string]: unknown }; recorded: number } {
  let message = fieldsOfJson(value);
  let recorded = NaN;
  for (let depth = 0; message && depth < 3; depth++) {
    const stamp = message.local_timestamp ?? message.received ?? message.recorded_at;
    if (typeof stamp === "string") recorded = readUtc(stamp);
    else if (typeof stamp === "number") recorded = stamp >= 1e14 ? Math.floor(stamp / 1000) : stamp;
    const inner = fieldsOfJson(message.raw) ??
      ("stream" in message ? fieldsOfJson(message.data) : undefined);
    if (!inner) break;
    message = inner;
  }
  return { message, recorded };
}

function faultOf(one: Liquidation): string | undefined {
  if (Number.isNaN(one.time)) return "no time: record one beside the message";
  if (one.symbol === "") return "no symbol";
  if (!(one.price > 0)) return `price ${one.price} is no price`;
  if (!(one.amount >= 0)) return `amount ${one.amount} is no amount`;
  if (!amountOf(one.venue, one.market, one.symbol, one.amount, one.price)) {
    return `the contract size of ${one.symbol} at ${one.venue} is not known`;
  }
}
