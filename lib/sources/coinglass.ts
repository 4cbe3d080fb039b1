import { UserError } from "../errors.ts";
import { type AggregateKind, aggregateReads, kindByName, type Point } from "./aggregates.ts";
import { textHead } from "./head.ts";
import { fieldsOfJson, readJson } from "./json.ts";
import { jsonNumber, jsonText } from "./liquidation-messages.ts";
import { marketOf } from "./series-of.ts";
import type { RawFile, Read, ReadOptions, Source } from "./source.ts";

const SYMBOL = /^([A-Z0-9]{2,20})[-_.]/;

/**
 * Coinglass v4 answers: liquidations in USD, of one pair or aggregated over exchanges (venue `all`),
 * and open interest (USD) and funding (**percent**) as `open, high, low, close`. Numbers come as text,
 * times in ms. The answer names no symbol: the file name does, or `--symbol`.
 */
export const coinglass: Source = {
  name: "coinglass",
  title: "Coinglass v4 liquidation, open interest and funding histories (JSON)",
  verified: false,
  licence: "Coinglass terms of use",
  recognises: (_, head) =>
    /^\{[^[]*"code":\s*"\d+"/.test(textHead(head)) && /"data"|"msg"/.test(textHead(head)),
  read,
};

async function* read(file: RawFile, options: ReadOptions): AsyncGenerator<Read> {
  for await (const json of readJson(file)) {
    if ("reason" in json) {
      yield { reject: json };
      continue;
    }
    const answer = fieldsOfJson(json.value) ?? {};
    if (answer.code !== "0" || !Array.isArray(answer.data)) {
      const why = jsonText(answer.msg).slice(0, 100) || "no data";
      throw new UserError(
        `${file.name}: Coinglass answered ${answer.code}, ${why}: fetch it again`,
      );
    }
    if (answer.data.length === 0) {
      yield { warning: `${file.name} holds no point` };
      continue;
    }
    const { kind, aggregated } = kindOf(file, fieldsOfJson(answer.data[0]) ?? {});
    const points: Point[] = [];
    for (const [i, entry] of answer.data.entries()) {
      const row = fieldsOfJson(entry) ?? {};
      const time = jsonNumber(row.time);
      const values = valuesOf(kind, row);
      if (Number.isNaN(time) || Object.values(values).every(Number.isNaN)) {
        const text = JSON.stringify(entry).slice(0, 200);
        yield { reject: { line: i + 1, reason: "no point of a history", text } };
      } else points.push({ line: i + 1, time, values });
    }
    yield* aggregateReads(file, kind, seriesFrom(file, options, aggregated), points);
  }
}

function kindOf(file: RawFile, first: { [name: string]: unknown }) {
  if ("aggregated_long_liquidation_usd" in first) {
    return { kind: "liquidations" as AggregateKind, aggregated: true };
  }
  if ("long_liquidation_usd" in first) {
    return { kind: "liquidations" as AggregateKind, aggregated: false };
  }
  const kind = kindByName(file.name);
  if (kind && kind !== "liquidations") return { kind, aggregated: false };
  throw new UserError(
    `${file.name}: open interest or funding? Both look alike: put "open-interest" or "funding" ` +
      `into the file name`,
  );
}

function valuesOf(kind: AggregateKind, row: { [name: string]: unknown }): Point["values"] {
  const close = jsonNumber(row.close);
  if (kind === "funding") return { rate: close / 100 };
  if (kind === "open-interest") return { open_interest_usd: close };
  return {
    long_usd: jsonNumber(row.aggregated_long_liquidation_usd ?? row.long_liquidation_usd),
    short_usd: jsonNumber(row.aggregated_short_liquidation_usd ?? row.short_liquidation_usd),
  };
}

function seriesFrom(file: RawFile, options: ReadOptions, aggregated: boolean) {
  const symbol = options.symbol ?? SYMBOL.exec(file.name)?.[1];
  if (!symbol) throw new UserError(`${file.name}: which symbol? Give --symbol`);
  const venue = aggregated ? "all" : options.venue;
  if (!venue) throw new UserError(`${file.name}: which exchange? Give --venue`);
  return { venue, market: marketOf(options.market ?? "linear", file.name), symbol };
}
