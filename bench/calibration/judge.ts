/** The judges of the proof: each makes a row's figure, its band and its verdict. */
import { mean, variance } from "../../lib/stats/mean.ts";
import { normalQuantile } from "../../lib/stats/normal.ts";
import { wilson } from "../../lib/stats/proportion.ts";
import type { Judgement, Observation } from "./experiment.ts";

const LEVEL = 0.999;
const Z = normalQuantile((1 + LEVEL) / 2);

/**
 * The counts that a binomial law gives with a probability of at least 99.9%, both ends inclusive.
 *
 * @example binomialBand(2000, 0.05) // about [70, 133]
 */
export function binomialBand(trials: number, chance: number): [number, number] {
  const tail = (1 - LEVEL) / 2;
  let log = trials * Math.log1p(-chance), sum = Math.exp(log), k = 0;
  let low = 0;
  for (; sum < 1 - tail && k < trials; k++) {
    if (sum < tail) low = k + 1;
    log += Math.log((trials - k) / (k + 1) * chance / (1 - chance));
    sum += Math.exp(log);
  }
  return [low, k];
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

function column(seen: readonly Observation[], key: string): number[] {
  return seen.map((one) => one[key]).filter((value) => value === value);
}

function band(shareOf: number, n: number, chance: number) {
  const [low, high] = binomialBand(n, chance);
  const count = Math.round(shareOf * n);
  return { low, high, count, text: `${percent(low / n)} to ${percent(high / n)}` };
}

/** Share of intervals that hold the truth (1 or 0 in `key`), against 95%. */
export function coverage(key: string) {
  return (seen: readonly Observation[]): Judgement => {
    const held = column(seen, key), n = held.length;
    const { low, high, count, text } = band(mean(held), n, 0.95);
    const verdict = count < low ? "does not hold" : count > high ? "conservative" : "holds";
    return { n, measured: `${percent(mean(held))} covered`, band: text, verdict };
  };
}

/** Share of p-values below 0.05 where nothing is, against 5%. */
export function size(key: string) {
  return (seen: readonly Observation[]): Judgement => {
    const p = column(seen, key), n = p.length;
    const share = p.filter((value) => value < 0.05).length / n;
    const { low, high, count, text } = band(share, n, 0.05);
    const verdict = count > high ? "does not hold" : count < low ? "conservative" : "holds";
    return { n, measured: `${percent(share)} below 0.05`, band: text, verdict };
  };
}

/** Share of wrong findings (1 or 0 in `key`), at most 5%. */
export function atMost5(key: string, what = "supported") {
  return (seen: readonly Observation[]): Judgement => {
    const wrong = column(seen, key), n = wrong.length;
    const { high, count } = band(mean(wrong), n, 0.05);
    return {
      n,
      measured: `${percent(mean(wrong))} ${what}`,
      band: `at most 5% (chance: ${percent(high / n)})`,
      verdict: count > high ? "does not hold" : "holds",
    };
  };
}

/** Share of planted things that were found, pooled over markets: hits over cases, at least 95%. */
export function atLeast95(hits: string, cases: string, what: string) {
  return (seen: readonly Observation[]): Judgement => {
    const sum = (key: string) => column(seen, key).reduce((all, value) => all + value, 0);
    const n = sum(cases), found = sum(hits);
    const [low, high] = wilson(found, n, LEVEL);
    return {
      n,
      measured: `${percent(found / n)} ${what} (${percent(low)} to ${percent(high)})`,
      band: "at least 95%",
      verdict: found >= 0.95 * n ? "holds" : high >= 0.95 ? "undecided" : "does not hold",
    };
  };
}

/** Mean error over markets, which must lie within a bound. */
export function unbiased(key: string, within: number, unit = "") {
  return (seen: readonly Observation[]): Judgement => {
    const errors = column(seen, key), n = errors.length;
    const off = mean(errors), error = Z * Math.sqrt(variance(errors) / n);
    const digits = within < 0.1 ? 4 : 3;
    return {
      n,
      measured: `${off.toFixed(digits)} +- ${error.toFixed(digits)}${unit}`,
      band: `within +-${within}${unit}`,
      verdict: Math.abs(off) <= within
        ? "holds"
        : Math.abs(off) - error <= within
        ? "undecided"
        : "does not hold",
    };
  };
}

/** Share of what was found that nobody planted, pooled over markets: at most 5%. */
export function atMost5Of(wrong: string, cases: string, what: string) {
  return (seen: readonly Observation[]): Judgement => {
    const sum = (key: string) => column(seen, key).reduce((all, value) => all + value, 0);
    const n = sum(cases), share = sum(wrong) / n;
    const { high, count } = band(share, n, 0.05);
    return {
      n,
      measured: `${percent(share)} ${what}`,
      band: `at most 5% (chance: ${percent(high / n)})`,
      verdict: count > high ? "does not hold" : "holds",
    };
  };
}

/** Share of markets, beside which no bound is set. */
export function told(key: string, what: string) {
  return (seen: readonly Observation[]): Judgement => {
    const held = column(seen, key);
    const measured = `${percent(mean(held))} ${what}`;
    return { n: held.length, measured, band: "", verdict: "no bound" };
  };
}

/** The same, pooled over markets. */
export function toldOf(hits: string, cases: string, what: string) {
  return (seen: readonly Observation[]): Judgement => {
    const sum = (key: string) => column(seen, key).reduce((all, value) => all + value, 0);
    const n = sum(cases), measured = `${percent(sum(hits) / n)} ${what}`;
    return { n, measured, band: "", verdict: "no bound" };
  };
}

/** Mean error over markets, beside which no bound is set. */
export function toldMean(key: string) {
  const judge = unbiased(key, 0.02);
  return (seen: readonly Observation[]): Judgement => (
    { ...judge(seen), band: "", verdict: "no bound" }
  );
}
