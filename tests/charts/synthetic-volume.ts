import type { VolumeDropResult } from "../../lib/analysis/volume/volume-drops.ts";
import { DAY, formatDate, formatTime, parseTime } from "../../lib/tables/time.ts";

const FIRST = parseTime("2025-11-01");

/** Forty days of volume between $8B and $12B, ten of them optimistic, judged on the last but four. */
export function volumeResult(changes: Partial<VolumeDropResult> = {}): VolumeDropResult {
  const day = (i: number) => formatDate(FIRST + i * DAY);
  const volume = (i: number) => 1e10 + 2e9 * Math.sin(i);
  return {
    schema_version: 1,
    analysis: "volume-drops",
    not_testable: null,
    seed: 1,
    at: formatTime(FIRST + 35 * DAY),
    optimistic_days: 10,
    episodes: 2,
    level: 1.1e10,
    recent: 9e9,
    drop: 9 / 11 - 1,
    drop_interval: [-0.3, -0.05],
    percentile_in_optimism: 10,
    week_p: 0.04,
    smallest_drop: -0.2,
    baseline_ratio: 0.9,
    below_since: day(30),
    optimistic_weeks: Array.from({ length: 10 }, (_, i) => ({
      date: day(i < 5 ? i : i + 10),
      episode: i < 5 ? 1 : 2,
      recent: 9e9 + Math.floor(i / 2) * 1e9,
    })),
    series: Array.from({ length: 40 }, (_, i) => ({
      date: day(i),
      level: 1.1e10,
      recent: i < 6 ? null : 1e10 - i * 3e7,
      drop: null,
      percentile_in_optimism: null,
    })),
    days: Array.from({ length: 40 }, (_, i) => ({
      date: day(i),
      quote_volume: i === 12 ? null : volume(i),
      baseline: i === 12 ? null : 1e10,
      baseline_lower: i === 12 ? null : 9e9,
      baseline_upper: i === 12 ? null : 1.1e10,
      relative_volume: i === 12 ? null : volume(i) / 1e10,
      close: 90_000,
      return_30d: 0.01,
      funding_8h_7d: 6e-5,
      optimistic: i < 5 || (i >= 15 && i < 20),
    })),
    approximate: true,
    notes: [],
    ...changes,
  } as VolumeDropResult;
}
