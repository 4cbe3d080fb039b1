import assert from "node:assert/strict";
import { resistanceRejections } from "../../../lib/analysis/resistance/resistance-rejections.ts";
import { resampleCandles } from "../../../lib/series/resample.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { type Columns, emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../../lib/tables/time.ts";
import { realBars, realData } from "../../real-data.ts";

const START = parseTime("2025-01-01");

/** Hourly bars of constant volume along a path of closes, with a wick of half a point. */
function hourly(closes: number[]): Columns<"candles"> {
  const bars = emptyColumns("candles", closes.length);
  for (const [i, close] of closes.entries()) {
    bars.time[i] = START + i * HOUR;
    bars.open[i] = i ? closes[i - 1] : close;
    bars.close[i] = close;
    bars.high[i] = Math.max(bars.open[i], close) + 0.5;
    bars.low[i] = Math.min(bars.open[i], close) - 0.5;
    bars.volume[i] = 2;
    bars.taker_buy_volume[i] = 0.5;
  }
  return bars;
}

const window = (bars: Columns<"candles">) => ({
  from: bars.time[0],
  to: bars.time[bars.time.length - 1] + HOUR,
  step: HOUR,
});

// Up to 101.5, back to 90, for some days.
const SAW = Array.from({ length: 240 }, (_, i) => 90 + 11.5 * Math.abs(Math.sin(i * Math.PI / 24)));

Deno.test("each visit carries what was measured around it", () => {
  const bars = hourly([90, 95, 100, 103, 95, ...Array(30).fill(92)]);
  const funding: Columns<"funding"> = {
    ...emptyColumns("funding", 1),
    time: Float64Array.of(START),
    rate: Float64Array.of(1e-5),
    interval_hours: Float64Array.of(4),
  };
  const openInterest = {
    ...emptyColumns("open_interest", 2),
    time: Float64Array.of(START - DAY, START),
    open_interest: Float64Array.of(100, 110),
  };
  const result = resistanceRejections({ bars, funding, openInterest }, {
    zone: [99, 101],
    ...window(bars),
  });
  assert.equal(result.visits.length, 1);
  const { fall_24h, oi_change_24h, ...visit } = result.visits[0];
  assert.deepEqual(visit, {
    start: "2025-01-01T02:00:00Z",
    end: "2025-01-01T04:00:00Z",
    outcome: "rejection",
    peak: 103.5,
    penetration: 2.25,
    bars: 3,
    bars_in_zone: 3,
    quote_volume: 2 * (100 + 103 + 95),
    taker_buy_share: 0.25,
    funding_8h: 2e-5,
  });
  assert.equal(fall_24h, 91.5 / 103.5 - 1);
  assert(Math.abs(oi_change_24h! - 0.1) < 1e-12);
});

Deno.test("what the data does not hold is null, never a guess", () => {
  const bars = hourly([90, 95, 100, 103, 95, ...Array(20).fill(92)]);
  bars.taker_buy_volume.fill(NaN);
  const [visit] = resistanceRejections({ bars }, { zone: [99, 101], ...window(bars) }).visits;
  assert.equal(visit.fall_24h, null, "the 24 hours after it are not all there");
  assert.equal(visit.taker_buy_share, null);
  assert.equal(visit.oi_change_24h, null);
  assert.equal(visit.funding_8h, null);
});

Deno.test("bars beyond the window serve the horizon but start no visit", () => {
  const bars = hourly([90, 100, 95, ...Array(30).fill(92), 100, 92]);
  const result = resistanceRejections({ bars }, {
    zone: [99, 101],
    from: START,
    to: START + 30 * HOUR,
    step: HOUR,
  });
  assert.equal(result.summary.visits, 1);
  assert.notEqual(result.visits[0].fall_24h, null);
});

Deno.test("support mirrors resistance", () => {
  const up = hourly(SAW), down = hourly(SAW.map((close) => 200 - close));
  const resistance = resistanceRejections({ bars: up }, { zone: [100, 102], ...window(up) });
  const support = resistanceRejections({ bars: down }, {
    zone: [98, 100],
    ...window(down),
    direction: "support",
  });
  assert(resistance.summary.rejections > 3);
  assert.equal(support.summary.rejections, resistance.summary.rejections);
  assert.equal(support.visits[0].penetration, resistance.visits[0].penetration);
  assert(support.visits[0].peak < 100);
  assert(support.controls!.used > 0);
});

