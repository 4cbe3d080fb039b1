/**
 * Whom a chart of several markets speaks of: the asset where there is one alone.
 *
 * @example subjectOf(["BTC", "ETH"]) // "2 markets"
 */
export function subjectOf(assets: readonly string[]): string {
  return assets.length === 1 ? assets[0] : `${assets.length} markets`;
}
