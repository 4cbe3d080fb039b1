import assert from "node:assert/strict";
import { intoVisits } from "../../../lib/analysis/resistance/into-visits.ts";
import { resistanceRejections } from "../../../lib/analysis/resistance/resistance-rejections.ts";
import { waitingAtVisits } from "../../../lib/analysis/resistance/waiting.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";

const ROWS = 60 * 24;
const random = createRandom("into visits");
const bars = barsOf(
  Array.from({ length: ROWS }, (_, i) => {
    const close = 100 + 6 * Math.sin(i * Math.PI / 30) + random.normal();
    return { high: close + 0.5, low: close - 0.5, close, volume: 5 + random.uniform() };
  }),
  HOUR,
);
bars.taker_buy_volume.set(bars.volume.map((volume) => volume * random.uniform()));
const openInterest = emptyColumns("open_interest", ROWS);
openInterest.time.set(bars.time);
openInterest.open_interest.set(bars.time.map(() => 1000 + 50 * random.normal()));
const result = resistanceRejections({ bars }, {
  zone: [103, 105],
  from: 40 * DAY,
  to: 60 * DAY,
  step: HOUR,
  controls: 0,
});

Deno.test("each path ends in the visit's measures of who was waiting", () => {
  const waiting = waitingAtVisits({ bars, openInterest }, result, 60 * DAY);
  const paths = intoVisits({ bars, openInterest }, result);
  assert(paths.length > 3);
  for (const [i, path] of paths.entries()) {
    assert.deepEqual([path.hours[0], path.hours.at(-1)], [-168, 0]);
    for (const name of ["open_interest", "taker_buying", "ladder_longs"] as const) {
      const end = path[name].at(-1)!, measure = waiting.visits[i][name].value!;
      assert(Math.abs(end - measure) <= 1e-9 * Math.max(1, Math.abs(measure)), `${name} of ${i}`);
    }
    assert.equal(path.ladder_longs[0], 0, "the week begins with nobody");
  }
});

Deno.test("what the data does not hold is null along the whole path", () => {
  const blind = { ...bars, taker_buy_volume: bars.taker_buy_volume.map(() => NaN) };
  const [path] = intoVisits({ bars: blind }, result);
  assert(path.open_interest.every((value) => value === null));
  assert(path.taker_buying.every((value) => value === null));
  assert.notEqual(path.ladder_longs.at(-1), null);
});
