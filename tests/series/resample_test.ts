import assert from "node:assert/strict";
import { lowerBound } from "../../lib/series/asof.ts";
import { resampleCandles } from "../../lib/series/resample.ts";
import { type Columns, emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, formatTime, HOUR, MINUTE, parseTime } from "../../lib/tables/time.ts";
import fc from "../property.ts";
import { realBars, realData } from "../real-data.ts";

/** Bars from rows of [time, open, high, low, close, volume]. */
function barsOf(rows: number[][]): Columns<"candles"> {
  const bars = emptyColumns("candles", rows.length);
  rows.forEach(([time, open, high, low, close, volume], i) => {
    Object.entries({ time, open, high, low, close, volume }).forEach(([name, value]) => {
      bars[name as "open"][i] = value;
    });
  });
  return bars;
}

const NINE = parseTime("2026-01-05T09:00Z");

Deno.test("an hour has its first open, highest high, lowest low, last close and whole volume", () => {
  const { bars, counts } = resampleCandles(
    barsOf([
      [NINE, 10, 12, 9, 11, 1],
      [NINE + 30 * MINUTE, 11, 15, 10, 14, 2],
      [NINE + 55 * MINUTE, 14, 14, 7, 8, 3],
      [NINE + 60 * MINUTE, 8, 9, 8, 9, 4],
    ]),
    HOUR,
  );
  assert.deepEqual([...counts], [3, 1]);
  assert.deepEqual([...bars.time], [NINE, NINE + HOUR]);
  const first = (["open", "high", "low", "close", "volume"] as const).map((name) => bars[name][0]);
  assert.deepEqual(first, [10, 15, 7, 8, 6]);
});

Deno.test("a bucket opens on its own grid even where its first bars are missing", () => {
  const { bars } = resampleCandles(barsOf([[NINE + 20 * MINUTE, 1, 1, 1, 1, 1]]), DAY);
  assert.deepEqual([...bars.time], [parseTime("2026-01-05")]);
});

Deno.test("a bucket without bars does not appear, an incomplete one only if wanted", () => {
  const rows = [0, 5, 120, 125, 130].map((m) => [NINE + m * MINUTE, 1, 1, 1, 1, 1]);
  assert.deepEqual([...resampleCandles(barsOf(rows), HOUR).counts], [2, 3]);
  assert.deepEqual([...resampleCandles(barsOf(rows), HOUR, 3).bars.time], [NINE + 2 * HOUR]);
});

Deno.test("a sum with an unknown value is unknown", () => {
  const rows = [0, 5].map((m) => [NINE + m * MINUTE, 1, 1, 1, 1, m === 0 ? NaN : 1]);
  assert.ok(Number.isNaN(resampleCandles(barsOf(rows), HOUR).bars.volume[0]));
});

Deno.test("resampling keeps the volume, the extremes and the number of bars", () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 99 }));
  const rows = fc.uniqueArray(row, { selector: ([minute]) => minute, minLength: 1 });
  fc.assert(fc.property(rows, fc.constantFrom(15 * MINUTE, HOUR, DAY), (rows, interval) => {
    const source = barsOf(
      rows.sort((a, b) => a[0] - b[0])
        .map(([minute, p]) => [NINE + minute * MINUTE, p, p + 1, p - 1, p, p]),
    );
    const { bars, counts } = resampleCandles(source, interval);
    const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
    assert.equal(sum(bars.volume), sum(source.volume));
    assert.equal(sum(counts), rows.length);
    assert.equal(Math.max(...bars.high), Math.max(...source.high));
    assert.equal(Math.min(...bars.low), Math.min(...source.low));
    assert.ok(bars.time.every((time) => time % interval === 0));
    assert.deepEqual(resampleCandles(bars, interval).bars, bars);
  }));
});

Deno.test({
  name: "5m bars resampled to 1h equal the exchange's own 1h bars (needs ../shared/data)",
  ignore: realData("binance-perps-5m").ignore,
  fn() {
    for (const asset of ["BTC", "ETH", "SOL", "DOGE", "ZEC"]) {
      const fine = realBars(`binance-perps-5m/${asset}USDT_perp_5m.csv.gz`);
      const { bars } = resampleCandles(fine, HOUR, 12);
      const own = realBars(`binance-perps-1h/1h/${asset}USDT.csv`);
      let hours = 0;
      own.time.forEach((time, j) => {
        const i = lowerBound(bars.time, time);
        if (bars.time[i] !== time) return;
        hours++;
        const equal = (["open", "high", "low", "close"] as const)
          .every((name) => bars[name][i] === own[name][j]);
        const difference = Math.abs(bars.volume[i] - own.volume[j]);
        if (!equal || difference > 1e-9 * own.volume[j]) {
          assert.fail(`${asset} differs at ${formatTime(time)}`);
        }
      });
      assert.ok(hours > 3800, `${asset}: only ${hours} hours overlap`);
    }
  },
});
