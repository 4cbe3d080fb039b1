import assert from "node:assert/strict";
import {
  excessBefore,
  RESET_RULES,
  timeToReset,
} from "../../../lib/analysis/funding/funding-excess.ts";
import { fundingRates } from "../../../lib/analysis/market/funding-rates.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { settlements } from "./funding-rows.ts";
import { fundingOf } from "../real-market.ts";

const T0 = 100 * DAY + HOUR;

/** 100 days about 0.005%, a week at `crowded`, then `after(hours since the event)`. */
function rates(crowded: number, after: (hours: number) => number = () => 5e-5) {
  const values = Array.from({ length: 360 }, (_, i) => {
    const time = i * 8 * HOUR;
    if (time > T0) return after((time - T0) / HOUR);
    return time >= T0 - 7 * DAY ? crowded : 5e-5 + (i % 2 ? 1e-5 : -1e-5);
  });
  return fundingRates(settlements(values));
}

const before = (crowded: number) => excessBefore(rates(crowded), T0, RESET_RULES);
const hours = (after: (hours: number) => number, crowded = 2e-4) =>
  timeToReset(rates(crowded, after), T0, { neutral: 5e-5, e0: crowded - 5e-5 }, RESET_RULES).hours;

Deno.test("excess is what the last week pays more than the half-year's median", () => {
  const excess = before(2e-4);
  assert.ok(typeof excess !== "string");
  assert.equal(excess.crowding, "long");
  assert.equal((excess.neutral + excess.e0).toFixed(8), "0.00020000");
  assert.ok(excess.noise > 1e-6 && excess.noise < 1e-5);
});

Deno.test("short crowding has its own name; an excess under twice its noise is none", () => {
  assert.equal((before(-2e-4) as { crowding: string }).crowding, "short");
  assert.equal((before(5.1e-5) as { crowding: string }).crowding, "none");
});

Deno.test("funding that sat at one value for months still has the noise of 0.0001%", () => {
  const still = fundingRates(settlements(new Array(360).fill(1e-4)));
  const excess = excessBefore(still, T0, RESET_RULES);
  assert.ok(typeof excess !== "string");
  assert.deepEqual([excess.e0, excess.noise, excess.crowding], [0, 1e-6, "none"]);
});

Deno.test("too few settlements, or none in the week before: said in words", () => {
  const { time, rate_8h, interval_hours, ...rest } = rates(2e-4);
  const cut = (from: number, to: number) => ({
    ...rest,
    time: time.subarray(from, to),
    rate_8h: rate_8h.subarray(from, to),
    interval_hours: interval_hours.subarray(from, to),
  });
  assert.match(String(excessBefore(cut(280, 360), T0, RESET_RULES)), /^21 settlements/);
  assert.match(String(excessBefore(cut(0, 285), T0, RESET_RULES)), /missing for most of the 7/);
});

Deno.test("reset at the first settlement whose day has lost nine tenths of the excess", () => {
  // Settlements come 7, 15, 23, ... hours after. From hour 23 on all is back; the mean of a day
  // still holds two crowded settlements until hour 39.
  assert.equal(hours((hour) => hour < 20 ? 2e-4 : 5e-5), 39);
  assert.equal(hours(() => 5e-5), 23);
});

Deno.test("not before 16 hours, not after 14 days, and overshooting counts", () => {
  assert.equal(hours(() => -3e-4), 23);
  assert.equal(hours(() => 2e-4), Infinity);
  assert.equal(hours((hour) => hour < 15 * 24 ? 2e-4 : 5e-5), Infinity);
});

Deno.test("data that ends or lacks a day before the horizon cannot say that there was no reset", () => {
  const all = settlements(Array.from({ length: 360 }, (_, i) => i * 8 * HOUR > T0 ? 2e-4 : 5e-5));
  const keep = (kept: (time: number) => boolean) =>
    fundingRates(
      fundingOf(
        [...all.time].flatMap((time, i) => kept(time) ? [[time, all.rate[i]]] : []),
      ),
    );
  const search = (kept: (time: number) => boolean) =>
    timeToReset(keep(kept), T0, { neutral: 5e-5, e0: 1.5e-4 }, RESET_RULES);
  assert.equal(search(() => true).hours, Infinity);
  assert.ok(Number.isNaN(search((time) => time < T0 + 10 * DAY).hours));
  const gap = search((time) => time < T0 || time > T0 + 2 * DAY);
  assert.ok(Number.isNaN(gap.hours));
  assert.equal(gap.longest_gap_hours, 48);
});

Deno.test("a reset found after a day without settlements may have come in it: no time is told", () => {
  const all = settlements(
    Array.from({ length: 360 }, (_, i) => Math.abs(i * 8 * HOUR - T0) < DAY ? 2e-4 : 5e-5),
  );
  const search = (kept: (time: number) => boolean) => {
    const rows = [...all.time].flatMap((time, i) => kept(time) ? [[time, all.rate[i]]] : []);
    return timeToReset(
      fundingRates(fundingOf(rows)),
      T0,
      { neutral: 5e-5, e0: 1.5e-4 },
      RESET_RULES,
    )
      .hours;
  };
  const whole = search(() => true);
  assert.ok(whole > 16 && whole < 72);
  assert.ok(Number.isNaN(search((time) => time < T0 || time > T0 + 3 * DAY)));
  // What was missing before the event hides nothing that came after it.
  assert.equal(search((time) => time < T0 - 3 * DAY || time > T0), whole);
});
