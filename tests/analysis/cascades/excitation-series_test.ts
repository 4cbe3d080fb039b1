import assert from "node:assert/strict";
import { excitation } from "../../../lib/analysis/cascades/excitation.ts";
import { excitationSeries } from "../../../lib/analysis/cascades/excitation-series.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";

/** Six hours of calm, then six with ten times as many events, each with a child. */
function events(): Float64Array {
  const random = createRandom(2);
  const times: number[] = [];
  for (let i = 0; i < 600; i++) {
    const parent = (i < 60 ? random.uniform() * 6 : 6 + random.uniform() * 6) * HOUR;
    times.push(parent, parent + random.exponential() * 60_000);
  }
  return Float64Array.from(times, Math.floor).sort();
}

Deno.test("counts events by bar; the fitted rate follows them and adds up to about as many", () => {
  const time = events();
  const result = excitation({ time }, { from: 0, to: 13 * HOUR });
  const bars = excitationSeries(time, result);
  assert.equal(bars.length, 156);
  const hours = 5 / 60;
  const counted = bars.reduce((sum, bar) => sum + bar.per_hour * hours, 0);
  assert.ok(Math.abs(counted - time.length) < 1e-6);
  const fitted = bars.reduce((sum, bar) => sum + bar.fitted_per_hour! * hours, 0);
  assert.ok(Math.abs(fitted / counted - 1) < 0.05, `${fitted} for ${counted}`);
  const mean = (from: number, to: number) =>
    bars.slice(from, to).reduce((sum, bar) => sum + bar.fitted_per_hour!, 0) / (to - from);
  const early = mean(0, 72), late = mean(72, 144);
  assert.ok(late > 5 * early, `${late} after ${early}`);
});

Deno.test("without a fit there is no series", () => {
  const time = Float64Array.of(1, 2, 3);
  assert.deepEqual(excitationSeries(time, excitation({ time }, { from: 0, to: DAY })), []);
});
