/** Single liquidations summed into bars: what waves and cascades are read from. */
import { type Columns, emptyColumns } from "../../tables/columns.ts";
import { LONG, SHORT } from "../../tables/schema.ts";
import { sumFlows } from "./flow.ts";

/**
 * Sums single liquidations into bars of `step`, from the bar of `from` to the one before `to`. Bars
 * without a liquidation hold 0. Where a bar holds one whose side is not known, both sides are
 * unknown and only the total stands.
 *
 * @param span in which the feed was running, ms: without it calm and silence look alike
 * @param step length of a bar in ms
 * @example sumLiquidations(events, { from, to }, 5 * MINUTE).total_usd
 */
export function sumLiquidations(
  { time, side, notional }: Columns<"liquidations">,
  { from, to }: { from: number; to: number },
  step: number,
): Columns<"liquidation_totals"> {
  const start = Math.floor(from / step) * step;
  const rows = Math.max(0, Math.ceil((to - start) / step));
  const totals = emptyColumns("liquidation_totals", rows);
  for (const column of ["long_usd", "short_usd", "total_usd", "events"] as const) {
    totals[column].fill(0);
  }
  for (let row = 0; row < rows; row++) totals.time[row] = start + row * step;
  for (let i = 0; i < time.length; i++) {
    const row = Math.floor((time[i] - start) / step);
    if (row < 0 || row >= rows) continue;
    totals.total_usd[row] += notional[i];
    totals.events[row]++;
    // NaN stays NaN whatever is added to it.
    if (side[i] === LONG) totals.long_usd[row] += notional[i];
    else if (side[i] === SHORT) totals.short_usd[row] += notional[i];
    else totals.long_usd[row] = totals.short_usd[row] = NaN;
  }
  return totals;
}

/**
 * Totals of one asset from several venues as one: their sum, over the bars that any of them covers.
 *
 * @param step distance of the bars of all of them, ms
 * @throws UserError when they do not lie on one grid
 * @example addTotals([bybit.totals, okx.totals], 5 * MINUTE)
 */
export function addTotals(
  parts: readonly Columns<"liquidation_totals">[],
  step: number,
): Columns<"liquidation_totals"> {
  const flow = sumFlows(parts.map((totals) => ({ asset: "", totals })), step);
  const sum = emptyColumns("liquidation_totals", flow.total.length);
  for (let i = 0; i < flow.total.length; i++) {
    sum.time[i] = flow.start + i * step;
    sum.long_usd[i] = flow.long[i];
    sum.short_usd[i] = flow.sided[i] - flow.long[i];
    sum.total_usd[i] = flow.total[i];
  }
  return sum;
}
