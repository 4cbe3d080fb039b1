import assert from "node:assert/strict";
import { LADDER_DEFAULTS } from "../../../lib/analysis/ladder/ladder.ts";
import { liquidationMap } from "../../../lib/analysis/ladder/liquidation-map.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { type Bar, barsOf } from "../bars.ts";

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
