import assert from "node:assert/strict";
import { join } from "node:path";
import { fundingEventStudy } from "../../lib/analysis/funding/funding-event-study.ts";
import { fundingPaid } from "../../lib/analysis/funding/funding-paid.ts";
import { fundingVenues } from "../../lib/analysis/funding/funding-venues.ts";
import { fundingReset } from "../../lib/analysis/funding/funding-reset.ts";
import { premium } from "../../lib/analysis/funding/premium.ts";
import { ingest } from "../../lib/dataset/ingest.ts";
import { type Dataset, openDataset } from "../../lib/dataset/open.ts";
import { fundingElsewhere, fundingInputs, markAndIndex } from "../../lib/inputs/funding-reset.ts";
import { loadBars } from "../../lib/inputs/market.ts";
import { sourceLine } from "../../lib/inputs/provenance.ts";
import { noteRows, venueRows } from "../../lib/notebook/funding-rows.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR, MINUTE } from "../../lib/tables/time.ts";
import { type Made, made, START, walk, withDataset } from "./made-dataset.ts";

const DAYS = 40;
const span = { from: START, to: START + DAYS * DAY };
const bars = walk("BTCUSDT", DAYS, "1h");

/** Settlements of one rate; from the middle on every `then` hours. */
function settled(
  symbol: string,
  rate: number,
  hours: number,
  parts: Partial<Made["key"]> = {},
  then = hours,
): Made<"funding"> {
  const rows: [time: number, hours: number][] = [];
  const middle = START + DAYS / 2 * DAY;
  let time = START;
  while (time < span.to) {
    const length = time < middle ? hours : then;
    rows.push([time, length]);
    time += length * HOUR;
  }
  const columns = emptyColumns("funding", rows.length);
  rows.forEach(([time, length], i) => {
    columns.time[i] = time;
    columns.rate[i] = rate * length / 8;
    columns.interval_hours[i] = length;
  });
  return made("funding", columns, { symbol, interval: "settlement", ...parts });
}

/** Readings of one open interest, coins or USD, every `step` ms. */
function readings(
  symbol: string,
  unit: "open_interest" | "open_interest_usd",
  value: number,
  parts: Partial<Made["key"]> = {},
  step = HOUR,
): Made<"open_interest"> {
  const columns = emptyColumns("open_interest", DAYS * DAY / step);
  for (let i = 0; i < columns.time.length; i++) {
    columns.time[i] = START + i * step;
    columns[unit][i] = value;
  }
  const interval = step === HOUR ? "1h" : "1d";
  return made("open_interest", columns, { symbol, interval, ...parts });
}

/** Ingests one raw file, hands the dataset to a test, and removes both. */
async function withRawFile(
  name: string,
  text: string,
  test: (dataset: Dataset) => Promise<void>,
): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    const path = join(dir, name), out = join(dir, "data");
    await Deno.writeTextFile(path, text);
    const { failed } = await ingest({ files: [path], out });
    assert.deepEqual(failed, []);
    await test(openDataset(out));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

const near = { from: START + 10 * DAY, to: START + 30 * DAY };

Deno.test("each venue's funding comes with its own interval and open interest, and is weighted by it", async () => {
  await withDataset([
    bars,
    settled("BTCUSDT", 1e-4, 8),
    readings("BTCUSDT", "open_interest_usd", 3e9),
    settled("BTCUSDT", 2e-4, 8, { venue: "bybit" }, 4),
    readings("BTCUSDT", "open_interest_usd", 1e9, { venue: "bybit" }),
    settled("BTC", 5e-4, 1, { venue: "hyperliquid" }),
    settled("ETHUSDT", 9e-4, 8),
  ], async (dataset) => {
    const market = await loadBars(dataset, "BTCUSDT", span, HOUR);
    const { venues, provenance } = await fundingElsewhere(dataset, market, near);
    assert.deepEqual(venues.map(({ venue }) => venue).sort(), ["binance", "bybit", "hyperliquid"]);
    assert.equal(provenance.series.length, 5);
    const result = fundingVenues(venues, { ...near, resamples: 20 });
    const bybit = result.venues.find(({ venue }) => venue === "bybit")!;
    assert.deepEqual(bybit.intervals.map(({ hours }) => hours), [8, 4]);
    assert.deepEqual(result.unweighted, ["hyperliquid"]);
    for (const { by_venue, weighted_8h, weighted_venues } of result.points) {
      assert(
        Math.abs(by_venue.binance! - 1e-4) < 1e-12 && Math.abs(by_venue.bybit! - 2e-4) < 1e-12,
      );
      assert(Math.abs(by_venue.hyperliquid! - 5e-4) < 1e-12);
      assert(Math.abs(weighted_8h! - 1.25e-4) < 1e-12);
      assert.equal(weighted_venues, 2);
    }
  });
});

