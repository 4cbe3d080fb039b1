import assert from "node:assert/strict";
import { coinOf, hyperliquidFiles } from "../../lib/fetch/hyperliquid.ts";
import { Web } from "../../lib/fetch/web.ts";
import { recogniseSource } from "../../lib/sources/registry.ts";
import { HOUR, parseTime } from "../../lib/tables/time.ts";
import { fakeClock } from "./fake-clock.ts";
import { type Asked, type Reply, startHost } from "./server.ts";

const wanted = (from: string, to: string, symbols = ["BTCUSDT"]) => ({
  symbols,
  tables: ["candles", "funding"] as const,
  interval: "5m",
  from: parseTime(from),
  to: parseTime(to),
  now: parseTime("2026-01-01"),
});
const row = (time: number, coin = "BTC") => ({
  coin,
  fundingRate: "0.0000125",
  premium: "0.0001",
  time: time + 7,
});
/** Hourly settlements as the host gives them: from and to inclusive, 500 at most. */
const settlements = ({ body }: Asked): Reply => {
  const { type, coin, startTime, endTime } = JSON.parse(body);
  assert.equal(type, "fundingHistory");
  const rows = [];
  for (let time = Math.floor(startTime / HOUR) * HOUR; rows.length < 500; time += HOUR) {
    if (time + 7 > endTime) break;
    if (time + 7 >= startTime) rows.push(row(time, coin));
  }
  return { body: JSON.stringify(rows) };
};

async function bring(answer: (asked: Asked, nth: number) => Reply, [file] = november) {
  const host = startHost(answer);
  const mirror = host.url;
  try {
    const web = new Web({ origin: "https://api.hyperliquid.xyz", mirror, clock: fakeClock() });
    return { text: await file.fetch(web), asked: host.asked };
  } finally {
    await host.close();
  }
}
const november = hyperliquidFiles(wanted("2025-11-01", "2025-12-01"));

Deno.test("funding alone is Hyperliquid's, a file a month and coin", () => {
  const files = hyperliquidFiles(wanted("2025-10-20", "2025-12-05", ["BTCUSDT", "BTC", "SOL"]));
  assert.deepEqual(files.map(({ path }) => path.split("/").at(-1)), [
    "BTC-fundingHistory-2025-10-20_2025-11-01.json",
    "BTC-fundingHistory-2025-11-01_2025-12-01.json",
    "BTC-fundingHistory-2025-12-01_2025-12-05.json",
    "SOL-fundingHistory-2025-10-20_2025-11-01.json",
    "SOL-fundingHistory-2025-11-01_2025-12-01.json",
    "SOL-fundingHistory-2025-12-01_2025-12-05.json",
  ]);
});

Deno.test("a coin goes by Hyperliquid's name", () => {
  assert.deepEqual(["ETHUSDT", "BTCUSD_PERP", "1000PEPEUSDT", "HYPE"].map(coinOf), [
    "ETH",
    "BTC",
    "kPEPE",
    "HYPE",
  ]);
});

Deno.test("a month is two pages, and every hour of it is there once", async () => {
  const { text, asked } = await bring(settlements);
  const times = JSON.parse(text!).map(({ time }: { time: number }) => time);
  const from = parseTime("2025-11-01");
  assert.deepEqual(times, Array.from({ length: 720 }, (_, i) => from + i * HOUR + 7));
  assert.deepEqual(asked.map(({ method, path }) => `${method} ${path}`), [
    "POST /info",
    "POST /info",
  ]);
});

Deno.test("what is kept is recognised by its reader", async () => {
  const { text } = await bring(settlements);
  const name = november[0].path.split("/").at(-1)!;
  assert.equal(recogniseSource(name, new TextEncoder().encode(text)).name, "hyperliquid-funding");
});

Deno.test("an unknown coin, or a time before it was listed, is nothing", async () => {
  for (const body of ["null", "[]"]) assert.equal((await bring(() => ({ body }))).text, undefined);
});

Deno.test("an answer about another coin, another time or nothing of the kind is refused", async () => {
  const at = parseTime("2025-11-02");
  const wrong = [
    [row(at, "ETH")],
    [row(parseTime("2025-12-01"))],
    [row(at), row(at - HOUR)],
    { error: "busy" },
    [{ coin: "BTC" }],
  ].map((answer) => JSON.stringify(answer));
  for (const body of [...wrong, "<html>", "[{"]) {
    await assert.rejects(bring(() => ({ body })), /not the funding of BTC/, body);
  }
});
