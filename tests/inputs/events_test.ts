import assert from "node:assert/strict";
import { loadEvent } from "../../lib/inputs/events.ts";
import { describedDays, openInterests, waveSources } from "../../lib/inputs/liquidation-wave.ts";
import { reportedDays } from "../../lib/inputs/reported-days.ts";
import { loadAnatomy } from "../../lib/inputs/anatomy.ts";
import { loadSingles } from "../../lib/inputs/singles.ts";
import { loadUniverse } from "../../lib/inputs/universe.ts";
import { DAY, formatTime, HOUR } from "../../lib/tables/time.ts";
import { liquidationWave } from "../../lib/analysis/wave/wave.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";
import { made, START, totals, walk, withDataset } from "./made-dataset.ts";

const AT = START + 22 * DAY + 10 * HOUR;
const window = { from: START + 20 * DAY, to: START + 28 * DAY };
const market = [
  walk("AUSDT", 30),
  totals("A", 30, "1h", { venue: "all" }, { at: AT, usd: 500 }),
  totals("AUSDT", 30, "1d", { venue: "bybit" }),
];
const load = (at: string[], test: (event: Awaited<ReturnType<typeof loadEvent>>) => void) =>
  withDataset(market, async (dataset) => test(await loadEvent(dataset, ["AUSDT"], window, at)));

Deno.test("the most severe cascade of the window is the event", () =>
  load([], ({ at, chosen, cascade, span, day }) => {
    assert.equal(at, AT);
    assert.equal(chosen, "the window's most severe cascade");
    assert.equal(cascade?.start, formatTime(AT));
    assert.deepEqual(span, { from: AT, to: AT + HOUR });
    assert.deepEqual(day, { from: START + 22 * DAY, to: START + 23 * DAY });
  }));

Deno.test("a day asked for takes its most severe cascade, a calm one is judged as a day", async () => {
  await load(["2025-10-23"], ({ at, cascade, window }) => {
    assert.equal(at, START + 22 * DAY, "what was asked for stays what it is");
    assert.equal(cascade?.start, formatTime(AT));
    assert.equal(window.start, formatTime(AT));
  });
  await load(["2025-10-24T05:00Z"], ({ cascade, span, chosen }) => {
    assert.deepEqual([cascade, chosen], [null, "as asked for"]);
    assert.deepEqual(span, { from: START + 23 * DAY, to: START + 24 * DAY });
  });
});

Deno.test("a time after the data's end finds the window's cascades, in the same feed, and says so", () => {
  // The feed ends before the bars do: it covers the window, and nothing that comes later.
  const short = [
    walk("AUSDT", 60),
    totals("A", 30, "1h", { venue: "all" }, { at: AT, usd: 500 }),
  ];
  return withDataset(short, async (dataset) => {
    const without = await loadEvent(dataset, ["AUSDT"], window, []);
    const after = await loadEvent(dataset, ["AUSDT"], window, ["2026-12-01"]);
    assert.equal(after.found.liquidations.estimated, false);
    assert.deepEqual(after.peaks, without.peaks);
    assert.deepEqual([after.peaks.length, after.cascade], [1, null]);
    assert.equal(after.chosen, "as asked for, after the data's end on 29 Nov 2025");
    const before = await loadEvent(dataset, ["AUSDT"], window, ["2024-12-01"]);
    assert.deepEqual(before.peaks, without.peaks);
    assert.equal(before.chosen, "as asked for, before the data's beginning on 1 Oct 2025");
  });
});

Deno.test("a window without a cascade has its last day", () =>
  withDataset(market, async (dataset) => {
    const calm = { from: START + 24 * DAY, to: START + 28 * DAY };
    const { at, chosen, cascade } = await loadEvent(dataset, ["AUSDT"], calm, []);
    assert.deepEqual([at, cascade], [START + 27 * DAY, null]);
    assert.match(chosen, /it holds no cascade/);
  }));

Deno.test("what stands around an event: sources with the ladder, reports, and what is not there", () =>
  withDataset(market, async (dataset) => {
    const event = await loadEvent(dataset, ["AUSDT"], window, []);
    const { series } = await waveSources(dataset, event, event.day);
    assert.deepEqual(series.map(({ venue, basis }) => `${venue} ${basis}`).sort(), [
      "all reported",
      "binance estimated",
      "bybit reported",
    ]);
    const reports = await reportedDays(dataset, event);
    assert.deepEqual(reports.map(({ venue }) => venue), ["all", "bybit"]);
    const [asset] = event.found.liquidations.assets;
    const { columns } = await loadSingles(dataset, event, asset, window);
    assert.equal(columns.time.length, 0);
    const { assets, provenance } = openInterests(event);
    assert.deepEqual([assets[0].openInterest.time.length, provenance.series.length], [0, 1]);
    assert.deepEqual(describedDays(event).figures.map(({ asset }) => asset), ["total"]);
    const around = await loadAnatomy(dataset, event, asset);
    assert.deepEqual([around.asset.funding, around.asset.totals], [undefined, asset.totals]);
    const universe = await loadUniverse(dataset, event);
    assert.deepEqual([universe.venue, universe.daily.length], ["binance", 1]);
  }));

Deno.test("open interest of another venue is named, and is no whole of the liquidations", async () => {
  const held = (venue: string, usd: number) => {
    const columns = emptyColumns("open_interest", 30 * 24);
    columns.time.forEach((_, i) => columns.time[i] = START + i * HOUR);
    columns.open_interest_usd.fill(usd);
    return made("open_interest", columns, { symbol: "AUSDT", venue, interval: "1h" });
  };
  await withDataset([market[0], market[2], held("bybit", 500)], async (dataset) => {
    const event = await loadEvent(dataset, ["AUSDT"], window, []);
    const [asset] = openInterests(event).assets;
    assert.deepEqual([asset.venue, asset.venueOpenInterest], ["bybit", null]);
    assert.equal(event.found.liquidations.assets[0].openInterestElsewhere, true);
    // What Bybit reports is a share of what stood open there.
    const { series } = await waveSources(dataset, event, event.day);
    const { sources } = liquidationWave(series, event.day);
    const shares = sources.map(({ venue, by_asset }) => [venue, by_asset[0].oi_share !== null]);
    assert.deepEqual(shares, [["bybit", true], ["binance", false]]);
  });
  await withDataset([market[0], held("bybit", 500), held("binance", 700)], async (dataset) => {
    const event = await loadEvent(dataset, ["AUSDT"], window, []);
    const [asset] = openInterests(event).assets;
    assert.equal(asset.venue, "binance");
    assert.equal(asset.venueOpenInterest!.open_interest_usd[0], 700);
    assert.equal(event.found.liquidations.assets[0].openInterestElsewhere, false);
  });
});

Deno.test("without any report there is one comparison, of no days", () =>
  withDataset([market[0]], async (dataset) => {
    const event = await loadEvent(dataset, ["AUSDT"], window, []);
    const reports = await reportedDays(dataset, event);
    assert.deepEqual(reports.map(({ reported }) => reported.time.length), [0]);
  }));
