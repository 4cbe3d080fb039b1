import assert from "node:assert/strict";
import type { AfterRejections } from "../../lib/analysis/resistance/after-rejections.ts";
import type { Interval } from "../../lib/analysis/result.ts";
import { afterRejectionsChart } from "../../lib/charts/after-rejections.ts";
import { snapshot, texts } from "./svg.ts";

const rejection = (day: number, day_return: number) => ({
  start: `2025-12-0${day}T00:00:00Z`,
  end: `2025-12-0${day}T05:00:00Z`,
  return_1h: 0.001,
  return_4h: -0.004 * day,
  return_24h: day_return,
  return_168h: null,
});
const horizon = (hours: number, mean: number, p: number) => ({
  hours,
  n: 3,
  mean,
  interval: [mean - 0.01, mean + 0.01] as Interval,
  share_down: 0.5,
  random_mean: 0.001,
  random_interval: [-0.009, 0.011] as Interval,
  p,
});
const after = (changes: Partial<AfterRejections> = {}): AfterRejections => ({
  schema_version: 1,
  analysis: "after-rejections",
  not_testable: null,
  seed: 1,
  direction: "resistance",
  rejections: [rejection(1, -0.03), rejection(3, -0.02), rejection(5, 0.01)],
  horizons: [horizon(1, 0.001, 0.9), horizon(4, -0.012, 0.03), horizon(24, -0.015, 0.005), {
    hours: 168,
    n: 0,
    mean: null,
    interval: null,
    share_down: null,
    random_mean: null,
    random_interval: null,
    p: null,
  }],
  ...changes,
});

Deno.test("after rejections: a row for each horizon that the data holds", () => {
  const chart = snapshot("after-rejections", (options) => afterRejectionsChart(after(), options));
  assert.equal(
    chart.title,
    "1 day after 3 rejections BTC had moved −1.5% on average, at random times +0.1% (p = 0.005)",
  );
  assert.deepEqual(
    chart.rows.filter((row) => row.layer === "mean").map((row) => row.hours),
    [1, 4, 24],
  );
  assert(texts(chart.svg).some((text) => text === "rejection of 1 Dec 2025 00:00 UTC: −3.0%"));
});

Deno.test("the rarest of several horizons must be rare among several", () => {
  const common = after({ horizons: [horizon(4, -0.012, 0.03), horizon(24, -0.015, 0.04)] });
  const options = { subject: "BTC", source: "synthetic", basis: "simulated" } as const;
  assert.match(afterRejectionsChart(common, options).title, /cannot be told from random times/);
});

Deno.test("too few rejections give a reason in its place", () => {
  const options = { subject: "BTC", source: "synthetic", basis: "simulated" } as const;
  const few = after({ not_testable: "rejections at the zone: 1", horizons: [] });
  assert(texts(afterRejectionsChart(few, options).svg).some((text) => /at the zone: 1/.test(text)));
});
