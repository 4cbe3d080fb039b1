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
  const { DataFrame, toJSON } = await import("danfojs");
  const described = new DataFrame([...rows]).describe().T;
  return toJSON(described.addColumn(name, described.index as string[])) as object[];
}
