import type { Known } from "./data-checks.ts";

/** A dataset's rows and faults in figures: counts over all its series and files. */
export interface DataTotals {
  series: number;
  rows: number;
  /** Over the series that have a timetable. */
  missing_rows: number;
  /** Told twice and the same. */
  duplicate_rows: number;
  /** Told twice and not the same. */
  different_rows: number;
  rejected_rows: number;
  /** Bars that two intervals of a market tell differently. */
  different_bars: number;
  /** Days on which USD over coins does not give the market's price. */
  misaligned_days: number;
}

/**
 * The sums of a data check, for the summary of a report.
 *
 * @example dataTotals({ check, overlaps, prices }).missing_rows
 */
export function dataTotals({ check, overlaps, prices }: Omit<Known, "sides">): DataTotals {
  const { coverage, files } = check;
  return {
    series: coverage.length,
    rows: total(coverage, ({ rows }) => rows),
    missing_rows: total(coverage, ({ missing }) => missing ?? 0),
    duplicate_rows: total(files, ({ duplicates }) => duplicates),
    different_rows: total(files, ({ differences }) => differences),
    rejected_rows: total(files, ({ rejected }) => rejected),
    different_bars: total(overlaps, ({ different }) => different),
    misaligned_days: total(prices, ({ misaligned_days }) => misaligned_days),
  };
}

function total<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}
