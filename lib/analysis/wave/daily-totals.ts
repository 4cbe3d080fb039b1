/** Liquidation totals by UTC day. */
import { type Columns, emptyColumns } from "../../tables/columns.ts";
import { DAY, startOfDay } from "../../tables/time.ts";

const SUMMED = ["long_usd", "short_usd", "total_usd", "events"] as const;

/**
 * Sums totals by UTC day. Incomplete days are dropped; a sum with any unknown value is unknown. A
 * total that is missing beside both sides is their sum.
 *
 * @param step distance of the totals' bars in ms, at most a day
 * @example dailyTotals(estimateLiquidations(bars), 5 * MINUTE).total_usd
 */
export function dailyTotals(
  totals: Columns<"liquidation_totals">,
  step: number,
): Columns<"liquidation_totals"> {
  const starts: number[] = [];
  const rows = totals.time.length, perDay = Math.round(DAY / step);
  for (let i = 0; i + perDay <= rows; i++) {
    const day = startOfDay(totals.time[i]);
    if (i > 0 && totals.time[i - 1] >= day) continue;
    if (totals.time[i + perDay - 1] < day + DAY) starts.push(i);
  }
  const days = emptyColumns("liquidation_totals", starts.length);
  starts.forEach((start, d) => {
    days.time[d] = startOfDay(totals.time[start]);
    for (const name of SUMMED) {
      let sum = 0;
      for (let i = start; i < start + perDay; i++) sum += totals[name][i];
      days[name][d] = sum;
    }
    if (Number.isNaN(days.total_usd[d])) days.total_usd[d] = days.long_usd[d] + days.short_usd[d];
  });
  return days;
}
