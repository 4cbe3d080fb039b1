import assert from "node:assert/strict";
import { densestLevels } from "../../../lib/analysis/ladder/densest-levels.ts";
import { liquidationMap } from "../../../lib/analysis/ladder/liquidation-map.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { type Bar, barsOf } from "../bars.ts";

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
