import assert from "node:assert/strict";
import type { CoverageRow } from "../../lib/dataset/data-check.ts";
import { FETCH_TABLES } from "../../lib/fetch/request.ts";
import { questions } from "../../lib/inputs/questions.ts";

const WINDOW = { from: Date.UTC(2025, 10, 20), to: Date.UTC(2025, 11, 20) };

function row(table: string, symbol: string, changes: Partial<CoverageRow> = {}): CoverageRow {
  return {
    series: `${table}/${symbol}`,
    table,
    venue: "binance",
    market: "linear",
    symbol,
    asset: symbol.replace("USDT", ""),
    kind: "trade",
    interval: "5m",
    basis: "reported",
    rows: 1000,
    from: "2024-11-01T00:00:00Z",
    to: "2025-12-20T00:00:00Z",
    gaps: 0,
    missing: 0,
    complete: 1,
    duplicates: 0,
    differences: 0,
    rejected: 0,
    ...changes,
  } as CoverageRow;
}

const said = (rows: CoverageRow[]) =>
  Object.fromEntries(
    questions(rows, WINDOW).map(({ check, state, finding }) => [
      /\((C\d+)/.exec(check)?.[1] ?? check,
      `${state}: ${finding}`,
    ]),
  );

Deno.test("an empty dataset carries nothing, and says what follows from that", () => {
  const lines = questions([], WINDOW);
  assert.ok(lines.length >= 10);
  assert.ok(lines.every(({ state }) => state === "unknown"));
  assert.match(said([]).C1, /estimated from bars, which cannot settle dollars$/);
  assert.match(said([]).C9, /not testable; to get it: deno task fetch --tables funding$/);
});

Deno.test("the tables that are named to be fetched are some that fetch knows", () => {
  const named = questions([], WINDOW).flatMap(({ finding }) =>
    /--tables (\w+)$/.exec(finding)?.[1] ?? []
  );
  assert.deepEqual(named, ["open_interest", "funding", "depth"]);
  assert.ok(named.every((table) => FETCH_TABLES.some((known) => known === table)));
});

Deno.test("spot alone carries none of them", () => {
  const lines = questions([row("candles", "BTCUSDT", { market: "spot" })], WINDOW);
  assert.ok(lines.every(({ state }) => state === "unknown"));
});

Deno.test("each question asks for its own bars, history and number of assets", () => {
  const { C5: _, ...answers } = said([row("candles", "BTCUSDT"), row("candles", "ETHUSDT")]);
  assert.equal(
    answers.C4,
    "fine: Binance 5m: BTC, ETH; 100% of the window; 384 days before it, 30 needed",
  );
  assert.match(answers.C6, /^fine: /);
  assert.match(answers.C2, /^look: Binance 5m: BTC, ETH, of 20 needed; /);
  assert.match(answers.C7, /384 days before it, 365 needed$/);
  assert.match(answers.C11, /^unknown/);
  const short = said([row("candles", "BTCUSDT", { from: "2025-11-01T00:00:00Z" })]);
  assert.match(short.C7, /^look: .*; 19 days before it, 365 needed$/);
  const daily = said([row("candles", "BTCUSDT", { interval: "1d" })]);
  assert.match(daily.C4, /^unknown: no bars of an hour or less/);
  assert.match(daily.C7, /^fine/);
});

Deno.test("of several venues that which knows most of the window serves; a part of it is said", () => {
  const half = { from: "2025-12-05T00:00:00Z", interval: "1h" };
  const { C3 } = said([
    row("open_interest", "BTCUSDT", { ...half, venue: "lighter" }),
    row("open_interest", "BTC", { venue: "hyperliquid", interval: "1h", complete: 0.9 }),
  ]);
  assert.equal(C3, "look: Hyperliquid 1h: BTC; 90% of the window; 384 days before it, 180 needed");
});

Deno.test("reported liquidations of one venue are a part of the market's", () => {
  const totals = (venue: string) =>
    said([row("liquidation_totals", "BTC", { venue, interval: "1d" })]);
  assert.equal(
    totals("hyperliquid").C1,
    "look: Hyperliquid 1d: BTC; 100% of the window; the market's are more",
  );
  assert.match(totals("all").C1, /^fine: /);
  assert.match(totals("all")["Liquidations one by one"], /^unknown/);
});
