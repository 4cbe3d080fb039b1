import assert from "node:assert/strict";
import { loadLiquidations } from "../../lib/inputs/liquidations.ts";
import { loadOpenInterest } from "../../lib/inputs/open-interest.ts";
import { loadFeeds } from "../../lib/inputs/feeds.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";
import { LONG } from "../../lib/tables/schema.ts";
import { DAY, HOUR, intervalMs } from "../../lib/tables/time.ts";
import { made, START, totals, walk, withDataset } from "./made-dataset.ts";

const window = { from: START + 20 * DAY, to: START + 30 * DAY };
const load = { from: START, to: START + 30 * DAY };
const both = ["AUSDT", "BUSDT"];
const bars = both.map((symbol) => walk(symbol, 30));

Deno.test("without a feed the ladder estimates, and says so", () =>
  withDataset(bars, async (dataset) => {
    const { assets, step, basis, estimated, provenance } = await loadLiquidations(
      dataset,
      both,
      window,
      load,
    );
    assert.deepEqual([assets.map(({ asset }) => asset), step, basis, estimated], [
      ["A", "B"],
      5 * 60_000,
      "estimated",
      true,
    ]);
    assert.deepEqual(provenance.notes, ["liquidations estimated by the leverage ladder"]);
  }));

Deno.test("a feed of all assets over the window is used, that of all venues before others", () =>
  withDataset([
    ...bars,
    ...both.flatMap((symbol) => [
      totals(symbol, 30, "5m", { venue: "bybit" }),
      totals(symbol.slice(0, 1), 30, "1h", { venue: "all" }),
    ]),
  ], async (dataset) => {
    const { assets, step, basis, estimated } = await loadLiquidations(dataset, both, window, load);
    assert.deepEqual([step, basis, estimated], [HOUR, "reported", false]);
    assert.equal(assets[0].totals.total_usd[0], 2);
    assert.equal(assets[0].barStep, HOUR, "bars are read at the feed's step");
  }));

Deno.test("a feed that is throttled, that one asset lacks, or that starts late does not count", async () => {
  const late = both.map((symbol) => {
    const feed = totals(symbol, 30, "1h", { venue: "bybit" });
    const { time, ...values } = feed.columns;
    const rows = 14 * 24;
    return {
      ...feed,
      columns: {
        ...Object.fromEntries(Object.entries(values).map(([name, v]) => [name, v.slice(rows)])),
        time: time.slice(rows),
      } as typeof feed.columns,
    };
  });
  const throttled = both.map((symbol) => totals(symbol, 30, "1h"));
  for (const feeds of [throttled, [totals("AUSDT", 30, "1h", { venue: "bybit" })], late]) {
    await withDataset([...bars, ...feeds], async (dataset) => {
      assert.equal((await loadLiquidations(dataset, both, window, load)).estimated, true);
    });
  }
});

Deno.test("an asset that was listed late needs no feed before its first bar", () =>
  withDataset([
    bars[0],
    walk("BUSDT", 5, "5m", START + 25 * DAY),
    totals("AUSDT", 30, "1h", { venue: "bybit" }),
    (() => {
      const feed = totals("BUSDT", 5, "1h", { venue: "bybit" });
      feed.columns.time.forEach((time, i) => feed.columns.time[i] = time + 25 * DAY);
      return feed;
    })(),
  ], async (dataset) => {
    assert.equal((await loadLiquidations(dataset, both, window, load)).estimated, false);
  }));

Deno.test("feeds: of several intervals of a venue the finest that covers; single ones are summed", () => {
  const events = emptyColumns("liquidations", 3);
  events.time.set([START + HOUR, START + HOUR + 1, START + 3 * HOUR]);
  events.side.fill(LONG);
  events.price.fill(1);
  events.quantity.fill(5);
  events.notional.set([5, 6, 7]);
  return withDataset([
    totals("AUSDT", 30, "1d", { venue: "bybit" }),
    totals("AUSDT", 30, "1h", { venue: "bybit" }),
    made("liquidations", events, { symbol: "A", interval: "event", venue: "hyperliquid" }),
  ], async (dataset) => {
    const feeds = await loadFeeds(dataset, "A", { from: START, to: START + DAY });
    assert.deepEqual(feeds.map(({ venue, step }) => [venue, step / HOUR]), [
      ["bybit", 1],
      ["hyperliquid", 5 / 60],
    ]);
    const { total_usd, time } = feeds[1].totals;
    assert.equal(time[0], START + HOUR, "before its first event nothing is known");
    assert.deepEqual([total_usd.length, total_usd[0], total_usd.at(-1)], [25, 11, 7]);
    assert.deepEqual(await loadFeeds(dataset, "A", { from: 0, to: START }), []);
  });
});

/** Readings of 100 coins. */
function readings(days: number, interval: string, venue: string, from = START) {
  const columns = emptyColumns("open_interest", days * DAY / intervalMs(interval));
  columns.time.forEach((_, i) => columns.time[i] = from + i * intervalMs(interval));
  columns.open_interest.fill(100);
  return made("open_interest", columns, { symbol: "A", interval, venue });
}

Deno.test("open interest: fine readings over nearly all of the span, of all venues before one", () => {
  const { key, columns: bars } = walk("AUSDT", 30);
  const span = { from: START, to: START + 30 * DAY };
  const chosen = (...series: ReturnType<typeof readings>[]) => {
    let venue = "";
    return withDataset(series, async (dataset) => {
      const found = await loadOpenInterest(dataset, { key, bars }, span);
      venue = found ? found.provenance.series[0].split("/").slice(1, 2)[0] : "none";
    }).then(() => venue);
  };
  const cases = [
    { series: [readings(30, "1d", "binance"), readings(28, "1h", "bybit")], venue: "bybit" },
    { series: [readings(30, "1d", "binance"), readings(20, "1h", "bybit")], venue: "binance" },
    { series: [readings(30, "1h", "binance"), readings(30, "1h", "all")], venue: "all" },
    { series: [readings(30, "1h", "okx"), readings(30, "1h", "binance")], venue: "binance" },
    { series: [readings(5, "1h", "okx", START - 9 * DAY)], venue: "none" },
  ];
  return cases.reduce(
    (before, { series, venue }) =>
      before.then(async () => assert.equal(await chosen(...series), venue)),
    Promise.resolve(),
  );
});

Deno.test("open interest in unknown units is passed over, and that is noted", async () => {
  const { key, columns: bars } = walk("AUSDT", 30);
  const span = { from: START, to: START + 30 * DAY };
  const contracts = readings(30, "1h", "binance"), coins = readings(30, "1d", "bybit");
  // Contracts of a thousandth of a coin, taken for coins.
  contracts.columns.open_interest_usd.set(contracts.columns.open_interest.map((n) => n * 0.1));
  coins.columns.open_interest_usd.set(coins.columns.open_interest.map((n) => n * 100));
  await withDataset([contracts, coins], async (dataset) => {
    const { provenance } = (await loadOpenInterest(dataset, { key, bars }, span))!;
    assert.match(provenance.series[0], /^open_interest\/bybit\//);
    assert.equal(provenance.notes.length, 1);
    assert.match(provenance.notes[0], /^Binance A open interest left out: .* 0\.001\d* times/);
  });
  await withDataset([contracts], async (dataset) => {
    // Nothing is left, and why is still said.
    const { columns, provenance } = (await loadOpenInterest(dataset, { key, bars }, span))!;
    assert.deepEqual([columns, provenance.rows], [undefined, 0]);
    assert.match(provenance.notes[0], /^Binance A open interest left out/);
  });
});
