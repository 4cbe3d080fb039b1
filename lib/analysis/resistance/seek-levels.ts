import { lowerBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY } from "../../tables/time.ts";
import { findLevels, type Level, LEVEL_RULES, levelHistory } from "./levels.ts";
import type { Zone } from "./visits.ts";

/** Bars of one market, and what it is called in the result. */
export interface LevelMarket {
  subject: string;
  bars: Columns<"candles">;
}

/** When and for how long levels are sought. */
export interface SeekOptions {
  from: number;
  to: number;
  step: number;
  /** Days between judgements; each looks for the strongest levels above the price of the moment. */
  every_days?: number;
  /** Strongest levels kept at each judgement. */
  per_judgement?: number;
  /** Days after it is found in which a level is under test. */
  horizon_days?: number;
}

/** Days after it is found in which a level is under test, unless told. */
export const HORIZON_DAYS = 30;

/** A level at the moment when it was found. */
export interface FoundLevel {
  at: number;
  price: number;
  level: Level;
  /** From the price to its lower edge, in bandwidths of its kernel. */
  distance: number;
}

/**
 * Seeks resistance levels at regular times, from the past alone. One that overlaps a level still under
 * test is the same level and not found again.
 *
 * @param bars regular bars of one market; those before `from` serve as past
 * @example seekLevels(bars, { from, to, step: HOUR })[0].level.zone
 */
export function seekLevels(bars: Columns<"candles">, options: SeekOptions): FoundLevel[] {
  const { from, to, step, every_days = 7, per_judgement = 2, horizon_days = HORIZON_DAYS } =
    options;
  const history = levelHistory(bars);
  const found: FoundLevel[] = [];
  let underTest: FoundLevel[] = [];
  for (let at = from; at + horizon_days * DAY <= to; at += every_days * DAY) {
    const last = lowerBound(bars.time, at) - 1;
    if (last < 0) continue;
    const price = bars.close[last];
    underTest = underTest.filter((old) => old.at + horizon_days * DAY > at);
    let kept = 0;
    for (const level of findLevels(bars, at, step, LEVEL_RULES, history)) {
      if (kept === per_judgement) break;
      const known = underTest.some((old) => overlaps(old.level.zone, level.zone));
      if (known || level.zone[0] <= price) continue;
      underTest.push({ at, price, level, distance: (level.zone[0] - price) / level.bandwidth });
      found.push(underTest.at(-1)!);
      kept++;
    }
  }
  return found;
}

function overlaps(a: Zone, b: Zone): boolean {
  return a[0] <= b[1] && b[0] <= a[1];
}
