import { UserError } from "../errors.ts";
import { type AggregateKind, aggregateReads, kindByName, type Point } from "./aggregates.ts";
import { textHead } from "./head.ts";
import { fieldsOfJson, readJson } from "./json.ts";
import { jsonNumber, jsonText } from "./liquidation-messages.ts";
import { marketOf } from "./series-of.ts";
import { settlements } from "./settlements.ts";
import type { RawFile, Read, ReadOptions, Source } from "./source.ts";

/** Coinalyze's marks for exchanges, after the point of a symbol. */
const VENUES: { [code: string]: string } = {
  A: "binance",
  "6": "bybit",
  "3": "okx",
  "0": "bitmex",
  "2": "deribit",
  H: "hyperliquid",
};

/**
 * Coinalyze's histories: liquidations `{t,l,s}`, open interest and funding `{t,o,h,l,c}`. Times are
 * **seconds**, funding is in **percent** and the rate in force in each bar, amounts are coins unless asked for in USD (`convert_to_usd`),
 * which the answer does not say: the file name must, with `usd` in it.
 */
export const coinalyze: Source = {
  name: "coinalyze",
  title: "Coinalyze liquidation, open interest and funding histories (JSON)",
  verified: false,
  licence: "Coinalyze terms of use",
  recognises: (_, head) => /^\[\s*\{[^[]*"history":\s*\[/.test(textHead(head)),
  read,
};

async function* read(file: RawFile, options: ReadOptions): AsyncGenerator<Read> {
  const usd = /(?:^|[-_.])usd(?:[-_.]|$)/i.test(file.name);
  let any = false;
  for await (const json of readJson(file)) {
    if ("reason" in json) {
      yield { reject: json };
      continue;
    }
    const item = fieldsOfJson(json.value);
    const history = item?.history;
    if (!Array.isArray(history)) {
      const reason = "no history of a symbol";
      yield { reject: { line: json.line, reason, text: json.text } };
      continue;
    }
    const kind = kindOf(file, history);
    if (kind === "liquidations" && !usd) {
      throw new UserError(
        `${file.name}: liquidations in coins cannot become USD without prices: fetch them with ` +
          `convert_to_usd=true, and put "usd" into the file name`,
      );
    }
    const points: Point[] = [];
    for (const [i, entry] of history.entries()) {
      const row = fieldsOfJson(entry) ?? {};
      const time = jsonNumber(row.t) * 1000;
      const values = valuesOf(kind, row, usd);
      if (Number.isNaN(time) || Object.values(values).every(Number.isNaN)) {
        const text = JSON.stringify(entry).slice(0, 200);
        yield { reject: { line: i + 1, reason: "no point of a history", text } };
      } else points.push({ line: i + 1, time, values });
    }
    any ||= points.length > 0;
    const kept = kind === "funding" ? settlements(points) : points;
    if (kept === undefined) {
      throw new UserError(
        `${file.name}: the rates change between settlements: predicted ones? Fetch ` +
          `funding-rate-history in bars of 1 to 4 hours`,
      );
    }
    yield* aggregateReads(file, kind, seriesFrom(file, jsonText(item?.symbol), options), kept);
  }
  if (!any) yield { warning: `${file.name} holds no point` };
}

function kindOf(file: RawFile, history: unknown[]): AggregateKind {
  const first = fieldsOfJson(history[0]) ?? {};
  if ("s" in first) return "liquidations";
  const kind = kindByName(file.name);
  if (kind && kind !== "liquidations") return kind;
  throw new UserError(
    `${file.name}: open interest or funding? Both look alike: put "open-interest" or "funding" ` +
      `into the file name`,
  );
}

function valuesOf(
  kind: AggregateKind,
  row: { [name: string]: unknown },
  usd: boolean,
): Point["values"] {
  const close = jsonNumber(row.c);
  if (kind === "funding") return { rate: close / 100 };
  if (kind === "open-interest") {
    return usd ? { open_interest_usd: close } : { open_interest: close };
  }
  return { long_usd: jsonNumber(row.l), short_usd: jsonNumber(row.s) };
}

/** `BTCUSDT_PERP.A` is Binance's BTCUSDT; coin-margined `BTCUSD_PERP.A` keeps its name. */
function seriesFrom(file: RawFile, code: string, options: ReadOptions) {
  const [, name, mark] = /^([^.]+)\.(\w+)$/.exec(code) ?? ["", code, ""];
  const venue = VENUES[mark] ?? options.venue;
  if (!venue) throw new UserError(`${file.name}: which exchange is "${code}"? Give --venue`);
  const inverse = /USD(?:_PERP)?$/.test(name);
  const symbol = inverse && venue === "binance" ? name : name.replace(/_PERP$/, "");
  const market = options.market ?? (inverse ? "inverse" : "linear");
  return { venue, market: marketOf(market, file.name), symbol };
}
