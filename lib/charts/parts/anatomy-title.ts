import type { AnatomyBar } from "../../analysis/cascades/anatomy.ts";
import { span } from "../../words/dates.ts";
import { percent, usd } from "../../words/numbers.ts";

/**
 * What was liquidated in a cascade, by side, and how far price went in the direction that hurt.
 *
 * @param start of the cascade, ms; `end` exclusive
 * @example anatomyTitle(result.bars, "BTC", start, end) // "BTC: $96.0M of longs ...; price fell up to 2.8%"
 */
export function anatomyTitle(
  bars: AnatomyBar[],
  subject: string,
  start: number,
  end: number,
): string {
  const inside = bars.filter(({ time }) => Date.parse(time) >= start && Date.parse(time) < end);
  const sum = (field: "long_usd" | "short_usd") =>
    inside.reduce((all, bar) => all + (bar[field] ?? 0), 0);
  const long = sum("long_usd"), short = sum("short_usd");
  const sides = long + short === 0
    ? "nothing"
    : `${usd(long)} of longs and ${usd(short)} of shorts`;
  const moved = movement(bars, inside, start, long >= short);
  return `${subject}: ${sides} liquidated, ${span(start, end)}${moved}`;
}

/** How far trades went in the direction that hurt, from the close before or its own first. */
function movement(
  bars: AnatomyBar[],
  inside: AnatomyBar[],
  start: number,
  longsHurt: boolean,
): string {
  const before = bars.filter(({ time }) => Date.parse(time) < start).at(-1)?.price;
  const reference = before ?? inside.find(({ price }) => price !== null)?.price;
  const furthest = longsHurt
    ? Math.min(...inside.flatMap(({ low }) => low ?? []))
    : Math.max(...inside.flatMap(({ high }) => high ?? []));
  if (reference === undefined || reference === null || !Number.isFinite(furthest)) return "";
  const moved = longsHurt ? 1 - furthest / reference : furthest / reference - 1;
  if (moved <= 0) return `; price did not ${longsHurt ? "fall" : "rise"}`;
  return `; price ${longsHurt ? "fell" : "rose"} up to ${percent(moved)}`;
}
