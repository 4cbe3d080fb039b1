import assert from "node:assert/strict";
import {
  basisPoints,
  change,
  count,
  fixed,
  listed,
  percent,
  percentTick,
  price,
  priceRange,
  probability,
  rateTick,
  signed,
  significant,
  times,
  usd,
} from "../../lib/words/numbers.ts";

Deno.test("numbers have separators, a true minus, and no negative zero", () => {
  assert.equal(fixed(1234567.891, 2), "1,234,567.89");
  assert.equal(fixed(-1234.5, 1), "−1,234.5");
  assert.equal(fixed(-0.04, 1), "0.0");
  assert.equal(fixed(999), "999");
});

Deno.test("a sign stands before what is not 0, on either side", () => {
  assert.deepEqual([1.26, -1.26, 0.01, -0.01].map((value) => signed(value, 1)), [
    "+1.3",
    "−1.3",
    "0.0",
    "0.0",
  ]);
  assert.deepEqual([0.2, -0.1741, 0].map((value) => change(value)), ["+20.0%", "−17.4%", "0.0%"]);
});

Deno.test("significant digits are rounded to, and zeros behind them left out", () => {
  const written = (digits: number, ...values: number[]) =>
    values.map((value) => significant(value, digits));
  assert.deepEqual(written(3, 92_812, -0.012345, 0.1, 1000, 0.000999999, 0, -0), [
    "92,800",
    "−0.0123",
    "0.1",
    "1,000",
    "0.001",
    "0",
    "0",
  ]);
  assert.deepEqual(written(6, 1234.56789, 7.1e-9, Infinity), ["1,234.57", "0.0000000071", "∞"]);
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
  assert.equal(price(7.12e-7), "0.000000712");
  assert.equal(price(0), "0");
  assert.equal(priceRange([92_800, 93_900]), "92,800–93,900");
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
