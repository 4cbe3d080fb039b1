/** How often the claims about zones say "supported" where there is nothing but noise. */
import assert from "node:assert/strict";
import { foundLevels } from "../../lib/analysis/resistance/level-tests.ts";
import { resistanceRejections } from "../../lib/analysis/resistance/resistance-rejections.ts";
import { waitingAtVisits } from "../../lib/analysis/resistance/waiting.ts";
import { c4 } from "../../lib/claims/c4.ts";
import { c5 } from "../../lib/claims/c5.ts";
import { createRandom, type Random } from "../../lib/stats/random.ts";
import { type Columns, emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../lib/tables/time.ts";

/**
 * Hourly bars of a random walk of 12 steps an hour whose volatility wanders; taker buying follows
 * the bar's return, as it does in markets, and open interest a mood of its own.
 */
function noise(random: Random, days: number): {
  bars: Columns<"candles">;
  openInterest: Columns<"open_interest">;
} {
  const rows = days * 24;
  const bars = emptyColumns("candles", rows), openInterest = emptyColumns("open_interest", rows);
  let price = 100, logVolatility = 0, mood = 0, open = 10_000;
  for (let i = 0; i < rows; i++) {
    logVolatility = 0.99 * logVolatility + 0.08 * random.normal();
    mood = 0.95 * mood + 0.3 * random.normal();
    const deviation = 0.006 * Math.exp(logVolatility) / Math.sqrt(12);
    bars.time[i] = openInterest.time[i] = i * HOUR;
    bars.open[i] = bars.high[i] = bars.low[i] = price;
    for (let step = 0; step < 12; step++) {
      price *= Math.exp(deviation * random.normal());
      bars.high[i] = Math.max(bars.high[i], price);
      bars.low[i] = Math.min(bars.low[i], price);
    }
    bars.close[i] = price;
    const volume = Math.exp(logVolatility + 0.4 * random.normal());
    bars.volume[i] = volume;
    bars.quote_volume[i] = volume * price;
    const share = 0.5 + 0.03 * random.normal() + 4 * (price / bars.open[i] - 1);
    bars.taker_buy_volume[i] = volume * Math.min(1, Math.max(0, share));
    openInterest.open_interest[i] = open += volume * 5 * (0.3 * mood + random.normal());
  }
  return { bars, openInterest };
}

/** A zone as wide as 92,800-93,900, anywhere among the prices from a row on. */
function zoneAmong(bars: Columns<"candles">, first: number, random: Random): [number, number] {
  const low = bars.low.subarray(first).reduce((a, b) => Math.min(a, b));
  const high = bars.high.subarray(first).reduce((a, b) => Math.max(a, b));
  const width = Math.log(93_900 / 92_800);
  const edge = low * Math.exp(random.uniform() * (Math.log(high / low) - width));
  return [edge, edge * Math.exp(width)];
}

const WINDOW = 61;

/** Upper end of the binomial band of 5%. */
const atMost = (n: number) => 0.05 * n + 1.96 * Math.sqrt(0.05 * 0.95 * n);

Deno.test("C5 is supported at no more than 5% of random zones of random walks", () => {
  let supported = 0, testable = 0;
  for (let run = 0; run < 1000; run++) {
    const random = createRandom(`c5 ${run}`);
    const { bars } = noise(random, WINDOW);
    const span = { from: 0, to: WINDOW * DAY, step: HOUR };
    const zone = zoneAmong(bars, 0, random);
    const result = resistanceRejections({ bars }, { zone, ...span, controls: 400, seed: run });
    const { verdict } = c5([result], "simulated", { chosenAfterwards: false });
    if (verdict !== "not testable") testable++;
    if (verdict === "supported") supported++;
  }
  console.log(`C5 supported: ${supported} of ${testable}`);
  assert(testable > 700 && supported <= atMost(testable), `${supported} of ${testable}`);
});

Deno.test("C4 is supported at no more than 5% of visits that nobody waited for", () => {
  let supported = 0, testable = 0;
  for (let run = 0; run < 300; run++) {
    const random = createRandom(`c4 ${run}`);
    const inputs = noise(random, 190 + WINDOW);
    const span = { from: 190 * DAY, to: (190 + WINDOW) * DAY, step: HOUR };
    for (let z = 0; z < 6; z++) {
      const zone = zoneAmong(inputs.bars, 190 * 24, random);
      const result = resistanceRejections(inputs, { zone, ...span, controls: 0 });
      const at = span.from + random.uniform() * WINDOW * DAY;
      const counted = Math.max(
        0,
        result.visits.findLastIndex(({ start }) => Date.parse(start) < at),
      );
      // Only the visit that counts is measured: it alone makes the verdict.
      const visits = result.visits.slice(counted, counted + 1);
      const waiting = waitingAtVisits(inputs, { ...result, visits }, at);
      const { verdict } = c4(waiting, "X", "simulated");
      if (verdict !== "not testable") testable++;
      if (verdict === "supported") supported++;
    }
  }
  console.log(`C4 supported: ${supported} of ${testable}`);
  assert(testable > 1000 && supported <= atMost(testable), `${supported} of ${testable}`);
});

Deno.test("the excess of found levels covers 0 in about 95% of random walks", () => {
  let covered = 0;
  const runs = 200;
  for (let run = 0; run < runs; run++) {
    const { bars } = noise(createRandom(`levels ${run}`), 415);
    const span = { from: 0, to: 415 * DAY, step: HOUR };
    const { summary } = foundLevels([{ subject: "X", bars }], { ...span, seed: run });
    const [low, high] = summary.excess_interval!;
    if (low <= 0 && high >= 0) covered++;
  }
  console.log(`excess covers 0: ${covered} of ${runs}`);
  // Binomial band of 200 runs at 95%.
  assert(covered >= 183 && covered <= 197, `${covered} of ${runs}`);
});
