/** One row of a table: plain values by column name. */
export type Row = Record<string, string | number | boolean | null | undefined>;

/**
 * Rows as CSV by RFC 4180, with a header and CRLF line ends. Columns are those of all rows, in the
 * order of their first appearance; null and undefined are empty fields.
 *
 * Text that a spreadsheet would run is disarmed; numbers are numbers and stay as they are.
 *
 * @example toCsv([{ symbol: "BTCUSDT", drop: -0.17 }]) // "symbol,drop\r\nBTCUSDT,-0.17\r\n"
 */
export function toCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => field(row[column])).join(","));
  return [columns.map(field).join(","), ...lines].map((line) => line + "\r\n").join("");
}

function field(value: Row[string]): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const text = disarmed(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Text with an apostrophe in front where it starts with `=`, `+`, `-`, `@`, a tab or a carriage return:
 * spreadsheets would run it as a formula.
 *
 * @example disarmed("=1+1") // "'=1+1"
 */
export function disarmed(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
