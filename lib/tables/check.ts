import type { AnyColumns } from "./columns.ts";
import { type Column, type TableName, TABLES } from "./schema.ts";
import { formatTime, intervalMs } from "./time.ts";

/** Bitcoin's first block: nothing that is traded here is older. */
const FIRST = Date.UTC(2009, 0, 3);
/** Far enough ahead for every date in data, far below seconds or microseconds read as ms. */
const LAST = Date.UTC(2100, 0, 1);

/** A row that cannot be true, by its index in the batch. */
export interface BadRow {
  row: number;
  reason: string;
}

/**
 * Finds the rows that cannot be true, with one reason each: times outside 2009 to 2100 (seconds or
 * microseconds read as milliseconds), bars off their interval's grid, missing or infinite numbers,
 * numbers outside the range of the schema, bars whose high, low, open and close contradict one
 * another, and taker volume above all volume.
 *
 * @param interval of the series, as `5m`; only bars are held to its grid
 * @returns bad rows in order, empty when all is well
 * @example checkRows("candles", bars, "5m") // [{ row: 7, reason: "high 2 is below low 3" }]
 */
export function checkRows(table: TableName, columns: AnyColumns, interval: string): BadRow[] {
  const reasons = new Map<number, string>();
  checkTimes(columns.time, table === "candles" ? gridOf(interval) : 0, reasons);
  for (const [name, column] of Object.entries(TABLES[table])) {
    if (column.type === "number") checkNumbers(name, column, columns[name], reasons);
  }
  if (table === "candles") checkBars(columns, reasons);
  return [...reasons].map(([row, reason]) => ({ row, reason })).sort((a, b) => a.row - b.row);
}

// Weeks and what is longer have no grid that all venues share.
function gridOf(interval: string): number {
  return /[smhd]$/.test(interval) ? intervalMs(interval) : 0;
}

function checkTimes(time: Float64Array, grid: number, reasons: Map<number, string>): void {
  for (let i = 0; i < time.length; i++) {
    const t = time[i];
    if (!(t >= FIRST && t < LAST)) reasons.set(i, timeReason(t));
    else if (grid > 0 && t % grid !== 0) {
      reasons.set(i, `time ${formatTime(t)} is not the opening time of a bar`);
    }
  }
}

function timeReason(time: number): string {
  if (!Number.isFinite(time)) return "time is missing";
  const plausible = (t: number) => t >= FIRST && t < LAST;
  if (plausible(time * 1000)) return `time ${time} looks like seconds, not milliseconds`;
  if (plausible(time / 1000)) return `time ${time} looks like microseconds, not milliseconds`;
  if (plausible(time / 1e6)) return `time ${time} looks like nanoseconds, not milliseconds`;
  return `time ${time} is outside 2009 to 2100`;
}

function checkNumbers(
  name: string,
  column: Column,
  values: Float64Array | Int8Array,
  reasons: Map<number, string>,
): void {
  const [least, most] = column.range ?? [-Number.MAX_VALUE, Number.MAX_VALUE];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value >= least && value <= most) continue;
    if (value !== value && column.nullable || reasons.has(i)) continue;
    reasons.set(i, numberReason(name, value, least, most));
  }
}

function numberReason(name: string, value: number, least: number, most: number): string {
  if (value !== value) return `${name} is missing or no number`;
  if (!Number.isFinite(value)) return `${name} is infinite`;
  if (value < 0 && least >= 0) return `${name} ${value} is negative`;
  return `${name} ${value} is outside ${least} to ${most}`;
}

function checkBars(columns: AnyColumns, reasons: Map<number, string>): void {
  const { open, high, low, close, volume, taker_buy_volume: taker } = columns;
  for (let i = 0; i < open.length; i++) {
    const inside = high[i] >= low[i] && open[i] >= low[i] && open[i] <= high[i] &&
      close[i] >= low[i] && close[i] <= high[i];
    // Sums of volumes differ in the last digits; a billionth is no contradiction.
    if (inside && !(taker[i] > volume[i] * (1 + 1e-9))) continue;
    if (reasons.has(i)) continue;
    reasons.set(
      i,
      high[i] < low[i]
        ? `high ${high[i]} is below low ${low[i]}`
        : !inside
        ? `open ${open[i]} or close ${close[i]} is outside low ${low[i]} to high ${high[i]}`
        : `taker_buy_volume ${taker[i]} is above volume ${volume[i]}`,
    );
  }
}
