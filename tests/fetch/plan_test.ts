import assert from "node:assert/strict";
import { UserError } from "../../lib/errors.ts";
import { binanceSymbol, plan, type PlannedFile } from "../../lib/fetch/plan.ts";
import type { FetchTable, Wanted } from "../../lib/fetch/request.ts";
import { DAY, parseTime } from "../../lib/tables/time.ts";
import fc from "../property.ts";

const wanted = (from: string, to: string, more: Partial<Wanted> = {}): Wanted => ({
  symbols: ["BTCUSDT"],
  tables: ["candles"],
  interval: "5m",
  from: parseTime(from),
  to: parseTime(to),
  now: parseTime("2026-02-20T09:30"),
  ...more,
});
const names = (files: PlannedFile[]) => files.map(({ path }) => path.split("/").at(-1));

Deno.test("whole months come as monthly files, the rest as daily ones", () => {
  const files = plan(wanted("2025-10-30", "2025-12-03"));
  assert.deepEqual(names(files), [
    "BTCUSDT-5m-2025-10-30.zip",
    "BTCUSDT-5m-2025-10-31.zip",
    "BTCUSDT-5m-2025-11.zip",
    "BTCUSDT-5m-2025-12-01.zip",
    "BTCUSDT-5m-2025-12-02.zip",
  ]);
  assert.deepEqual(files.map(({ kind }) => kind), [
    "daily",
    "daily",
    "monthly",
    "daily",
    "daily",
  ]);
});

Deno.test("a file is named by its host's path, and its checksum lies beside it", () => {
  const [file] = plan(wanted("2025-11-01", "2025-12-01"));
  const path = "data/futures/um/monthly/klines/BTCUSDT/5m/BTCUSDT-5m-2025-11.zip";
  assert.equal(file.path, path);
  assert.equal(file.url, `https://data.binance.vision/${path}`);
  assert.equal(file.checksumUrl, `https://data.binance.vision/${path}.CHECKSUM`);
});

Deno.test("each table has its path; metrics and depth are daily, funding monthly", () => {
  const path = (table: FetchTable, symbol = "BTCUSDT") =>
    plan(wanted("2025-11-01", "2025-12-01", { tables: [table], symbols: [symbol] }))[0].path;
  assert.equal(
    path("open_interest"),
    "data/futures/um/daily/metrics/BTCUSDT/BTCUSDT-metrics-2025-11-01.zip",
  );
  assert.equal(
    path("depth"),
    "data/futures/um/daily/bookDepth/BTCUSDT/BTCUSDT-bookDepth-2025-11-01.zip",
  );
  assert.equal(
    path("funding"),
    "data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2025-11.zip",
  );
  assert.equal(
    path("liquidations", "BTCUSD_PERP"),
    "data/futures/cm/daily/liquidationSnapshot/BTCUSD_PERP/" +
      "BTCUSD_PERP-liquidationSnapshot-2025-11-01.zip",
  );
});

Deno.test("funding comes by whole months, whatever part of them is wanted", () => {
  const files = plan(wanted("2025-10-30", "2025-12-03", { tables: ["funding"] }));
  assert.deepEqual(names(files), [
    "BTCUSDT-fundingRate-2025-10.zip",
    "BTCUSDT-fundingRate-2025-11.zip",
    "BTCUSDT-fundingRate-2025-12.zip",
  ]);
});

Deno.test("a month that is not over comes as the days that are", () => {
  const files = plan(wanted("2026-02-01", "2026-03-01"));
  assert.equal(files.length, 19);
  assert.equal(names(files).at(-1), "BTCUSDT-5m-2026-02-19.zip");
});

Deno.test("a monthly file names the days that stand in for it, and funding none", () => {
  const tables: FetchTable[] = ["candles", "funding"];
  const [candles, funding] = plan(wanted("2025-11-01", "2025-12-01", { tables }));
  assert.equal(candles.instead.length, 30);
  assert.equal(names(candles.instead)[29], "BTCUSDT-5m-2025-11-30.zip");
  assert.equal(funding.instead.length, 0);
});

Deno.test("Binance has no liquidations of contracts in USDT: none are planned", () => {
  assert.deepEqual(plan(wanted("2025-11-01", "2025-12-01", { tables: ["liquidations"] })), []);
});

Deno.test("an asset is its perpetual in USDT; a symbol twice is one symbol", () => {
  assert.equal(binanceSymbol("BTC"), "BTCUSDT");
  assert.equal(binanceSymbol("1000PEPEUSDT"), "1000PEPEUSDT");
  const once = plan(wanted("2025-11-01", "2025-12-01", { symbols: ["BTC", "BTCUSDT"] }));
  assert.equal(once.length, 1);
});

Deno.test("what Binance cannot have is refused before anything is asked for", () => {
  assert.throws(() => binanceSymbol("BTC-USDT"), UserError);
  assert.throws(() => binanceSymbol("..USDT"), UserError);
  assert.throws(
    () => plan(wanted("2025-11-01", "2025-12-01", { interval: "10m" })),
    /no bars of 10m: choose one of 1m, 3m, 5m/,
  );
});

Deno.test("every day of the window that is over is covered exactly once, by either way", () => {
  const now = parseTime("2026-02-20T09:30"), today = parseTime("2026-02-20");
  const day = fc.integer({ min: -400, max: 20 }).map((days) => today + days * DAY);
  fc.assert(fc.property(day, fc.integer({ min: 1, max: 120 }), (from, days) => {
    const to = from + days * DAY;
    const files = plan({ ...wanted("2025-11-01", "2025-12-01"), from, to, now });
    for (const way of [files, files.flatMap((f) => f.instead.length ? f.instead : [f])]) {
      let at = from;
      for (const file of way) {
        assert.equal(file.from, at);
        at = file.to;
      }
      assert.equal(at, Math.max(from, Math.min(to, today)));
    }
  }));
});
