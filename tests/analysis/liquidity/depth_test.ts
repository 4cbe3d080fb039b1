import assert from "node:assert/strict";
import {
  depthSides,
  depthTrend,
  joinSides,
  type Sides,
} from "../../../lib/analysis/liquidity/depth.ts";
import { c11 } from "../../../lib/claims/c11.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../../lib/tables/time.ts";

const FROM = parseTime("2025-11-20");
const DAYS = 61;
const window = { from: FROM, to: FROM + DAYS * DAY };

/** One snapshot a day: noise with autocorrelation phi around a trend in USD a day. */
function book(perDay: number, phi: number, seed: number): Sides {
  const random = createRandom(seed);
  const time = Float64Array.from({ length: DAYS }, (_, i) => FROM + i * DAY);
  const side = () => {
    let noise = random.normal() * 5e6;
    return time.map((_, i) => {
      noise = phi * noise + Math.sqrt(1 - phi * phi) * random.normal() * 5e6;
      return 100e6 + perDay * i + noise;
    });
  };
  return { time, bid: side(), ask: side() };
}

Deno.test("rows of one snapshot become its two sides at the asked distance", () => {
  const depth = emptyColumns("depth", 5);
  depth.time.set([0, 0, 0, 0, HOUR]);
  depth.percentage.set([-2, -1, 1, 2, -1]);
  depth.notional.set([20, 10, 11, 21, 9]);
  const { time, bid, ask } = depthSides(depth);
  assert.deepEqual([...time], [0, HOUR]);
  assert.deepEqual([...bid], [10, 9]);
  assert.deepEqual([...ask], [11, NaN]);
  assert.deepEqual([...depthSides(depth, 2).bid], [20]);
});

Deno.test("of two series of one book the first counts, and the second where it has no day", () => {
  const of = (times: number[], usd: number): Sides => ({
    time: Float64Array.from(times),
    bid: new Float64Array(times.length).fill(usd),
    ask: new Float64Array(times.length).fill(usd),
  });
  const joined = joinSides(of([DAY + HOUR], 1), of([0, DAY, 2 * DAY], 2));
  assert.deepEqual([...joined.time], [0, DAY + HOUR, 2 * DAY]);
  assert.deepEqual([...joined.bid], [2, 1, 2]);
});

Deno.test("days are medians of their snapshots; those with one side only do not count", () => {
  const time = Float64Array.of(0, HOUR, 2 * HOUR, DAY);
  const sides = { time, bid: Float64Array.of(1, 5, 3, 9), ask: Float64Array.of(2, 2, 8, NaN) };
  const result = depthTrend(sides, { from: 0, to: 2 * DAY });
  assert.deepEqual(result.days, [{ date: "1970-01-01", bid_usd: 3, ask_usd: 2, snapshots: 3 }]);
  assert.equal(result.not_testable, "depth is known on 1 day of this window; 14 are needed");
});

Deno.test("a planted fall is found on each side, and C11 is supported; a rise contradicts it", () => {
  const falling = depthTrend(book(-0.5e6, 0.5, 1), { ...window, resamples: 300 });
  assert.deepEqual(falling.trends.map(({ side }) => side), ["bid", "ask", "both"]);
  const both = falling.trends[2];
  assert(both.interval[0] < -1e6 && -1e6 < both.interval[1] && both.interval[1] < 0);
  assert(Math.abs(both.change - -0.3) < 0.06, String(both.change));
  const verdict = c11(falling, "BTC", "simulated");
  assert.deepEqual([verdict.verdict, verdict.n, verdict.smallest_effect], ["supported", 61, null]);
  assert.match(verdict.figure, /^BTC depth within 1% of mid changed by −\d\d\.\d% .*\(bids −\d+/);
  const rising = depthTrend(book(0.5e6, 0.5, 2), { ...window, resamples: 300 });
  assert.equal(c11(rising, "BTC", "simulated").verdict, "contradicted");
});

Deno.test("noise that drifts for weeks supports C11 in at most one case of twenty", () => {
  const runs = 60;
  let supported = 0, contradicted = 0;
  for (let seed = 0; seed < runs; seed++) {
    const result = depthTrend(book(0, 0.9, seed), { ...window, resamples: 100 });
    const { verdict, smallest_effect } = c11(result, "BTC", "simulated");
    if (verdict === "supported") supported++;
    if (verdict === "contradicted") contradicted++;
    if (verdict === "inconclusive") assert.match(smallest_effect!, /^a change by −\d+/);
  }
  assert(supported <= runs * 0.05, `${supported} of ${runs}`);
  assert(contradicted <= runs * 0.05, `${contradicted} of ${runs}`);
});

Deno.test("long windows are joined to points that every pair of can be looked at", () => {
  const days = 400;
  const time = Float64Array.from({ length: days }, (_, i) => i * DAY);
  const side = time.map((_, i) => 1e8 - i * 1e4);
  const result = depthTrend({ time, bid: side, ask: side }, {
    from: 0,
    to: days * DAY,
    resamples: 20,
  });
  assert.equal(result.days_per_point, 4);
  assert(Math.abs(result.trends[0].usd_per_day + 1e4) < 1e-6);
});

Deno.test("without depth C11 is not testable, and says what to fetch", () => {
  const none = depthTrend(undefined, window);
  const verdict = c11(none, "BTC", "reported", "deno task fetch --tables depth");
  assert.equal(verdict.verdict, "not testable");
  assert.equal(
    verdict.reason,
    "the data has no order-book depth; to get it: deno task fetch --tables depth",
  );
});