Deno.test("a zone or window that allows no answer says which and why", () => {
  const bars = hourly(SAW);
  const reason = (zone: [number, number], part = bars) =>
    resistanceRejections({ bars: part }, { zone, ...window(part) }).not_testable;
  assert.match(reason([200, 210])!, /outside all prices of the window, 89.5 to 102/);
  assert.match(reason([10, 500])!, /holds all prices/);
  assert.match(reason([95, 120])!, /wider than the window's range, 89.5 to 102/);
  assert.match(reason([100, 100])!, /needs 0 < lower edge < upper edge/);
  assert.match(reason([102, 100])!, /needs 0 < lower edge < upper edge/);
  assert.match(reason([100, 101], hourly(SAW.slice(0, 5)))!, /5 bars, less than a day/);
  assert.match(reason([100, 101], hourly(SAW.slice(0, 1)))!, /holds 1 bar, less than a day/);
  assert.equal(reason([100, 101]), null);
});

Deno.test("a wall that always holds is special; a zone in a random walk is not", () => {
  // A walk under a ceiling at 100: whenever it comes up it is thrown back.
  const random = createRandom(5);
  const walled = [95];
  while (walled.length < 3000) {
    const next = walled.at(-1)! * Math.exp(0.004 * random.normal() + 0.0002);
    walled.push(next > 100 ? 98.5 : next);
  }
  const bars = hourly(walled);
  const wall = resistanceRejections({ bars }, { zone: [99.5, 100.5], ...window(bars) });
  assert(wall.summary.visits >= 5);
  assert.equal(wall.summary.breakouts, 0);
  const free = resistanceRejections({ bars }, { zone: [94.5, 95.5], ...window(bars) });
  assert(wall.controls!.p! < free.controls!.p!, `${wall.controls!.p} < ${free.controls!.p}`);
});

Deno.test("the same seed gives the same controls", () => {
  const bars = hourly(SAW);
  const run = (seed: number) =>
    resistanceRejections({ bars }, { zone: [95, 96], ...window(bars), controls: 500, seed });
  assert.deepEqual(run(3), run(3));
  assert.notDeepEqual(run(3).controls!.rates, run(4).controls!.rates);
});

const BTC = "binance-perps-5m/BTCUSDT_perp_5m.csv.gz";

Deno.test({
  ignore: realData(BTC).ignore,
  name: "real: BTC at 92,800-93,900 from 20 November 2025 to 20 January 2026",
  fn() {
    const hours = resampleCandles(realBars(BTC), HOUR).bars;
    const result = resistanceRejections({ bars: hours }, {
      zone: [92_800, 93_900],
      from: parseTime("2025-11-20"),
      to: parseTime("2026-01-20"),
      step: HOUR,
    });
    const { rejections, breakouts, unresolved } = result.summary;
    assert.deepEqual({ rejections, breakouts, unresolved }, {
      rejections: 12,
      breakouts: 2,
      unresolved: 1,
    });
    const breakout = result.visits.find(({ outcome }) => outcome === "breakout")!;
    assert.equal(breakout.start, "2026-01-05T09:00:00Z");
    assert.equal(breakout.end, "2026-01-05T18:00:00Z");
    assert.equal(breakout.peak, 94_475.7);
    const visit = result.visits.find(({ start }) => start === "2025-12-09T15:00:00Z")!;
    assert.equal(visit.end, "2025-12-10T00:00:00Z");
    assert.equal(visit.peak, 94_555);
    assert.equal(visit.penetration.toFixed(3), "1.595");
    assert.equal(visit.bars_in_zone, 9);
    const { p, all } = result.controls!;
    assert(p! > 0.03 && p! < 0.05, `p ${p}`);
    assert(all.mean! > 0.63 && all.mean! < 0.67, `mean ${all.mean}`);
  },
});

Deno.test({
  ignore: realData(BTC).ignore,
  name: "real: BTC at 92,000-93,000 turned back like any zone, as resistance and as support",
  fn() {
    const hours = resampleCandles(realBars(BTC), HOUR).bars;
    const at = (direction: "resistance" | "support") =>
      resistanceRejections({ bars: hours }, {
        zone: [92_000, 93_000],
        from: parseTime("2025-11-20"),
        to: parseTime("2026-01-20"),
        step: HOUR,
        direction,
        controls: 2_000,
      });
    const { summary, controls } = at("resistance");
    assert.deepEqual([summary.visits, summary.rejections, summary.breakouts], [18, 13, 5]);
    assert(controls!.p! > 0.2, `${controls!.p}`);
    const support = at("support");
    assert(support.summary.visits > 0);
    assert(support.visits.every(({ peak }) => peak <= 93_000));
  },
});
