import assert from "node:assert/strict";
import { UserError } from "../../lib/errors.ts";
import { coinalyzeFiles, coinalyzeInterval } from "../../lib/fetch/coinalyze.ts";
import { FETCH_TABLES, type FetchTable } from "../../lib/fetch/request.ts";
import { Web } from "../../lib/fetch/web.ts";
import { recogniseSource } from "../../lib/sources/registry.ts";
import { DAY, parseTime } from "../../lib/tables/time.ts";
import { fakeClock } from "./fake-clock.ts";
import { type Asked, type Reply, startHost } from "./server.ts";

const KEY = "7f3e-secret-key-0001";
const wanted = {
  symbols: ["BTCUSDT"],
  tables: FETCH_TABLES as readonly FetchTable[],
  interval: "5m",
  from: parseTime("2025-11-01"),
  to: parseTime("2025-12-01"),
  now: parseTime("2025-12-10"),
};
const answerOf = (...history: object[]) => JSON.stringify([{ symbol: "BTCUSDT_PERP.A", history }]);
const LIQUIDATIONS = answerOf({ t: 1761955200, l: 10.5, s: 0 }, { t: 1761958800, l: 1, s: 2 });

async function bring(
  answer: (asked: Asked, nth: number) => Reply,
  table: FetchTable = "liquidations",
) {
  const host = startHost(answer);
  try {
    const web = new Web({
      origin: "https://api.coinalyze.net",
      mirror: host.url,
      clock: fakeClock(),
    });
    const [file] = coinalyzeFiles({ ...wanted, tables: [table] }, KEY);
    return { text: await file.fetch(web), asked: host.asked };
  } finally {
    await host.close();
  }
}

Deno.test("each history of a symbol is one call; names say what the readers look for", () => {
  assert.deepEqual(coinalyzeFiles(wanted, KEY).map(({ path }) => path), [
    "v1/funding-rate-history/BTCUSDT_PERP.A/" +
    "BTCUSDT_PERP.A-funding-1hour-2025-11-01_2025-12-01.json",
    "v1/open-interest-history/BTCUSDT_PERP.A/" +
    "BTCUSDT_PERP.A-open-interest-1hour-2025-11-01_2025-12-01.json",
    "v1/liquidation-history/BTCUSDT_PERP.A/" +
    "BTCUSDT_PERP.A-liquidation-usd-1hour-2025-11-01_2025-12-01.json",
  ]);
});

Deno.test("a call is in seconds, both ends included, liquidations in USD", async () => {
  const { text, asked } = await bring(() => ({ body: LIQUIDATIONS }));
  assert.equal(text, LIQUIDATIONS);
  assert.equal(
    asked[0].path,
    "/v1/liquidation-history?symbols=BTCUSDT_PERP.A&interval=1hour" +
      "&from=1761955200&to=1764547199&convert_to_usd=true",
  );
  const interest = await bring(() => ({ body: answerOf({ t: 1, c: 1 }) }), "open_interest");
  assert.doesNotMatch(interest.asked[0].path, /convert_to_usd/);
});

Deno.test("the key goes into its header, and not into the address", async () => {
  const { asked } = await bring(() => ({ body: LIQUIDATIONS }));
  assert.equal(asked[0].headers.get("api_key"), KEY);
  assert(!asked[0].path.includes(KEY));
});

Deno.test("coin-margined contracts keep their name; those with an end have no known code", () => {
  const codes = coinalyzeFiles(
    { ...wanted, symbols: ["BTCUSD_PERP", "BTCUSDT_260327", "SOL"], tables: ["liquidations"] },
    KEY,
  ).map(({ path }) => path.split("/")[2]);
  assert.deepEqual(codes, ["BTCUSD_PERP.A", "SOLUSDT_PERP.A"]);
});

Deno.test("bars are as fine as are kept for the whole window, and no finer than wanted", () => {
  const now = wanted.now;
  const bars = (days: number, interval = "5m", table: FetchTable = "liquidations") =>
    coinalyzeInterval(table, { interval, from: now - days * DAY, now });
  assert.deepEqual([1, 5, 15, 60, 120, 700, 1000].map((days) => bars(days)), [
    "5min",
    "5min",
    "15min",
    "1hour",
    "2hour",
    "12hour",
    "daily",
  ]);
  assert.equal(bars(5, "4h"), "4hour");
  assert.equal(bars(5, "10m"), "15min");
});

Deno.test("funding comes in bars that step over no settlement, or not at all", () => {
  const now = wanted.now;
  const bars = (days: number) =>
    coinalyzeInterval("funding", { interval: "5m", from: now - days * DAY, now });
  assert.deepEqual([1, 60, 120, 240, 300].map(bars), [
    "1hour",
    "1hour",
    "2hour",
    "4hour",
    undefined,
  ]);
});

Deno.test("funding that is kept no more is missing without being asked for", async () => {
  const long = { ...wanted, tables: ["funding"] as const, from: wanted.now - 300 * DAY };
  const [file] = coinalyzeFiles(long, KEY);
  const web = new Web({ origin: "https://api.coinalyze.net", mirror: "http://127.0.0.1:1" });
  assert.equal(await file.fetch(web), undefined);
});

Deno.test("what is kept is recognised by its reader", async () => {
  const { text } = await bring(() => ({ body: LIQUIDATIONS }));
  assert.equal(recogniseSource("x.json", new TextEncoder().encode(text)).name, "coinalyze");
});

Deno.test("an unknown symbol, or a window without a point, is nothing", async () => {
  for (const body of ["[]", answerOf()]) {
    assert.equal((await bring(() => ({ body }))).text, undefined);
  }
});

Deno.test("no failure says the key, whatever the host does with it", async () => {
  const answers: ((asked: Asked) => Reply)[] = [
    () => ({ status: 401, body: `{"message":"Invalid API key ${KEY}"}` }),
    () => ({ status: 400, body: KEY }),
    () => ({ status: 500, body: KEY }),
    () => ({ status: 302, headers: { location: `https://thief.example/?key=${KEY}` } }),
    () => ({ body: JSON.stringify([{ symbol: "BTCUSDT_PERP.A", history: [], api_key: KEY }]) }),
    () => ({ body: `[{"symbol":"${KEY}"` }),
    () => ({ body: LIQUIDATIONS, cut: 20 }),
  ];
  for (const answer of answers) {
    await assert.rejects(bring(answer), (error) => {
      assert(error instanceof UserError);
      assert(!`${error.message}${error.stack}`.includes(KEY), error.message);
      return true;
    });
  }
});

Deno.test("a wrong key is named as such", async () => {
  await assert.rejects(bring(() => ({ status: 401 })), /does not accept the key in COINALYZE_API/);
});

Deno.test("an answer that is no history of the symbol is refused", async () => {
  const other = LIQUIDATIONS.replace("BTCUSDT", "ETHUSDT");
  for (const body of [other, '{"message":"busy"}', "<html>", "[1]", LIQUIDATIONS.slice(0, -3)]) {
    await assert.rejects(bring(() => ({ body })), /no history of BTCUSDT_PERP\.A/, body);
  }
});
