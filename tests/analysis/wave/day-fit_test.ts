import assert from "node:assert/strict";
import { dailyTotals } from "../../../lib/analysis/wave/daily-totals.ts";
import { dayFit } from "../../../lib/analysis/wave/day-fit.ts";
import { estimateLiquidations } from "../../../lib/analysis/ladder/ladder.ts";
import { DAY, MINUTE, parseTime } from "../../../lib/tables/time.ts";
import { realBars, realData } from "../../real-data.ts";
import { totalsOf } from "../bars.ts";

const daily = [
  { asset: "BTC", totals: totalsOf([100, 177, 354, 10], DAY) },
  { asset: "ETH", totals: totalsOf([900, 180, 360, 10], DAY) },
];
const about = (asset: string, usd: number, at_least = false) => ({ asset, usd, at_least });

Deno.test("the day with the figures is nearest, at distance 0", () => {
  const fit = dayFit(daily, [about("BTC", 177), about("ETH", 180)], "reported");
  assert.equal(fit.nearest[0].date, "1970-01-02");
  assert.equal(fit.nearest[0].distance, 0);
  assert.equal(fit.days, 4);
  assert.equal(fit.median_total_usd, (357 + 714) / 2);
});

Deno.test("twice the figures is ln 2 away, but the same in shares", () => {
  const { asked: [day] } = dayFit(daily, [about("BTC", 177), about("ETH", 180)], "reported", {
    dates: [2 * DAY],
  });
  assert.ok(Math.abs(day.distance! - Math.LN2) < 1e-12);
  assert.ok(day.share_distance! < 1e-12);
  assert.deepEqual([day.distance_rank, day.total_rank, day.total_percentile], [2, 2, 75]);
});

Deno.test("days are ranked by shares, too: the right mix on another scale is first there", () => {
  const daily = [
    { asset: "BTC", totals: totalsOf([90, 200, 300], DAY) },
    { asset: "ETH", totals: totalsOf([300, 100, 600], DAY) },
  ];
  const figures = [
    { asset: "BTC", usd: 100, at_least: false },
    { asset: "ETH", usd: 200, at_least: false },
  ];
  const { nearest } = dayFit(daily, figures, "reported");
  assert.deepEqual(nearest.map(({ date, share_rank }) => [date, share_rank]), [
    ["1970-01-01", 2],
    ["1970-01-02", 3],
    ["1970-01-03", 1],
  ]);
});

Deno.test("what is over a figure that is a lower bound is no further away", () => {
  const fit = dayFit(daily, [about("BTC", 177, true), about("total", 300, true)], "reported");
  assert.deepEqual(fit.nearest.slice(0, 2).map(({ distance }) => distance), [0, 0]);
  assert.ok(fit.nearest[2].distance! > 0, "100 of 177 in Bitcoin");
});

Deno.test("only days that are known for all assets take part", () => {
  const late = [daily[0], { asset: "ETH", totals: totalsOf([180, NaN], DAY, DAY) }];
  const fit = dayFit(late, [about("BTC", 177)], "reported");
  assert.equal(fit.days, 1);
  assert.match(dayFit([], [], "reported").not_testable!, /no day is known/);
});

Deno.test("a figure for an asset without totals is a mistake", () => {
  assert.throws(() => dayFit(daily, [about("XRP", 1)], "reported"), /names XRP/);
});

const ASSETS = ["BTC", "ETH", "SOL", "DOGE", "ZEC"];

Deno.test({
  name: "real data: 5 and 11 December 2025 were the 136th and 126th largest days, median $327M",
  ignore: realData("binance-perps-5m").ignore,
  fn() {
    const days = ASSETS.map((asset) => ({
      asset,
      totals: dailyTotals(
        estimateLiquidations(realBars(`binance-perps-5m/${asset}USDT_perp_5m.csv.gz`)),
        5 * MINUTE,
      ),
    }));
    const fit = dayFit(days, [about("BTC", 177e6), about("ETH", 180e6)], "estimated", {
      nearest: Infinity,
      dates: [parseTime("2025-12-05"), parseTime("2025-12-11")],
    });
    assert.deepEqual(fit.asked.map(({ total_rank }) => total_rank), [136, 126]);
    assert.equal(Math.round(fit.median_total_usd! / 1e6), 327);
    assert.equal(fit.days, 415, "complete days");
    assert.equal(fit.nearest.find(({ date }) => date.startsWith("2025-12"))?.date, "2025-12-05");
  },
});