Deno.test("open interest in coins weighs by the price of the bars, a daily reading its whole day", async () => {
  await withDataset([
    bars,
    settled("BTCUSDT", 1e-4, 8),
    readings("BTCUSDT", "open_interest", 1e7, {}, DAY),
    settled("BTCUSDT", 3e-4, 8, { venue: "bybit" }),
    readings("BTCUSDT", "open_interest", 1e7, { venue: "bybit" }, DAY),
  ], async (dataset) => {
    const market = await loadBars(dataset, "BTCUSDT", span, HOUR);
    const { venues } = await fundingElsewhere(dataset, market, {
      from: near.from + 6 * HOUR,
      to: near.to,
    });
    const { points } = fundingVenues(venues, { from: near.from + 6 * HOUR, to: near.to });
    // Both hold the same coins, so the mean is in the middle; also before the first midnight.
    assert(points.every(({ weighted_8h }) => Math.abs(weighted_8h! - 2e-4) < 1e-12));
  });
});

Deno.test("of the judged venue it is the judged symbol's funding; simulated funding stays apart", async () => {
  await withDataset([
    bars,
    settled("BTCUSDT", 1e-4, 8),
    settled("BTCUSDC", 7e-4, 1),
    settled("BTCUSDT", 9e-4, 8, { venue: "bybit", basis: "simulated" }),
  ], async (dataset) => {
    const market = await loadBars(dataset, "BTCUSDT", span, HOUR);
    const { venues } = await fundingElsewhere(dataset, market, near);
    assert.deepEqual(venues.map(({ funding }) => funding.rate[0]), [1e-4]);
  });
});

Deno.test("without funding in the window there is no venue, and the bars stand for the source", async () => {
  await withDataset([bars, settled("BTCUSDT", 1e-4, 8)], async (dataset) => {
    const market = await loadBars(dataset, "BTCUSDT", span, HOUR);
    const later = { from: START + 90 * DAY, to: START + 99 * DAY };
    const { venues, provenance } = await fundingElsewhere(dataset, market, later);
    assert.deepEqual(venues, []);
    assert.deepEqual(provenance.series, market.provenance.series);
  });
});

/** The same bars as another kind of price, some hundredths of a percent off. */
function priced(kind: "mark" | "index", times: number, interval = "5m"): Made<"candles"> {
  const of = walk("BTCUSDT", DAYS, interval);
  for (const name of ["open", "high", "low", "close"] as const) {
    of.columns[name] = of.columns[name].map((price) => price * times);
  }
  return { key: { ...of.key, kind }, columns: of.columns };
}

Deno.test("mark and index price are joined to hours, with their sources", async () => {
  await withDataset([bars, priced("mark", 1.0005), priced("index", 1)], async (dataset) => {
    const prices = await markAndIndex(dataset, bars.key, near);
    assert.equal(prices.mark!.time.length, 20 * 24);
    assert.equal(prices.mark!.time[1] - prices.mark!.time[0], prices.step);
    assert.equal(prices.provenance!.series.length, 2);
    const result = premium(prices, { ...near, step: prices.step });
    assert.equal(result.points.length, 20 * 24);
    assert(Math.abs(result.mean! - 5e-4) < 1e-9);
  });
});

