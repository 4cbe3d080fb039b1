import { HOUR, MINUTE } from "../tables/time.ts";
import { textHead } from "./head.ts";
import { fieldsOfJson, readJson } from "./json.ts";
import { jsonNumber, jsonText } from "./liquidation-messages.ts";
import { RowBatches } from "./row-batches.ts";
import { seriesOf } from "./series-of.ts";
import type { RawFile, Read, Source } from "./source.ts";

/** Hyperliquid's `fundingHistory`: the rate of **one hour**, as a fraction. */
export const hyperliquidFunding: Source = {
  name: "hyperliquid-funding",
  title: "Hyperliquid fundingHistory, hourly rates (JSON)",
  verified: false,
  licence: "Hyperliquid terms of use",
  recognises: (_, head) => /^\[?\s*\{[^}]*"coin"[^}]*"fundingRate"[^}]*"time"/.test(textHead(head)),
  read,
};

async function* read(file: RawFile): AsyncGenerator<Read> {
  const batches = new RowBatches();
  let any = false, offHour = 0;
  for await (const json of readJson(file)) {
    any = true;
    if ("reason" in json) {
      yield { reject: json };
      continue;
    }
    const row = fieldsOfJson(json.value) ?? {};
    const symbol = jsonText(row.coin);
    const rate = jsonNumber(row.fundingRate);
    const time = jsonNumber(row.time);
    if (symbol === "" || Number.isNaN(rate) || Number.isNaN(time)) {
      const reason = "no funding: it wants coin, fundingRate and time";
      yield { reject: { line: json.line, reason, text: json.text } };
      continue;
    }
    if (time % HOUR > MINUTE) offHour++;
    const key = () =>
      seriesOf("funding", {
        venue: "hyperliquid",
        market: "linear",
        symbol,
        interval: "settlement",
      });
    const premium = jsonNumber(row.premium);
    batches.add(symbol, key, { time, rate, interval_hours: 1, premium }, json.line);
    for (const batch of batches.full()) yield { batch };
  }
  for (const batch of batches.rest()) yield { batch };
  if (!any) yield { warning: `${file.name} holds no settlement` };
  if (offHour > 0) {
    yield { warning: `${file.name}: ${offHour} settlements are not on the hour: seconds, not ms?` };
  }
}
