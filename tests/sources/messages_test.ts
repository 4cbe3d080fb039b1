import assert from "node:assert/strict";
import { bitmexLiquidations } from "../../lib/sources/bitmex-liquidations.ts";
import { bybitLiquidations } from "../../lib/sources/bybit-liquidations.ts";
import { okxLiquidations } from "../../lib/sources/okx-liquidations.ts";
import { recordedLiquidations } from "../../lib/sources/recorded-liquidations.ts";
import type { Source } from "../../lib/sources/source.ts";
import { LONG, SHORT, UNKNOWN_SIDE } from "../../lib/tables/schema.ts";
import { realData } from "../real-data.ts";
import { encode, rawFile, readAll } from "./raw.ts";

const lines = (...messages: unknown[]) => messages.map((m) => JSON.stringify(m)).join("\n") + "\n";
const read = (source: Source, text: string) => readAll(source, rawFile("recorded.jsonl", text));
const T = 1760000000000;

const bybit = (symbol: string, S: string, v = "2", p = "50") => (
  { topic: `allLiquidation.${symbol}`, type: "snapshot", ts: T, data: [{ T, s: symbol, S, v, p }] }
);
Deno.test("Bybit: S is the position's side, so Buy is a liquidated long", async () => {
  const { rows } = await read(
    bybitLiquidations,
    lines(bybit("BTCUSDT", "Buy"), bybit("BTCUSDT", "Sell")),
  );
  assert.deepEqual(rows.map(({ side }) => side), [LONG, SHORT]);
  assert.deepEqual(rows[0], {
    series: "liquidations/bybit/linear/BTCUSDT/trade/event/reported",
    line: 1,
    time: T,
    side: LONG,
    price: 50,
    quantity: 2,
    notional: 100,
  });
});
Deno.test("Bybit: inverse contracts count dollars", async () => {
  const [row] = (await read(bybitLiquidations, lines(bybit("BTCUSD", "Buy", "100", "50")))).rows;
  assert.equal(row.series, "liquidations/bybit/inverse/BTCUSD/trade/event/reported");
  assert.deepEqual([row.quantity, row.notional], [2, 100]);
});

const okx = (instId: string, posSide: string, side: string, sz = "3") => (
  { arg: {}, data: [{ instId, details: [{ bkPx: "100", posSide, side, sz, ts: String(T) }] }] }
);
Deno.test("OKX: contracts become coins, and posSide tells the side, else the order", async () => {
  const { rows } = await read(
    okxLiquidations,
    lines(okx("BTC-USDT-SWAP", "long", "sell"), okx("DOGE-USDT-SWAP", "net", "buy")),
  );
  assert.deepEqual(rows.map(({ side, quantity, notional }) => [side, quantity, notional]), [
    [LONG, 0.03, 3],
    [SHORT, 3000, 300_000],
  ]);
});
Deno.test("OKX: that it tells at most one a second is said", async () => {
  const { warnings } = await read(okxLiquidations, lines(okx("BTC-USDT-SWAP", "long", "sell")));
  assert.match(warnings[0], /OKX tells at most one liquidation per contract and second/);
});
Deno.test("OKX: inverse contracts are 100 or 10 USD; an unknown size is rejected, not guessed", async () => {
  const { rows, rejects } = await read(
    okxLiquidations,
    lines(
      okx("BTC-USD-SWAP", "short", "buy"),
      okx("XRP-USD-230929", "short", "buy"),
      okx("NEW-USDT-SWAP", "long", "sell"),
    ),
  );
  assert.deepEqual(rows.map(({ notional }) => notional), [300, 30]);
  assert.match(rejects[0].reason, /contract size of NEW-USDT-SWAP at okx is not known/);
});

