import { DAY, formatDate } from "../tables/time.ts";
import type { Missing } from "./request.ts";

/**
 * Missing stretches in order, neighbours of one series as one.
 *
 * @example joinMissing([{ series, from: 0, to: DAY }, { series, from: DAY, to: 2 * DAY }]).length // 1
 */
export function joinMissing(missing: readonly Missing[]): Missing[] {
  const sorted = [...missing].sort((a, b) =>
    a.series < b.series ? -1 : a.series > b.series ? 1 : a.from - b.from
  );
  const joined: Missing[] = [];
  for (const stretch of sorted) {
    const last = joined.at(-1);
    if (last?.series === stretch.series && stretch.from <= last.to) {
      last.to = Math.max(last.to, stretch.to);
    } else joined.push({ ...stretch });
  }
  return joined;
}

/**
 * A stretch in words.
 *
 * @example missingText({ series: "binance metrics BTCUSDT", from: 0, to: DAY })
 * // "binance metrics BTCUSDT: no 1970-01-01"
 */
export function missingText({ series, from, to }: Missing): string {
  const days = Math.round((to - from) / DAY);
  if (days === 1) return `${series}: no ${formatDate(from)}`;
  return `${series}: no ${formatDate(from)} to ${formatDate(to - DAY)} (${days} days)`;
}
