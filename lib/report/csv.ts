/** One row of a table: plain values by column name. */
export type Row = Record<string, string | number | boolean | null | undefined>;

/**
 * Rows as CSV by RFC 4180, with a header and CRLF line ends. Columns are those of all rows, in the
 * order of their first appearance; null and undefined are empty fields.
 *
 * Text that starts with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe in front: spreadsheets would
 * run it as a formula. Numbers are numbers and stay as they are.
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
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