const bitmex = (extra: object, row: object = {}) => ({
  table: "liquidation",
  action: "insert",
  data: [{ orderID: "x", symbol: "XBTUSD", side: "Sell", price: 10_000, leavesQty: 500, ...row }],
  ...extra,
});
Deno.test("BitMEX: XBTUSD counts dollars; the time is that of receipt, and none is no row", async () => {
  const { rows, rejects } = await read(
    bitmexLiquidations,
    lines({ local_timestamp: "2025-10-09T08:53:20.000Z", raw: bitmex({}) }, bitmex({})),
  );
  assert.deepEqual(
    rows.map(({ time, side, quantity, notional }) => [time, side, quantity, notional]),
    [
      [T, LONG, 0.05, 500],
    ],
  );
  assert.match(rejects[0].reason, /no time: record one beside the message/);
});
Deno.test("BitMEX: updates and deletes are not counted again, quanto contracts not guessed", async () => {
  const stamped = { timestamp: "2025-10-09T08:53:20.000Z" };
  const { rows, rejects } = await read(
    bitmexLiquidations,
    lines(bitmex({ action: "update" }, stamped), bitmex({}, { ...stamped, symbol: "ETHUSD" })),
  );
  assert.equal(rows.length, 0);
  assert.match(rejects[0].reason, /update of a liquidation that was counted/);
  assert.match(rejects[1].reason, /contract size of ETHUSD at bitmex/);
});

const force = (S: string) => ({
  stream: "btcusdt@forceOrder",
  data: {
    e: "forceOrder",
    E: T,
    o: { s: "BTCUSDT", S, q: "9", p: "99", ap: "100", X: "FILLED", z: "2", T },
  },
});
Deno.test("Binance forceOrder: SELL closed a long, opposite to Bybit; that it undercounts is said", async () => {
  const { rows, warnings } = await read(
    recordedLiquidations,
    lines(force("SELL"), force("BUY"), force("?")),
  );
  assert.deepEqual(rows.map(({ side, notional }) => [side, notional]), [
    [LONG, 200],
    [SHORT, 200],
    [UNKNOWN_SIDE, 200],
  ]);
  assert.match(warnings[0], /at most one liquidation per symbol and second/);
});

Deno.test("a line that is no JSON, or no liquidation, is rejected and the next one read", async () => {
  const text = `{"topic":\n${lines(bybit("BTCUSDT", "Buy"))}${lines({ topic: "tickers.BTCUSDT" })}`;
  const { rows, rejects } = await read(bybitLiquidations, lines(bybit("BTCUSDT", "Sell")) + text);
  assert.equal(rows.length, 2);
  assert.deepEqual(rejects.map(({ line, reason }) => [line, reason]), [
    [2, "no JSON"],
    [4, "no liquidation message of a known venue"],
  ]);
});
Deno.test("prices and sizes that are none are rejected", async () => {
  const { rows, rejects } = await read(
    bybitLiquidations,
    lines(
      bybit("BTCUSDT", "Buy", "x"),
      bybit("BTCUSDT", "Buy", "1", "0"),
      bybit("BTCUSDT", "Buy", "-1"),
    ),
  );
  assert.deepEqual([rows.length, rejects.length], [0, 3]);
});
Deno.test("each source knows its own messages", () => {
  const knows = (source: Source, message: unknown) =>
    source.recognises("x", encode(lines(message)));
  assert.ok(knows(bybitLiquidations, bybit("BTCUSDT", "Buy")));
  assert.ok(knows(okxLiquidations, okx("BTC-USDT-SWAP", "long", "sell")));
  assert.ok(knows(bitmexLiquidations, bitmex({})));
  assert.ok(knows(recordedLiquidations, force("SELL")));
  assert.ok(!knows(bybitLiquidations, force("SELL")));
});

const genuine = realData("formats/raw_ws_liquidation_messages.jsonl");
Deno.test({
  name: "genuine messages of five streams",
  ignore: genuine.ignore,
  async fn() {
    const { rows, rejects } = await read(recordedLiquidations, Deno.readTextFileSync(genuine.url));
    assert.deepEqual(
      rows.map(({ series, side }) => [series.split("/")[1], side]).sort(),
      [["binance", SHORT], ["bybit", SHORT], ["bybit", SHORT], ["okx", SHORT]],
    );
    assert.deepEqual(rejects.map(({ line, reason }) => [line, reason.slice(0, 7)]), [[
      5,
      "no time",
    ]]);
  },
});
