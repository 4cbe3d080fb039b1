import type {
  RejectionResult,
  VisitRow,
} from "../../lib/analysis/resistance/resistance-rejections.ts";
import type { Columns } from "../../lib/tables/columns.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";
import { formatTime, HOUR, parseTime } from "../../lib/tables/time.ts";

export const START = parseTime("2025-12-28");

/** Hourly bars that swing between 90 and 110 every two days. */
export function swingingBars(count: number): Columns<"candles"> {
  const bars = emptyColumns("candles", count);
  for (let i = 0; i < count; i++) {
    const at = (hour: number) => 100 + 10 * Math.sin(hour * Math.PI / 24);
    bars.time[i] = START + i * HOUR;
    bars.open[i] = at(i);
    bars.close[i] = at(i + 1);
    bars.high[i] = Math.max(at(i), at(i + 1)) + 1;
    bars.low[i] = Math.min(at(i), at(i + 1)) - 1;
    bars.volume[i] = 10;
  }
  return bars;
}

const visit = (hour: number, changes: Partial<VisitRow>): VisitRow => ({
  start: formatTime(START + hour * HOUR),
  end: formatTime(START + (hour + 6) * HOUR),
  outcome: "rejection",
  peak: 110,
  penetration: 0.8,
  bars: 7,
  bars_in_zone: 5,
  quote_volume: 1e6,
  taker_buy_share: 0.5,
  fall_24h: -0.05,
  oi_change_24h: null,
  funding_8h: 1e-4,
  ...changes,
});

/** Three visits to 107–111, one of each outcome, among 200 random zones. */
export function rejectionResult(changes: Partial<RejectionResult> = {}): RejectionResult {
  return {
    schema_version: 1,
    analysis: "resistance-rejections",
    not_testable: null,
    seed: 1,
    zone: [107, 111],
    direction: "resistance",
    from: formatTime(START),
    to: formatTime(START + 120 * HOUR),
    interval_hours: 1,
    rules: { retreat: 0.005, confirm: 2, max_hours: 168 },
    bars: 120,
    summary: {
      visits: 3,
      rejections: 1,
      breakouts: 1,
      unresolved: 1,
      rejection_rate: 0.5,
      rejection_rate_interval: [0.0945, 0.9055],
    },
    visits: [
      visit(8, {}),
      visit(56, { outcome: "breakout", peak: 112, penetration: 1.25, fall_24h: -0.02 }),
      visit(104, { outcome: "unresolved", fall_24h: null }),
    ],
    controls: {
      drawn: 500,
      used: 200,
      p: 0.8,
      all: { n: 200, mean: 0.62, quantiles: [0.3, 0.5, 0.6, 0.7, 1] },
      below: { n: 150, mean: 0.6, quantiles: [0.3, 0.5, 0.6, 0.7, 1] },
      above: { n: 50, mean: 0.68, quantiles: [0.4, 0.6, 0.7, 0.8, 1] },
      excess_interval: [-0.52, 0.29],
      independent_zones: 6.4,
      resolved: 900,
      rejections: 560,
      rates: Array.from({ length: 200 }, (_, i) => Math.sqrt(i / 199)),
    },
    ...changes,
  } as RejectionResult;
}
