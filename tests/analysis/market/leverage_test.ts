import assert from "node:assert/strict";
import { leverage, openInterestPercentile } from "../../../lib/analysis/market/leverage.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";

const DAYS = 100;
/** Readings at the close of each day; bars of a day with volume 10. */
function market(values: number[], closes = values.map(() => 100)) {
  const openInterest = emptyColumns("open_interest", values.length);
  openInterest.time.forEach((_, i) => openInterest.time[i] = (i + 1) * DAY);
  openInterest.open_interest.set(values);
  const bars = barsOf(closes.map((c) => ({ high: c, low: c, close: c, volume: 10 })), DAY);
  return { openInterest, bars };
}

Deno.test("leverage is open interest in days of volume, once two thirds of a month are known", () => {
  const { days } = leverage(market(new Array(DAYS).fill(25)));
  assert.equal(days[18].leverage, null);
  assert.equal(days[19].leverage, 2.5);
});

Deno.test("open interest of another venue has no leverage: that is told by the bars' own", () => {
  const { openInterest, bars } = market(new Array(DAYS).fill(25));
  const own = market(new Array(DAYS).fill(40)).openInterest;
  const both = leverage({ openInterest, bars, venueOpenInterest: own }).days[50];
  assert.deepEqual([both.open_interest, both.leverage], [25, 4]);
  const none = leverage({ openInterest, bars, venueOpenInterest: null }).days[70];
  assert.deepEqual([none.leverage, none.percentile], [null, 100]);
});

Deno.test("the percentile looks back over the trailing days, from 60 readings on", () => {
  const rising = leverage(market(Array.from({ length: DAYS }, (_, i) => i + 1)));
  assert.equal(rising.days[58].percentile, null);
  assert.equal(rising.days[59].percentile, 100);
  const falling = leverage(market(Array.from({ length: DAYS }, (_, i) => DAYS - i)));
  assert.equal(falling.days[99].percentile, 1);
  const short = leverage(market(Array.from({ length: DAYS }, (_, i) => DAYS - i)), {
    percentileDays: 60,
  });
  assert.equal(short.days[99].percentile, 100 / 60);
});

Deno.test("quadrants tell who came and who left", () => {
  const { days } = leverage(market([10, 11, 10, 11, 10], [100, 110, 120, 110, 100]));
  assert.deepEqual(days.map(({ quadrant }) => quadrant), [
    null,
    "price up, open interest up",
    "price up, open interest down",
    "price down, open interest up",
    "price down, open interest down",
  ]);
});

Deno.test("a day without readings breaks the change, and a window without them is not testable", () => {
  const { openInterest, bars } = market([10, 11, 12]);
  openInterest.time[2] += DAY;
  const far = leverage({ openInterest, bars: barsOf(new Array(5).fill(bar), DAY) });
  assert.deepEqual(far.days.map(({ oi_change }) => oi_change !== null), [false, true, false]);
  assert.match(
    leverage({ openInterest, bars }, { from: 50 * DAY }).not_testable!,
    /no open interest/,
  );
});
const bar = { high: 100, low: 100, close: 100 };

Deno.test("the percentile before a moment uses nothing after it", () => {
  const time = Float64Array.from({ length: 24 * 90 }, (_, i) => i * HOUR);
  const base = Float64Array.from(time, (_, i) => i);
  const at = 70 * DAY + HOUR / 2;
  assert.equal(openInterestPercentile(time, base, at), 100);
  const later = base.map((value, i) => time[i] > at ? 0 : value);
  assert.equal(openInterestPercentile(time, later, at), 100);
  assert.equal(openInterestPercentile(time, base, 50 * DAY), null, "less than 60 days before");
  assert.equal(
    openInterestPercentile(time, base, 95 * DAY),
    null,
    "the last reading is 5 days old",
  );
});
