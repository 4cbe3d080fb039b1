import assert from "node:assert/strict";
import { analogs } from "../../lib/analysis/outlook/analogs.ts";
import type { Cascade } from "../../lib/analysis/cascades/cascades.ts";
import { depthTrend } from "../../lib/analysis/liquidity/depth.ts";
import { liquidityAround } from "../../lib/analysis/liquidity/liquidity-around.ts";
import { nextAttempt } from "../../lib/analysis/outlook/next-attempt.ts";
import { retests } from "../../lib/analysis/outlook/retests.ts";
import { analogFan } from "../../lib/charts/analog-fan.ts";
import { depthOverTime } from "../../lib/charts/depth-over-time.ts";
import { liquidityAroundCascades } from "../../lib/charts/liquidity-around-cascades.ts";
import { nextAttemptChart } from "../../lib/charts/next-attempt.ts";
import { retestOutcomes } from "../../lib/charts/retest-outcomes.ts";
import { DAY, formatTime, HOUR } from "../../lib/tables/time.ts";
import { snapshot, texts } from "./svg.ts";
import { START, swingingBars } from "./synthetic.ts";

const DAYS = 30;
const window = { from: START, to: START + DAYS * DAY };
const fallingBook = () => {
  const time = Float64Array.from({ length: DAYS }, (_, i) => START + i * DAY);
  const side = (level: number) => time.map((_, i) => level - i * 1e6 + (i % 3) * 2e6);
  return { time, bid: side(100e6), ask: side(110e6) };
};

Deno.test("depth over time: both sides, their trends, and the change in the title", () => {
  const result = depthTrend(fallingBook(), { ...window, resamples: 100 });
  const chart = snapshot("depth-over-time", (options) => depthOverTime(result, options));
  assert.match(chart.title, /^BTC depth within 1% of mid fell by 2\d% over 30 days \(95% interval/);
  assert.equal(chart.rows.length, DAYS);
  assert(chart.rows.every(({ bid_trend, ask_trend }) => Number(bid_trend) < Number(ask_trend)));
});

Deno.test("without depth, or with too few days of it, the chart keeps its place and says why", () => {
  const none = snapshot(
    "depth-over-time-none",
    (options) => depthOverTime(depthTrend(undefined, window), options),
  );
  assert(texts(none.svg).some((text) => text.includes("the data has no order-book depth")));
  const few = depthTrend(fallingBook(), { from: START, to: START + 5 * DAY });
  const chart = snapshot("depth-over-time-few", (options) => depthOverTime(few, options));
  assert.match(chart.title, /no trend, depth is known on 5 days/);
});

Deno.test("liquidity around cascades: three phases a measure; measures without data are named", () => {
  const bars = swingingBars(60 * 24);
  const cascades = [20, 28, 36, 44, 52].map((day) => ({
    start: formatTime(START + day * DAY),
    end: formatTime(START + day * DAY + 2 * HOUR),
  }));
  const result = liquidityAround({ bars, step: HOUR }, cascades, { resamples: 50 });
  const chart = snapshot(
    "liquidity-around-cascades",
    (options) => liquidityAroundCascades(result, options),
  );
  assert.match(chart.title, /^In 5 cascades BTC price moved [\d.]+ times as far per dollar/);
  assert(texts(chart.svg).some((text) => text.includes("Not in the data: Depth, 1%, Kyle")));
  assert.equal(chart.rows.length % 3, 0);
  const summary = result.summary.map((row) => row.phase === "in" ? { ...row, n: 3 } : row);
  const fewer = liquidityAroundCascades({ ...result, summary }, {
    subject: "BTC",
    source: "s",
    basis: "simulated",
  });
  assert.match(fewer.title, /^In 3 cascades BTC price moved/, "not all cascades were seen");
  const none = liquidityAround({ bars, step: HOUR }, []);
  assert.deepEqual(
    snapshot("liquidity-around-none", (options) => liquidityAroundCascades(none, options)).rows,
    [],
  );
});

Deno.test("analog fan: analogs, random times and the event; few analogs are called few", () => {
  const bars = swingingBars(200 * 24);
  const cascades = [80, 95, 110, 125, 140].map((day, i) => ({
    start: formatTime(START + day * DAY + i * 5 * HOUR),
    end: formatTime(START + day * DAY + i * 5 * HOUR + HOUR),
    normal_days: 1 + i,
  } as Cascade));
  const at = START + 170 * DAY;
  const event = { start: at, end: at + HOUR, severity: 3 };
  const result = analogs({ bars, step: HOUR }, cascades, event);
  const chart = snapshot("analog-fan", (options) => analogFan(result, options));
  assert.match(
    chart.title,
    /^BTC a week after 5 past cascades \(all there were, a week apart\): /,
    "nothing was chosen by likeness",
  );
  const [day7] = chart.rows.filter(({ layer, day }) => layer === "fan" && day === 7);
  const week = result.outcomes.find(({ outcome, days }) => outcome === "price" && days === 7)!;
  assert.deepEqual(
    [day7.mean, day7.mean_low, day7.mean_high, day7.random_mean],
    [week.mean, ...week.interval!, week.random_mean],
    "what the title tells is drawn",
  );
  const nearest = analogs({ bars, step: HOUR }, cascades, event, { most: 3 });
  assert.match(
    analogFan(nearest, { subject: "BTC", source: "s", basis: "simulated" }).title,
    /^BTC a week after the 3 past cascades most like this one: /,
  );
  assert(texts(chart.svg).some((text) => text.startsWith("Few analogs: 5 analogs of 5")));
  assert.equal(chart.rows.filter(({ layer }) => layer === "analog").length, 5 * 8);
  assert.equal(
    chart.rows.filter(({ layer, event }) => layer === "fan" && event !== null).length,
    8,
  );
  const none = analogs({ bars, step: HOUR }, [], event);
  assert.deepEqual(snapshot("analog-fan-none", (options) => analogFan(none, options)).rows, []);
});

Deno.test("retest outcomes: shares with intervals, and halves where there are enough", () => {
  const bars = swingingBars(60 * 24);
  // One bar of each swing must stand out.
  bars.high.forEach((_, i) => bars.high[i] += i % 48 === 12 ? 0.5 + i % 240 / 100 : 0);
  const result = retests({ bars, step: HOUR }, { from: START, to: START + 60 * DAY });
  const chart = snapshot("retest-outcomes", (options) => retestOutcomes(result, options));
  assert.match(chart.title, /^BTC came back to \d+ of \d+ rejected levels within 14 days \(/);
  for (const { low, share, high } of chart.rows) {
    assert(Number(low) <= Number(share) && Number(share) <= Number(high));
  }
  const none = retests({ bars, step: HOUR }, { from: START, to: START });
  assert.deepEqual(snapshot("retest-outcomes-none", (o) => retestOutcomes(none, o)).rows, []);
});

Deno.test("next attempt: price, zone and map on one scale", () => {
  const bars = swingingBars(40 * 24);
  const result = nextAttempt({ bars, step: HOUR }, [112, 114], START + 40 * DAY);
  const chart = snapshot("next-attempt", (options) => nextAttemptChart(bars, result, options));
  assert.match(
    chart.title,
    /^BTC stood at [\d.]+ on .*, a rise of [\d.]+% away from 112–114; on the way through it/,
  );
  assert(chart.rows.some(({ layer }) => layer === "map"));
  const none = nextAttempt({ bars, step: HOUR }, [112, 114], START);
  assert.deepEqual(
    snapshot("next-attempt-none", (options) => nextAttemptChart(bars, none, options)).rows,
    [],
  );
});
