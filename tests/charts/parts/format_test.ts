import assert from "node:assert/strict";
import {
  basisPoints,
  count,
  date,
  dateTime,
  duration,
  fixed,
  listed,
  percent,
  percentTick,
  price,
  probability,
  rateTick,
  span,
  times,
  usd,
} from "../../../lib/charts/parts/format.ts";

Deno.test("numbers have separators, a true minus, and no negative zero", () => {
  assert.equal(fixed(1234567.891, 2), "1,234,567.89");
  assert.equal(fixed(-1234.5, 1), "−1,234.5");
  assert.equal(fixed(-0.04, 1), "0.0");
  assert.equal(fixed(999), "999");
});

Deno.test("dollars have three significant digits and the right unit", () => {
  assert.equal(usd(16.7714e9), "$16.8B");
  assert.equal(usd(340e6), "$340M");
  assert.equal(usd(92_800), "$92.8k");
  assert.equal(usd(5.2), "$5.20");
  assert.equal(usd(0), "$0");
  assert.equal(usd(-1.269e9), "−$1.27B");
  assert.equal(usd(999.7e6), "$1.00B");
});

Deno.test("prices have the decimals that their size asks for", () => {
  assert.equal(price(92_800.4), "92,800");
  assert.equal(price(131.256), "131.26");
  assert.equal(price(0.142345), "0.1423");
  assert.equal(price(0), "0");
});

Deno.test("shares, rates, p-values", () => {
  assert.equal(percent(-0.1741), "−17.4%");
  assert.equal(percent(0.857, 0), "86%");
  assert.equal(percentTick(0.025), "2.5%");
  assert.equal(percentTick(-0.09), "−9%");
  assert.equal(basisPoints(5.0545e-5), "0.51 bp");
  assert.equal(probability(0.04), "p = 0.040");
  assert.equal(probability(0.0002), "p < 0.001");
});

Deno.test("lengths of time as people say them", () => {
  assert.equal(duration(40 / 60), "40 min");
  assert.equal(duration(26 + 40 / 60), "26 h 40 min");
  assert.equal(duration(16), "16 h");
  assert.equal(duration(336), "14 days");
  assert.equal(duration(84), "3.5 days");
});

Deno.test("dates are UTC whatever the machine's zone, and a span's end is exclusive", () => {
  const time = Date.UTC(2025, 11, 5, 23, 30);
  assert.equal(date(time), "5 Dec 2025");
  assert.equal(dateTime(time), "5 Dec 2025 23:30");
  assert.equal(span(Date.UTC(2025, 10, 20), Date.UTC(2026, 0, 20)), "20 Nov 2025 to 19 Jan 2026");
});

Deno.test("counts as words", () => {
  assert.equal(count(0, "visit"), "no visits");
  assert.equal(count(1, "visit"), "1 visit");
  assert.equal(count(1200, "series", "series"), "1,200 series");
  assert.deepEqual([1, 2, 3, 15].map(times), ["once", "twice", "three times", "15 times"]);
});

Deno.test("ticks of rates have the decimals that tell them apart", () => {
  assert.equal(rateTick(5e-4)(5e-5), "0.5");
  assert.equal(rateTick(8e-5)(2.5e-5), "0.25");
  assert.equal(rateTick(3e-3)(1e-3), "10");
});

Deno.test("listed: names as a sentence has them", () => {
  const names = ["BTC", "ETH", "SOL"];
  assert.deepEqual(names.map((_, i) => listed(names.slice(0, i + 1))), [
    "BTC",
    "BTC and ETH",
    "BTC, ETH and SOL",
  ]);
});
