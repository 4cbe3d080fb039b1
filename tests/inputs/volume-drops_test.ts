import assert from "node:assert/strict";
import { volumeElsewhere } from "../../lib/analysis/volume/volume-elsewhere.ts";
import { volumePattern } from "../../lib/analysis/volume/volume-pattern.ts";
import { barsElsewhere, hourlyBars, volumeInputs } from "../../lib/inputs/volume-drops.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR, MINUTE } from "../../lib/tables/time.ts";
import { type Made, made, START, walk, withDataset } from "./made-dataset.ts";

const span = { from: START, to: START + 60 * DAY };

/** The same bars with another volume, on another market. */
function like(
  { key, columns }: Made<"candles">,
  parts: Partial<Made<"candles">["key"]>,
  times: number,
): Made<"candles"> {
  return {
    key: { ...key, ...parts },
    columns: {
      ...columns,
      volume: columns.volume.map((value) => value * times),
      quote_volume: columns.quote_volume.map((value) => value * times),
    },
  };
}

const perpetual = walk("BTCUSDT", 60, "1h");
const market = [
  perpetual,
  like(perpetual, { market: "spot" }, 0.25),
  like(perpetual, { venue: "bybit" }, 0.5),
  like(perpetual, { venue: "okx", symbol: "BTC-USDT-SWAP", interval: "1h" }, 0.4),
  like(perpetual, { venue: "bitmex", market: "inverse", symbol: "XBTUSD" }, 0.01),
  walk("ETHUSDT", 60, "1h"),
];

Deno.test("each other market of the asset is found under its own name: spot, venues, inverse", async () => {
  await withDataset(market, async (dataset) => {
    const places = await barsElsewhere(dataset, perpetual.key, span);
    assert.deepEqual(places.map(({ name }) => name).sort(), [
      "Binance BTCUSDT spot",
      "BitMEX XBTUSD inverse perpetual",
      "Bybit BTCUSDT perpetual",
      "OKX BTC-USDT-SWAP perpetual",
    ]);
    for (const { bars, provenance } of places) {
      assert.equal(bars.time.length, 60);
      assert.equal(provenance.rows, 60 * 24);
      assert.deepEqual([provenance.from, provenance.to], [span.from, span.to]);
    }
  });
});

Deno.test("and its days stand beside those of the judged market at the planted size", async () => {
  await withDataset(market, async (dataset) => {
    const inputs = await volumeInputs(dataset, "BTCUSDT", { from: span.to - DAY, to: span.to });
    const places = await barsElsewhere(dataset, inputs.key, span);
    const result = volumeElsewhere(
      { ...inputs, name: "Binance BTCUSDT perpetual" },
      places,
      { at: span.to - DAY, resamples: 50 },
    );
    const ratio = (part: string) => result.rows.find(({ place }) => place.includes(part))!.ratio!;
    assert(Math.abs(ratio("spot") - 0.25) < 1e-9);
    assert(Math.abs(ratio("Bybit") - 0.5) < 1e-9);
    assert(Math.abs(ratio("OKX") - 0.4) < 1e-9);
    assert.match(result.here.drop_not_testable!, /no funding/);
  });
});

Deno.test("a market alone has none elsewhere, and bars that do not join to days are left out", async () => {
  const odd = like(perpetual, { venue: "bybit", interval: "7m" }, 1);
  await withDataset([perpetual, odd], async (dataset) => {
    assert.deepEqual(await barsElsewhere(dataset, perpetual.key, span), []);
  });
});

