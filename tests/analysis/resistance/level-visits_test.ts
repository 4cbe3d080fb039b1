import assert from "node:assert/strict";
import { foundLevels } from "../../../lib/analysis/resistance/level-tests.ts";
import { levelVisits } from "../../../lib/analysis/resistance/level-visits.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../../lib/tables/time.ts";

const START = parseTime("2025-01-01");
const DAYS = 200;
const OPTIONS = { from: START + 40 * DAY, to: START + DAYS * DAY, step: HOUR };

function bars(seed: number) {
  const random = createRandom(seed);
  const bars = emptyColumns("candles", DAYS * 24);
  let price = 100;
  for (let i = 0; i < bars.time.length; i++) {
    bars.time[i] = START + i * HOUR;
    bars.open[i] = price;
    price *= Math.exp(0.005 * random.normal() + 0.001 * Math.log(100 / price));
    bars.close[i] = price;
    bars.high[i] = Math.max(bars.open[i], price) * (1 + 0.001 * random.uniform());
    bars.low[i] = Math.min(bars.open[i], price) * 0.999;
    bars.volume[i] = 1 + random.uniform();
  }
  return bars;
}

const markets = [1, 2].map((seed) => ({ subject: `M${seed}`, bars: bars(seed) }));

Deno.test("the visits are those that the tests of found levels count", () => {
  const { levels } = foundLevels(markets, OPTIONS);
  const visited = levelVisits(markets, OPTIONS);
  for (const { subject, levels: found, visits } of visited) {
    const own = levels.filter((level) => level.subject === subject);
    assert.equal(found, own.length);
    for (const outcome of ["rejection", "breakout"] as const) {
      assert.equal(
        visits.filter((visit) => visit.outcome === outcome).length,
        own.reduce(
          (sum, { rejections, breakouts }) =>
            sum + (outcome === "rejection" ? rejections : breakouts),
          0,
        ),
      );
    }
  }
  assert(visited.every(({ visits }) => visits.length >= 5));
});

Deno.test("no visit starts before its level was known", () => {
  const { levels } = foundLevels(markets, OPTIONS);
  for (const { subject, visits } of levelVisits(markets, OPTIONS)) {
    for (const { start, end, zone } of visits) {
      const level = levels.find((one) => one.subject === subject && one.zone[0] === zone[0])!;
      assert(start >= level.found_at && end < level.until, `${start} ${end}`);
    }
  }
});
