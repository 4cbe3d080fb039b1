import assert from "node:assert/strict";
import { liquidityAround } from "../../../lib/analysis/liquidity/liquidity-around.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, formatTime, HOUR } from "../../../lib/tables/time.ts";

const DAYS = 140;
const EVENTS = Array.from({ length: 6 }, (_, i) => (20 + i * 20) * DAY);
const cascades = EVENTS.map((at) => ({ start: formatTime(at), end: formatTime(at + 12 * HOUR) }));
const inAny = (time: number, from: number, to: number) =>
  EVENTS.some((at) => time >= at + from && time < at + to);

/** Price moves three times as far per dollar in a cascade, twice as far in the day after it. */
function planted() {
  const random = createRandom(4);
  const bars = emptyColumns("candles", DAYS * 24);
  let price = 100;
  for (let i = 0; i < bars.time.length; i++) {
    const time = i * HOUR;
    const thin = inAny(time, 0, 12 * HOUR) ? 3 : inAny(time, 12 * HOUR, 36 * HOUR) ? 2 : 1;
    const open = price;
    price *= 1 + 0.002 * thin * random.normal();
    bars.time[i] = time;
    bars.open[i] = open;
    bars.close[i] = price;
    bars.high[i] = Math.max(open, price);
    bars.low[i] = Math.min(open, price);
    bars.quote_volume[i] = 1e6;
  }
  const time = bars.time;
  const side = time.map((at) => inAny(at, 0, 12 * HOUR) ? 25e6 : 50e6);
  return { bars, step: HOUR, sides: { time, bid: side, ask: side } };
}

Deno.test("each measure is told as a multiple of the week before, in three phases", () => {
  const result = liquidityAround(planted(), cascades, { resamples: 200 });
  assert.equal(result.cascades, 6);
  const of = (measure: string, phase: string) =>
    result.summary.find((row) => row.measure === measure && row.phase === phase)!;
  assert.equal(of("depth", "in").median, 0.5);
  assert.deepEqual(of("depth", "in").interval, [0.5, 0.5]);
  assert.equal(of("depth", "after").median, 1);
  assert(Math.abs(of("amihud", "in").median! - 3) < 1);
  assert(Math.abs(of("amihud", "after").median! - 2) < 0.6);
  assert(Math.abs(of("amihud", "before").median! - 1) < 0.35);
  assert.equal(of("amihud", "in").n, 6);
});

Deno.test("without taker volume or depth these measures have no value, and no cascade is no result", () => {
  const { bars, step } = planted();
  const result = liquidityAround({ bars, step }, cascades, { resamples: 10 });
  for (const { measure, n, median } of result.summary) {
    if (measure === "kyle" || measure === "depth") assert.deepEqual([n, median], [0, null]);
  }
  assert.equal(liquidityAround({ bars, step }, []).not_testable, "there are no cascades");
});

Deno.test("a cascade of a few bars has no slope and no spread of its own", () => {
  const short = cascades.map(({ start }) => ({
    start,
    end: formatTime(Date.parse(start) + 2 * HOUR),
  }));
  const { rows } = liquidityAround(planted(), short, { resamples: 10 });
  for (const row of rows.filter(({ measure }) => measure === "spread")) assert.equal(row.in, null);
  assert(rows.some(({ measure, in: inside }) => measure === "amihud" && inside !== null));
});
