/** The bundled dataset is what the account of the event asks for. It is read here, not made again. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { openDataset, type SeriesQuery } from "../../lib/dataset/open.ts";
import type { Truth } from "../../lib/simulate/truth.ts";
import type { Columns } from "../../lib/tables/columns.ts";
import type { SeriesKey } from "../../lib/tables/keys.ts";
import type { TableName } from "../../lib/tables/schema.ts";
import { DAY, parseTime } from "../../lib/tables/time.ts";

const folder = fileURLToPath(new URL("../../data/sample", import.meta.url));
const dataset = await openDataset(folder);
const truth: Truth = JSON.parse(Deno.readTextFileSync(`${folder}/truth.json`));

const ASSETS = ["BTC", "ETH", "SOL", "DOGE", "ZEC"];
const WAVE = parseTime("2025-12-05");

async function columns<T extends TableName>(query: SeriesQuery & { table: T }) {
  const [found] = dataset.series(query);
  return await dataset.columns(found.key as SeriesKey & { table: T }) as Columns<T>;
}

const daily = await Promise.all(
  ASSETS.map((asset) =>
    columns({ table: "liquidation_totals", asset, venue: "all", interval: "1d" })
  ),
);

Deno.test("the wave: ETH over $180M, BTC within 15% of $177M, over $400M in all, each asset hit", () => {
  const day = daily[0].time.indexOf(WAVE);
  const usd = daily.map(({ total_usd }) => total_usd[day]);
  const [btc, eth, ...others] = usd;
  assert.ok(eth > 180e6 && Math.abs(btc / 177e6 - 1) < 0.15, `BTC ${btc}, ETH ${eth}`);
  assert.ok(usd.reduce((a, b) => a + b) > 400e6);
  assert.ok(others.every((value) => value > 0));
});

Deno.test("the wave is the worst day of December", () => {
  const total = (row: number) => daily.reduce((sum, { total_usd }) => sum + total_usd[row], 0);
  const first = daily[0].time.indexOf(parseTime("2025-12-01"));
  const days = Array.from({ length: 31 }, (_, i) => first + i);
  const worst = days.reduce((a, b) => total(a) > total(b) ? a : b);
  assert.equal(daily[0].time[worst], WAVE);
});

Deno.test("ten visits to 92,800-93,900 are turned back by the end of the year, none gets through", () => {
  const visits = truth.visits.filter(({ start }) => start >= "2025-11-20" && start < "2026-01-01");
  assert.deepEqual(truth.zone, [92_800, 93_900]);
  assert.equal(visits.length, 10);
  assert.ok(visits.every(({ outcome }) => outcome === "held"));
});

Deno.test("the first two closes above the zone come in early January", async () => {
  const { time, close } = await columns({ table: "candles", asset: "BTC", interval: "1h" });
  const from = time.indexOf(parseTime("2025-11-20"));
  const out = close.findIndex((price, i) => i > from && price > 93_900 && close[i - 1] > 93_900);
  assert.ok(time[out] >= parseTime("2026-01-01") && time[out] < parseTime("2026-01-10"));
});

Deno.test("funding before the wave is low", async () => {
  const { time, rate } = await columns({ table: "funding", asset: "BTC", venue: "binance" });
  const week = rate.filter((_, i) => time[i] >= WAVE - 7 * DAY && time[i] < WAVE).sort();
  assert.ok(week[week.length >> 1] < 0.0001);
});

Deno.test("history reaches back 365 days and 30 more before 12 December", () => {
  for (const query of [{ asset: ASSETS, interval: "1d" }, { asset: "BTC", interval: "1h" }]) {
    for (const { from, to } of dataset.series({ table: "candles", ...query })) {
      assert.ok(from <= parseTime("2025-12-12") - 395 * DAY && to >= parseTime("2026-01-31"));
    }
  }
  const funding = dataset.series({ table: "funding", venue: "binance", asset: ASSETS });
  assert.equal(funding.length, 5);
  assert.ok(funding.every(({ from }) => from < WAVE - 180 * DAY));
});

Deno.test("single liquidations add up to the hourly totals of their days", async () => {
  for (const [i, asset] of ASSETS.entries()) {
    const day = daily[i].time.indexOf(WAVE);
    let sum = 0;
    for (const { key } of dataset.series({ table: "liquidations", asset })) {
      const rows = await dataset.columns(key as SeriesKey & { table: "liquidations" }, {
        from: WAVE,
        to: WAVE + DAY,
      });
      sum += rows.notional.reduce((a, b) => a + b, 0);
    }
    assert.ok(Math.abs(sum / daily[i].total_usd[day] - 1) < 1e-6);
  }
});

Deno.test("it is called simulated, names its preset and seed, and stays under 10 MB", () => {
  const { files, series } = dataset.manifest;
  assert.ok(series.every(({ key }) => key.basis === "simulated"));
  assert.deepEqual(files.map(({ source, options }) => ({ source, ...options })), [
    { source: "simulate", preset: truth.preset, seed: truth.seed },
  ]);
  const bytes = series.flatMap(({ partitions }) => partitions).reduce((a, b) => a + b.bytes, 0);
  assert.ok(bytes + Deno.statSync(`${folder}/truth.json`).size < 10e6);
});