Deno.test("an unknown funding interval is named: inferred where the times tell it, else left out", async () => {
  const lines = ["timestamp,symbol,funding_rate"];
  for (let time = START - 200 * DAY; time < span.to; time += 8 * HOUR) {
    lines.push(`${time},BTCUSDT,0.0001`);
  }
  // Of one settlement alone no time tells the interval.
  lines.push(`${START},ETHUSDT,0.0001`);
  await withRawFile("settled.csv", lines.join("\n"), async (dataset) => {
    const inferred = `${
      lines.length - 2
    } settlements state no interval: it was inferred from their times`;
    const inputs = await fundingInputs(dataset, "BTCUSDT", near);
    const result = fundingReset(inputs, { at: near.from });
    assert.equal(result.outcome, "nothing to reset");
    assert.deepEqual(result.notes, [inferred]);
    const paid = fundingPaid(inputs, { at: near.from });
    const rows = noteRows([{ asset: "BTC", result, paid, inputs }]);
    assert.equal(rows.filter(({ note }) => note === inferred).length, 1);
    const study = fundingEventStudy({ assets: [inputs], events: [{ time: near.from }] });
    assert.deepEqual(study.notes, [`BTC: ${inferred}`]);
    const venues = fundingVenues((await fundingElsewhere(dataset, inputs, near)).venues, near);
    assert.equal(venues.venues[0].settlements, 60);
    assert.match(venueRows(venues)[0].notes, /^60 settlements state no interval: it was inferred/);

    const alone = fundingReset(await fundingInputs(dataset, "ETHUSDT", near), { at: near.from });
    assert.match(alone.not_testable!, /funding|settlement/);
    assert.deepEqual(alone.notes, ["1 settlements left out: their interval cannot be told"]);
  });
});

Deno.test("derivative tickers hold the mark and index price that a premium is made of", async () => {
  const header = "exchange,symbol,timestamp,local_timestamp,funding_timestamp,funding_rate," +
    "predicted_funding_rate,open_interest,last_price,index_price,mark_price";
  const hours = 6;
  const ticks = Array.from({ length: hours * 60 }, (_, i) => {
    const ms = START + i * MINUTE, index = 100 + i / 100;
    return `binance-futures,BTCUSDT,${ms}000,${ms}000,,,,,,${index},${index * 1.002}`;
  });
  await withRawFile("tickers.csv", [header, ...ticks].join("\n"), async (dataset) => {
    const until = { from: START, to: START + hours * HOUR };
    const prices = await markAndIndex(dataset, bars.key, until);
    const { of, points, mean } = premium(prices, { ...until, step: prices.step });
    assert.deepEqual([of, points.length], ["prices", hours]);
    assert(Math.abs(mean! - 0.002) < 1e-9);
  });
});

Deno.test("one price alone is found, none has no source, and daily bars are too coarse", async () => {
  await withDataset([bars, priced("mark", 1, "1h"), priced("index", 1, "1d")], async (dataset) => {
    const prices = await markAndIndex(dataset, bars.key, near);
    assert.equal(prices.index, undefined);
    assert.equal(prices.provenance!.series.length, 1);
    assert.equal(premium(prices, { step: HOUR }).not_testable, "no index price");
    const outside = { from: START + 90 * DAY, to: START + 99 * DAY };
    assert.deepEqual(await markAndIndex(dataset, bars.key, outside), {
      mark: undefined,
      index: undefined,
      step: HOUR,
      provenance: null,
    });
  });
});

Deno.test("a market without funding has no settlements, and its source says so", async () => {
  await withDataset([bars], async (dataset) => {
    const inputs = await fundingInputs(dataset, "BTCUSDT", span);
    assert.equal(inputs.funding.time.length, 0);
    assert.match(sourceLine(inputs.provenance), /no funding of BTCUSDT on binance/);
    assert.match(fundingReset(inputs, { at: span.from }).not_testable!, /funding|settlement/);
  });
});

Deno.test("finer open interest of another venue serves the flush, which names it", async () => {
  await withDataset([
    bars,
    settled("BTCUSDT", 1e-4, 8),
    readings("BTCUSDT", "open_interest", 5e3, {}, DAY),
    readings("BTC", "open_interest", 9e3, { venue: "hyperliquid" }),
  ], async (dataset) => {
    const inputs = await fundingInputs(dataset, "BTCUSDT", { from: near.from, to: near.from });
    assert.equal(inputs.openInterest!.open_interest[0], 9e3);
    assert.equal(inputs.venueOpenInterest!.open_interest[0], 5e3);
    assert.equal(inputs.flushVenue, "hyperliquid");
    assert(inputs.flushProvenance.series.every((id) => id.includes("hyperliquid")));
  });
});