Deno.test("of several intervals of one market the one that covers the span best is read", async () => {
  const short = like(walk("BTCUSDT", 10, "1h"), { venue: "bybit" }, 1);
  const days = like(walk("BTCUSDT", 60, "1d"), { venue: "bybit" }, 1);
  await withDataset([perpetual, short, days], async (dataset) => {
    const places = await barsElsewhere(dataset, perpetual.key, span);
    assert.equal(places.length, 1);
    assert.match(places[0].provenance.series[0], /\/1d\//);
    assert.equal(places[0].bars.time.length, 60);
  });
});

Deno.test("a market whose bars all lie outside the span is not there", async () => {
  const later = like(walk("BTCUSDT", 20, "1h", START + 80 * DAY), { venue: "dydx" }, 1);
  await withDataset([perpetual, later], async (dataset) => {
    assert.deepEqual(await barsElsewhere(dataset, perpetual.key, span), []);
    const all = { from: START, to: START + 100 * DAY };
    const [{ name }] = await barsElsewhere(dataset, perpetual.key, all);
    assert.equal(name, "dYdX BTCUSDT perpetual");
  });
});

Deno.test("simulated bars are not set beside reported ones", async () => {
  const simulated = like(perpetual, { venue: "bybit", basis: "simulated" }, 1);
  await withDataset([perpetual, simulated], async (dataset) => {
    assert.deepEqual(await barsElsewhere(dataset, perpetual.key, span), []);
  });
});

Deno.test("quote volume that a source does not give is base volume times close, and said so", async () => {
  const bare = like(perpetual, { venue: "bybit" }, 1);
  bare.columns.quote_volume.fill(NaN);
  await withDataset([perpetual, bare], async (dataset) => {
    const [{ bars, provenance }] = await barsElsewhere(dataset, perpetual.key, span);
    assert.match(provenance.notes[0], /base volume times close/);
    let sum = 0;
    for (let i = 0; i < 24; i++) sum += perpetual.columns.volume[i] * perpetual.columns.close[i];
    assert(Math.abs(bars.quote_volume[0] / sum - 1) < 1e-12);
  });
});

Deno.test("hourly bars come with eight weeks before the span, joined from finer ones", async () => {
  await withDataset([walk("BTCUSDT", 100, "5m")], async (dataset) => {
    const window = { from: START + 80 * DAY, to: START + 100 * DAY };
    const hours = await hourlyBars(dataset, "BTCUSDT", window);
    assert.equal(hours!.step, HOUR);
    assert.equal(hours!.bars.time[0], window.from - 57 * DAY);
    assert.equal(hours!.bars.time.length, 77 * 24);
    assert.equal(hours!.bars.volume[0], 12 * 1000);
    const { pattern } = volumePattern(hours!.bars, window);
    assert(pattern.every(({ weeks }) => weeks >= 1));
  });
});

Deno.test("an asset's name serves as well; bars of a day or of no whole part of an hour do not", async () => {
  const coarse = walk("ETHUSDT", 60, "1d");
  const odd = like(walk("SOLUSDT", 60, "1h"), { interval: "7m" }, 1);
  await withDataset([perpetual, coarse, odd], async (dataset) => {
    assert.equal((await hourlyBars(dataset, "BTC", span)).key.symbol, "BTCUSDT");
    for (const symbol of ["ETHUSDT", "SOLUSDT"]) {
      const { bars, provenance } = await hourlyBars(dataset, symbol, span);
      assert.deepEqual([bars.time.length, provenance.rows], [0, 0]);
    }
  });
});

Deno.test("daily bars of the year serve better than hourly ones of its last weeks", async () => {
  const year = { ...walk("BTCUSDT", 500, "1d", START - 440 * DAY) };
  const funding = emptyColumns("funding", 3);
  funding.time.set([START, START + 8 * HOUR, START + 16 * HOUR]);
  funding.rate.fill(1e-4);
  funding.interval_hours.fill(8);
  const paid = made("funding", funding, { symbol: "BTCUSDT", interval: "settlement" });
  await withDataset([perpetual, year, paid], async (dataset) => {
    const inputs = await volumeInputs(dataset, "BTCUSDT", { from: span.to, to: span.to });
    assert.equal(inputs.step, DAY);
    assert.equal(inputs.funding!.time.length, 3);
    assert.equal(inputs.provenance.series.length, 2);
  });
  await withDataset([walk("BTCUSDT", 60, "5m")], async (dataset) => {
    const inputs = await volumeInputs(dataset, "BTCUSDT", { from: span.to, to: span.to });
    assert.deepEqual([inputs.step, inputs.funding], [HOUR, undefined]);
    assert.equal(inputs.bars.time[1] - inputs.bars.time[0], 60 * MINUTE);
  });
});
