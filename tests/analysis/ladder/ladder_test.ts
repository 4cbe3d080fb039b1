import assert from "node:assert/strict";
import {
  estimateLiquidations,
  Ladder,
  LADDER_DEFAULTS,
  type LadderOptions,
} from "../../../lib/analysis/ladder/ladder.ts";
import type { Columns } from "../../../lib/tables/columns.ts";
import { HOUR, MINUTE, parseTime } from "../../../lib/tables/time.ts";
import fc from "../../property.ts";
import { realBars, realData } from "../../real-data.ts";
import { type Bar, barsOf } from "../bars.ts";

const flat = (price: number, volume: number): Bar => ({
  high: price,
  low: price,
  close: price,
  volume,
});
const close = (actual: number, expected: number, tolerance = 1e-9) =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );

Deno.test("a fall liquidates the leverages whose price it reaches, decayed, at the close", () => {
  // 8 BTC at 100 open 4 long: 15% at 100x fail at 99.4, 25% at 50x at 98.4, 30% at 20x at 95.4.
  const bars = barsOf([flat(100, 8), { high: 100, low: 98, close: 98.5, volume: 0 }], HOUR);
  const { long_usd, short_usd, total_usd } = estimateLiquidations(bars, { scale: 1 });
  assert.equal(total_usd[0], 0);
  close(long_usd[1], 4 * (0.15 + 0.25) * 2 ** (-1 / 72) * 98.5);
  assert.equal(short_usd[1], 0);
});

Deno.test("a rise liquidates shorts", () => {
  const bars = barsOf([flat(100, 8), { high: 101, low: 100, close: 101, volume: 0 }], HOUR);
  const { long_usd, short_usd } = estimateLiquidations(bars, { scale: 1 });
  close(short_usd[1], 4 * 0.15 * 2 ** (-1 / 72) * 101);
  assert.equal(long_usd[1], 0);
});

Deno.test("a bar does not liquidate what it opens, the next one does", () => {
  const wide: Bar = { high: 120, low: 80, close: 100, volume: 8 };
  const { total_usd } = estimateLiquidations(barsOf([wide, wide], HOUR), { scale: 1 });
  assert.equal(total_usd[0], 0);
  close(total_usd[1], 8 * 2 ** (-1 / 72) * 100);
});

Deno.test("decay goes by time, not by bars: a gap of 72 hours halves what is open", () => {
  const bars = barsOf([flat(100, 8), { high: 100, low: 80, close: 80, volume: 0 }], 72 * HOUR);
  close(estimateLiquidations(bars, { scale: 1 }).long_usd[1], 4 / 2 * 80);
});

Deno.test("a bar without volume opens nothing, and no bars give no rows", () => {
  const bars = barsOf([flat(100, NaN), { high: 100, low: 80, close: 80 }], HOUR);
  assert.equal(estimateLiquidations(bars).total_usd[1], 0);
  assert.equal(estimateLiquidations(barsOf([], HOUR)).time.length, 0);
});

/** The definition word by word, with maps and a decay of every position at every bar. */
function byTheBook(bars: Columns<"candles">, o: LadderOptions): number[][] {
  let longs: [number, number][] = [], shorts: [number, number][] = [];
  const bucket = (price: number) => Math.trunc(Math.log(price) / o.bucket);
  return Array.from(bars.time, (time, i) => {
    const decay = i ? 0.5 ** ((time - bars.time[i - 1]) / (o.halfLifeHours * HOUR)) : 1;
    const [low, high] = [bucket(bars.low[i]), bucket(bars.high[i])];
    longs = longs.map(([b, size]) => [b, size * decay]);
    shorts = shorts.map(([b, size]) => [b, size * decay]);
    const sum = (side: [number, number][]) => side.reduce((total, [, size]) => total + size, 0);
    const long = sum(longs.filter(([b]) => b >= low)) * bars.close[i];
    const short = sum(shorts.filter(([b]) => b <= high)) * bars.close[i];
    longs = longs.filter(([b]) => b < low);
    shorts = shorts.filter(([b]) => b > high);
    const p = (bars.high[i] + bars.low[i] + bars.close[i]) / 3;
    o.leverages.forEach((leverage, l) => {
      const size = bars.volume[i] / 2 * o.shares[l];
      longs.push([bucket(p * (1 - 1 / leverage + o.maintenance)), size]);
      shorts.push([bucket(p * (1 + 1 / leverage - o.maintenance)), size]);
    });
    return [long * o.scale, short * o.scale];
  });
}

Deno.test("gives what the definition gives, word by word, on any bars and any half-life", () => {
  const bar = fc.record({
    drift: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
    wick: fc.nat(9),
  });
  fc.assert(
    fc.property(
      fc.array(bar, { maxLength: 60 }),
      fc.constantFrom(72, 0.05),
      fc.constantFrom(50_000, 0.15),
      (moves, halfLifeHours, first) => {
        let price = first;
        const rows = moves.map(({ drift, wick }) => {
          const open = price;
          price *= Math.exp(drift);
          const reach = 1 + wick / 200;
          return {
            high: Math.max(open, price) * reach,
            low: Math.min(open, price) / reach,
            close: price,
            volume: wick,
          };
        });
        const bars = barsOf(rows, HOUR);
        const options = { ...LADDER_DEFAULTS, halfLifeHours };
        const estimated = estimateLiquidations(bars, options);
        byTheBook(bars, options).forEach(([long, short], i) => {
          close(estimated.long_usd[i], long);
          close(estimated.short_usd[i], short);
        });
      },
    ),
    { numRuns: 100 },
  );
});

Deno.test("what was opened is open or was liquidated, when nobody closes", () => {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const close = 100 * Math.exp(0.03 * Math.sin(i));
    return { high: close * 1.01, low: close / 1.01, close };
  });
  const bars = barsOf(rows, HOUR);
  const ladder = new Ladder(bars, { halfLifeHours: Infinity });
  let opened = 0, liquidated = 0;
  for (let i = 0; i < rows.length; i++) {
    ladder.step(i);
    opened += 2 * ladder.opened;
    liquidated += (ladder.longUsd + ladder.shortUsd) / bars.close[i];
  }
  const open = [ladder.longs, ladder.shorts]
    .reduce((sum, { sizes, unit }) => sum + unit * sizes.reduce((a, b) => a + b), 0);
  close(open + liquidated, opened);
  assert.ok(liquidated > 0.1 * opened && open > 0.1 * opened);
});

for (
  const [asset, fifth, eleventh] of [
    ["BTC", 176, 171],
    ["ETH", 195, 221],
    ["SOL", 46, 57],
    ["DOGE", 9, 9],
    ["ZEC", 42, 36],
  ] as const
) {
  const path = `binance-perps-5m/${asset}USDT_perp_5m.csv.gz`;
  Deno.test({
    name: `real data: ${asset} came to $${fifth}M on 5 and $${eleventh}M on 11 December 2025`,
    ignore: realData(path).ignore,
    fn() {
      const { time, total_usd } = estimateLiquidations(realBars(path));
      const millions = (date: string) => {
        const first = time.indexOf(parseTime(date));
        return total_usd.subarray(first, first + 24 * HOUR / (5 * MINUTE))
          .reduce((a, b) => a + b) / 1e6;
      };
      assert.equal(Math.round(millions("2025-12-05")), fifth);
      assert.equal(Math.round(millions("2025-12-11")), eleventh);
    },
  });
}
