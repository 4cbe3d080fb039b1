import assert from "node:assert/strict";
import { type CascadeOptions, simulateCascades } from "../../lib/simulate/cascades.ts";
import { mean, variance } from "../../lib/stats/mean.ts";
import { DAY, MINUTE, parseTime } from "../../lib/tables/time.ts";

const FROM = parseTime("2025-01-01"), STEP = 5 * MINUTE;
const OPTIONS: CascadeOptions = {
  from: FROM,
  step: STEP,
  rows: 30 * DAY / STEP,
  perDay: 1000,
  size: 50_000,
  pattern: 0,
  regimes: [],
  branching: 0,
  bursts: [],
};

const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);

Deno.test("an average day liquidates what was asked for, excited or not", () => {
  for (const branching of [0, 0.5]) {
    const { totals } = simulateCascades({ ...OPTIONS, branching }, 1);
    assert.ok(Math.abs(sum(totals.events) / 30 / 1000 - 1) < 0.05);
    assert.ok(Math.abs(sum(totals.total_usd) / 30 / 50e6 - 1) < 0.1);
    assert.ok(Math.abs(sum(totals.long_usd) / sum(totals.total_usd) - 0.5) < 0.05);
  }
});

Deno.test("excitation makes bars differ more than chance", () => {
  const spread = (branching: number) => {
    const { events } = simulateCascades({ ...OPTIONS, branching }, 2).totals;
    return variance(events) / mean(events);
  };
  assert.ok(Math.abs(spread(0) - 1) < 0.1, "Poisson counts vary as much as their mean");
  assert.ok(spread(0.6) > 1.5);
});

Deno.test("a planned cascade has its severity, in longs, and is written down as it happened", () => {
  const at = FROM + 20.5 * DAY;
  const bursts = [{ at, severity: 4, fadeMinutes: 30 }];
  const quiet = simulateCascades(OPTIONS, 3).totals;
  const { totals, cascades } = simulateCascades({ ...OPTIONS, bursts }, 3);
  const [{ usd, severity, start, end }] = cascades;
  assert.ok(Math.abs(severity - 4) < 1e-9);
  assert.equal(usd, 4 * 1000 * 50_000);
  assert.ok(start >= at && end > start && end <= at + DAY);
  const added = totals.long_usd.map((value, i) => value - quiet.long_usd[i]);
  assert.ok(Math.abs(sum(added) / usd - 1) < 1e-9);
  assert.deepEqual(totals.short_usd, quiet.short_usd);
  const first = added.findIndex((value) => value > 0);
  assert.equal(first, Math.floor((start - FROM) / STEP));
});
