/**
 * Rows as aligned text: words to the left, numbers to the right; unknown values as a dash.
 *
 * @example textTable(["series", "rows"], [["candles/binance/…", 119724]])
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const cells = rows.map((row) =>
    row.map((value) => value === null ? "-" : typeof value === "number" ? numberText(value) : value)
  );
  const width = head.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => row[column].length))
  );
  const right = head.map((_, column) => rows.some((row) => typeof row[column] === "number"));
  return [head, ...cells].map((row) =>
    row.map((cell, column) =>
      right[column] ? cell.padStart(width[column]) : cell.padEnd(width[column])
    ).join("  ").trimEnd()
  ).join("\n");
}

/** Counts in full; fractions with five digits, so that a funding rate does not become 0. */
function numberText(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString("en-US") : String(+value.toPrecision(5));
}
