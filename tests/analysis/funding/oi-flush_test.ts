import assert from "node:assert/strict";
import { flushPercentile, openInterestFlush } from "../../../lib/analysis/funding/oi-flush.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";

const T0 = 40 * DAY;

/** Hourly readings of 60 days: 100, and by hours since the event what `after` says. */
function readings(after: (hours: number) => number, every = HOUR) {
  const time = Float64Array.from({ length: 60 * DAY / every }, (_, i) => i * every);
  return { time, base: time.map((t) => t <= T0 ? 100 : after((t - T0) / HOUR)) };
}

const flush = (after: (hours: number) => number, every = HOUR) =>
  openInterestFlush(T0, readings(after, every), 14);

Deno.test("the flush is the lowest of the next 24 hours against one hour before", () => {
  const result = flush((hour) => hour === 5 ? 60 : hour === 30 ? 10 : 80);
  assert.ok(typeof result !== "string");
  assert.equal(result.flush, 60 / 100 - 1);
  assert.equal(result.lowest_at, "1970-02-10T05:00:00Z");
});

Deno.test("rebuilt when half of the loss is back, counted from the event", () => {
  const result = flush((hour) => hour < 50 ? 60 : 80);
  assert.ok(typeof result !== "string");
  assert.deepEqual([result.rebuilding, result.rebuilt_hours], ["rebuilt", 50]);
  const stays = flush(() => 60);
  assert.ok(typeof stays !== "string");
  assert.deepEqual([stays.rebuilding, stays.rebuilt_hours], ["not rebuilt", null]);
});

Deno.test("no loss is not a rebuilding, and readings that end early leave it unknown", () => {
  const grown = flush(() => 120);
  assert.ok(typeof grown !== "string");
  assert.deepEqual([grown.rebuilding, grown.rebuilt_hours], ["no loss", null]);
  const { time, base } = readings(() => 60);
  const end = time.findIndex((t) => t > T0 + 3 * DAY);
  const cut = openInterestFlush(
    T0,
    { time: time.subarray(0, end), base: base.subarray(0, end) },
    14,
  );
  assert.ok(typeof cut !== "string");
  assert.equal(cut.rebuilding, "unknown");
});

Deno.test("coarse readings serve, and how coarse they are stands beside", () => {
  const result = flush(() => 60, 8 * HOUR);
  assert.ok(typeof result !== "string");
  assert.equal(result.reading_hours, 8);
});

Deno.test("missing readings are named", () => {
  const none = { time: new Float64Array(0), base: new Float64Array(0) };
  assert.equal(openInterestFlush(T0, none, 14), "no open interest");
  assert.match(
    String(openInterestFlush(DAY * 70, readings(() => 1), 14)),
    /hours before the event/,
  );
  const { time, base } = readings(() => 60);
  assert.match(
    String(openInterestFlush(T0, { time, base: base.map(() => NaN) }, 14)),
    /in USD only/,
  );
});

Deno.test("the percentile is the share of days away from cascades that fell as far", () => {
  const { time, base } = readings(() => 100);
  // Every tenth day loses a fifth for an hour.
  const dips = base.map((_, i) => Math.floor(i / 24) % 10 === 3 && i % 24 === 12 ? 80 : 100);
  const { percentile, days } = flushPercentile(T0, { time, base: dips }, -0.15, [T0], 7);
  assert.ok(days >= 40);
  assert.ok(Math.abs(percentile! - 10) < 4);
  assert.equal(flushPercentile(T0, { time, base: dips }, -0.3, [T0], 7).percentile, 0);
});
