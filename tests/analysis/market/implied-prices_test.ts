import assert from "node:assert/strict";
import { depthPrices, priceAgreement } from "../../../lib/analysis/market/implied-prices.ts";
import { type Columns, emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../../lib/tables/time.ts";
import { realBars, realData, realRows } from "../../real-data.ts";

function flatBars(rows: number, price: number): Columns<"candles"> {
  const bars = emptyColumns("candles", rows);
  for (let i = 0; i < rows; i++) bars.time[i] = i * HOUR;
  for (const name of ["open", "high", "low", "close"] as const) bars[name].fill(price);
  return bars;
}

/** Snapshots whose coins lie evenly within 1% of a price. */
function depthAt(times: number[], price: number): Columns<"depth"> {
  const depth = emptyColumns("depth", 2 * times.length);
  times.forEach((time, i) => {
    [-1, 1].forEach((percentage, side) => {
      const row = 2 * i + side;
      depth.time[row] = time;
      depth.percentage[row] = percentage;
      depth.quantity[row] = 10;
      depth.notional[row] = 10 * price * (1 + percentage / 200);
    });
  });
  return depth;
}

Deno.test("depth: the price lies between the mean prices of both sides", () => {
  assert.deepEqual(depthPrices(depthAt([5, 7], 200)), {
    time: Float64Array.of(5, 7),
    price: Float64Array.of(200, 200),
  });
});

Deno.test("prices in the market's bars agree; a day of others is named with how far it is off", () => {
  const bars = flatBars(72, 100);
  const time = Float64Array.from({ length: 72 }, (_, i) => i * HOUR + 1);
  const price = time.map((t) => t > DAY && t < 2 * DAY ? 82 : 100.4);
  assert.deepEqual(priceAgreement({ time, price }, bars, HOUR, 0.005), {
    compared: 72,
    outside: 24,
    misaligned_days: 1,
    first_misaligned_day: "1970-01-02",
    median_deviation: 82 / 100 - 1,
  });
});

Deno.test("a few prices off in a day are counted and make no day of it", () => {
  const time = Float64Array.from({ length: 24 }, (_, i) => i * HOUR);
  const price = time.map((_, i) => i === 3 ? 90 : 100);
  const { outside, misaligned_days } = priceAgreement({ time, price }, flatBars(24, 100), HOUR, 0);
  assert.deepEqual([outside, misaligned_days], [1, 0]);
});

Deno.test("where there is no bar, nothing is compared", () => {
  const prices = { time: Float64Array.of(-1, 5 * HOUR), price: Float64Array.of(1, 1) };
  assert.equal(priceAgreement(prices, flatBars(5, 1), HOUR, 0).compared, 0);
});

const bars = "binance-perps-5m/BTCUSDT_perp_5m.csv.gz";
Deno.test({
  name: "real: the bookDepth day of which a public report says that it is misaligned is off by 19%",
  ignore: realData(bars).ignore,
  fn() {
    const rows = realRows("formats/binance_vision_bookDepth_2025.csv");
    const depth = emptyColumns("depth", rows.length);
    rows.forEach(([time, percentage, quantity, notional], i) => {
      depth.time[i] = parseTime(time);
      depth.percentage[i] = Number(percentage);
      depth.quantity[i] = Number(quantity);
      depth.notional[i] = Number(notional);
    });
    const found = priceAgreement(depthPrices(depth), realBars(bars), HOUR / 12, 0.005);
    assert.equal(found.first_misaligned_day, "2025-05-19");
    assert(Math.abs(found.median_deviation! + 0.19) < 0.01, `${found.median_deviation}`);
  },
});
