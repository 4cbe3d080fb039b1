import assert from "node:assert/strict";
import { intervalAgreement } from "../../../lib/analysis/market/interval-agreement.ts";
import { resampleCandles } from "../../../lib/series/resample.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { type Columns, emptyColumns } from "../../../lib/tables/columns.ts";
import { HOUR, MINUTE } from "../../../lib/tables/time.ts";
import { realBars, realData } from "../../real-data.ts";

function bars5m(rows: number): Columns<"candles"> {
  const random = createRandom(1);
  const bars = emptyColumns("candles", rows);
  let price = 100;
  for (let i = 0; i < rows; i++) {
    bars.time[i] = i * 5 * MINUTE;
    bars.open[i] = price;
    price *= Math.exp(0.01 * random.normal());
    bars.close[i] = price;
    bars.high[i] = Math.max(bars.open[i], price);
    bars.low[i] = Math.min(bars.open[i], price);
    bars.volume[i] = random.exponential();
    bars.quote_volume[i] = bars.volume[i] * (bars.open[i] + price) / 2;
  }
  return bars;
}

const compare = (short: Columns<"candles">, long: Columns<"candles">) =>
  intervalAgreement(short, 5 * MINUTE, long, HOUR);

Deno.test("bars that were joined agree with the exchange's own", () => {
  const short = bars5m(240);
  const { overlapping, equal, different, first_difference } = compare(
    short,
    resampleCandles(short, HOUR).bars,
  );
  assert.deepEqual([overlapping, equal, different, first_difference], [20, 20, 0, null]);
});

Deno.test("a difference is counted and the first one told with time and column", () => {
  const short = bars5m(240);
  const long = resampleCandles(short, HOUR).bars;
  long.high[3] = 999;
  long.volume[7] *= 1.001;
  const result = compare(short, long);
  assert.equal(result.different, 2);
  assert.match(result.first_difference!, /^1970-01-01T03:00:00Z high: .* joined, 999 reported$/);
});

Deno.test("hours that the short bars do not fill are not compared", () => {
  const short = bars5m(245);
  const long = resampleCandles(short, HOUR).bars;
  assert.equal(compare(short, long).overlapping, 20);
});

Deno.test("the approximation of quote volume is told by its error", () => {
  const short = bars5m(240);
  const long = resampleCandles(short, HOUR).bars;
  short.quote_volume.fill(NaN);
  const result = compare(short, long);
  assert(result.quote_volume_median_error! > 0 && result.quote_volume_median_error! < 0.02);
  assert(result.quote_volume_largest_error! >= result.quote_volume_median_error!);
});

for (const asset of ["BTC", "ETH", "SOL", "DOGE", "ZEC"]) {
  const short = `binance-perps-5m/${asset}USDT_perp_5m.csv.gz`;
  const long = `binance-perps-1h/1h/${asset}USDT.csv`;
  Deno.test({
    ignore: realData(short).ignore,
    name: `real: ${asset} of two downloads agrees on every overlapping hour`,
    fn() {
      const result = compare(realBars(short), realBars(long));
      assert(result.overlapping > 3_800, `${result.overlapping}`);
      assert.equal(result.different, 0, result.first_difference ?? "");
      assert(result.quote_volume_median_error! < 0.002, `${result.quote_volume_median_error}`);
    },
  });
}
