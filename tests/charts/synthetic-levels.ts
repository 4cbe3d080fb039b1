import type { LevelTest, LevelTests } from "../../lib/analysis/resistance/level-tests.ts";
import type { Measure, WaitingResult } from "../../lib/analysis/resistance/waiting.ts";
import type { Interval } from "../../lib/analysis/result.ts";
import { DAY, formatTime, HOUR } from "../../lib/tables/time.ts";
import { START } from "./synthetic.ts";

const level = (day: number, price: number, changes: Partial<LevelTest>): LevelTest => ({
  subject: "BTCUSDT",
  found_at: formatTime(START + day * DAY),
  until: formatTime(START + (day + 1) * DAY),
  price,
  zone: [price - 1, price + 1],
  strength: price,
  swings: 2,
  visits: 4,
  rejections: 3,
  breakouts: 1,
  p: 0.4,
  p_adjusted: 0.5,
  control_rate: 0.6,
  ...changes,
});

/** Three levels in five days: one unusual, one ordinary, one hardly visited. */
export function levelTests(changes: Partial<LevelTests> = {}): LevelTests {
  const summary = {
    subject: "BTCUSDT",
    found: 3,
    tested: 2,
    special: 0,
    resolved: 8,
    rejection_rate: 0.75,
    control_rate: 0.6,
    excess: 0.15,
    excess_interval: [-0.05, 0.35] as Interval,
    stretches: 5,
  };
  return {
    schema_version: 1,
    analysis: "found-levels",
    not_testable: null,
    seed: 1,
    from: formatTime(START),
    to: formatTime(START + 5 * DAY),
    horizon_days: 1,
    levels: [
      level(0, 108, {}),
      level(1, 111, { p: 0.01, p_adjusted: 0.02 }),
      level(3, 115, { visits: 0, rejections: 0, breakouts: 0, p: null, p_adjusted: null }),
    ],
    summary: { ...summary, subject: "all" },
    markets: [summary],
    ...changes,
  };
}

const measure = (percentile: number | null): Measure => ({
  value: percentile,
  percentile,
  built_up_from: percentile === null ? null : 80,
  n: percentile === null ? 0 : 700,
});

/** Who was waiting at three visits; taker buying is not known. */
export function waitingResult(changes: Partial<WaitingResult> = {}): WaitingResult {
  return {
    schema_version: 1,
    analysis: "who-was-waiting",
    not_testable: null,
    zone: [107, 111],
    at: formatTime(START + 60 * HOUR),
    counted: 1,
    visits: [[20, 40], [95, 60], [50, 99]].map(([openInterest, longs], i) => ({
      at: formatTime(START + (8 + 48 * i) * HOUR),
      zone: [107, 111] as const,
      hours_inside: 12,
      open_interest: measure(openInterest),
      taker_buying: measure(null),
      ladder_longs: measure(longs),
    })),
    ...changes,
  };
}
