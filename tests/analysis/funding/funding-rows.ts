/** Funding and daily bars for the tests of volume and funding. */
import type { Columns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";
import { fundingOf } from "../real-market.ts";

/** Settlements every `hours` from `start`, at the given rates per interval. */
export function settlements(rates: number[], start = 0, hours = 8): Columns<"funding"> {
  return fundingOf(rates.map((rate, i) => [start + i * hours * HOUR, rate, hours]));
}

/** Daily bars of the given volumes in USD; price is 100 unless given. */
export function dailyBars(usd: number[], price: (day: number) => number = () => 100) {
  const rows = usd.map((volume, day) => {
    const close = price(day);
    return { high: close, low: close, close, volume: volume / close };
  });
  return barsOf(rows, DAY);
}
