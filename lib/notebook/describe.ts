/**
 * Count, mean, standard deviation, extremes and quartiles of columns that are complete, one row a
 * column. danfojs does it, and is loaded only here.
 *
 * @param rows numbers by column, each of them known in every row
 * @param name of the field that holds a column's name
 * @example await table("daily-volume", await describe(volumesByDay(markets), "asset"));
 */
export async function describe(
  rows: readonly Record<string, number>[],
  name: string,
): Promise<object[]> {
  // A frame without rows has no columns either.
  if (rows.length === 0) return [];
  // Its core alone: readers of Excel files and more would take another third of a second to load.
  const { DataFrame } = await import("danfojs/dist/danfojs-base/index.js");
  const { columns, index, values } = new DataFrame([...rows]).describe().T;
  return (values as number[][]).map((row, i) => ({
    ...Object.fromEntries(columns.map((column, k) => [column, row[k]])),
    [name]: index[i],
  }));
}
