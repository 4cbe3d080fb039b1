import assert from "node:assert/strict";
import { densestLevels } from "../../lib/analysis/densest-levels.ts";
import { LADDER_DEFAULTS } from "../../lib/analysis/ladder.ts";
import { liquidationMap } from "../../lib/analysis/liquidation-map.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { DAY, HOUR } from "../../lib/tables/time.ts";
import { type Bar, barsOf } from "./bars.ts";

const flat = (price: number, volume = 0): Bar => ({
  high: price,
  low: price,
  close: price,
  volume,
});

Deno.test("positions stand at their liquidation prices, decay, and vanish when price comes", () => {
  const rows = [
    flat(100, 8),
    ...new Array(11).fill(flat(100)),
    flat(98),
    ...new Array(11).fill(flat(99)),
  ];
  const map = liquidationMap(barsOf(rows, HOUR), { from: HOUR, to: DAY, every: HOUR });
  assert.equal(map.times.length, 23);
  assert.deepEqual([map.times[0], map.price[0]], ["1970-01-01T01:00:00Z", 100]);
  const longs = (t: number) =>
    map.cells.filter((cell) => cell.t === t && cell.long_usd > 0).map(({ level, long_usd }) => ({
      edge: map.edges[level],
      size: long_usd / LADDER_DEFAULTS.scale / map.edges[level],
    }));
  // 10x at 90.4, 20x at 95.4, 50x at 98.4, 100x at 99.4; levels of 0.25% of 99.
  const expected = [[90.4, 1.2], [95.4, 1.2], [98.4, 1], [99.4, 0.6]];
  const first = longs(0);
  assert.equal(first.length, 4);
  first.forEach(({ edge, size }, i) => {
    const [price, opened] = expected[i];
    assert.ok(edge <= price && price < edge + 0.25, `${price} in the level at ${edge}`);
    assert.ok(Math.abs(size - opened) < 0.01 * opened);
  });
  assert.equal(longs(11).length, 4, "before price falls to 98");
  const after = longs(12);
  assert.equal(after.length, 2, "50x and 100x are gone");
  assert.ok(Math.abs(after[0].size / first[0].size - 2 ** (-12 / 72)) < 1e-9);
});

Deno.test("prices below 1, whose logarithm is negative, stand right too", () => {
  const map = liquidationMap(barsOf([flat(0.1, 8), flat(0.1), flat(0.1)], HOUR), {
    from: HOUR,
    to: 3 * HOUR,
  });
  const edges = map.cells.filter(({ long_usd }) => long_usd > 0).map(({ level }) =>
    map.edges[level]
  );
  [0.0904, 0.0954, 0.0984, 0.0994].forEach((price, i) =>
    assert.ok(Math.abs(edges[i] - price) < 0.0005, `${edges[i]} for ${price}`)
  );
});

Deno.test("no bars in the window, no map", () => {
  const map = liquidationMap(barsOf([flat(100)], HOUR), { from: DAY, to: 2 * DAY });
  assert.deepEqual([map.not_testable, map.cells, map.edges], ["no bars in this window", [], []]);
});

/** Hours that wander from 100, most of them quiet and some busy. */
function walk(days: number, seed: number): Bar[] {
  const random = createRandom(seed);
  let price = 100;
  return Array.from({ length: 24 * days }, () => {
    const open = price;
    price *= Math.exp(0.006 * random.normal());
    const [high, low] = [Math.max(open, price), Math.min(open, price)];
    return { open, high, low, close: price, volume: 1 + 9 * random.uniform() ** 4 };
  });
}

Deno.test("a random walk does not seek the densest levels", () => {
  let claimed = 0;
  for (let seed = 0; seed < 20; seed++) {
    const result = densestLevels(barsOf(walk(90, seed), HOUR), { from: 10 * DAY, to: 89 * DAY });
    assert.ok(Math.abs(result.liquidated_share! - result.expected_share!) < 0.15);
    if (result.p! < 0.05) claimed++;
  }
  assert.ok(claimed <= 3, `${claimed} of 20`);
});

Deno.test("a market drawn to its densest level is told from chance", () => {
  const random = createRandom(3);
  const rows = walk(10, 4);
  for (let day = 10; day < 80; day++) {
    // Each day at 03:00 a wick down to the densest level of longs within 5%, as the map has it.
    const map = liquidationMap(barsOf([...rows, rows[0]], HOUR), {
      from: day * DAY,
      to: (day + 1) * DAY,
      level: 0.001,
    });
    const open = rows[rows.length - 1].close;
    const near = map.cells.filter(({ level }) => map.edges[level] > 0.95 * open);
    const target = near.reduce((most, cell) => cell.long_usd > most.long_usd ? cell : most);
    rows.push(
      ...walk(1, 100 + day).map((bar, hour) => {
        const scale = open / 100;
        const low = hour === 3 ? map.edges[target.level] * 0.999 : bar.low * scale;
        const [high, close] = [bar.high * scale, bar.close * scale];
        return {
          high,
          low: Math.min(low, close),
          close,
          open: bar.open! * scale,
          volume: bar.volume,
        };
      }),
    );
    if (random.uniform() < 0.3) rows[rows.length - 1].volume = 100;
  }
  const result = densestLevels(barsOf(rows, HOUR), { from: 11 * DAY, to: 80 * DAY });
  assert.ok(result.p! < 0.05, `${result.p}`);
  assert.ok(result.liquidated_share! > result.expected_share!);
});

Deno.test("fewer than 30 days are not testable", () => {
  const result = densestLevels(barsOf(walk(20, 1), HOUR), { from: 0, to: 20 * DAY });
  assert.match(result.not_testable!, /days with a map and a path; 30 are needed/);
});
