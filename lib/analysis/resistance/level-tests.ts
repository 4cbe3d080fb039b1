import { windowOf } from "../../series/window.ts";
import { benjaminiHochberg } from "../../stats/adjust.ts";
import { createRandom, type Random } from "../../stats/random.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatTime } from "../../tables/time.ts";
import { type LevelExcess, levelExcess } from "./level-excess.ts";
import { type Result, SCHEMA_VERSION } from "../result.ts";
import {
  type FoundLevel,
  HORIZON_DAYS,
  type LevelMarket,
  seekLevels,
  type SeekOptions,
} from "./seek-levels.ts";
import { VISIT_RULES, type Zone } from "./visits.ts";
import { countVisits, rejectionRate } from "./zone-counts.ts";

/** How levels are sought and tested. */
export interface LevelTestOptions extends SeekOptions {
  seed?: number;
  onProgress?: (done: number, total: number) => void;
}

/** A level found from the past, and what price did there afterwards. */
export interface LevelTest {
  subject: string;
  found_at: string;
  /** End of the time in which it is tested. */
  until: string;
  price: number;
  zone: Zone;
  strength: number;
  swings: number;
  visits: number;
  rejections: number;
  breakouts: number;
  /** Against random zones in the same weeks; null with fewer than 3 visits or none resolved. */
  p: number | null;
  /** After Benjamini-Hochberg over all levels of all markets with a p. */
  p_adjusted: number | null;
  control_rate: number | null;
}

/** Levels of one market, or of all together. */
export interface LevelSummary extends LevelExcess {
  subject: string;
  found: number;
  /** Levels with a p-value, and those below 0.05 after adjustment. */
  tested: number;
  special: number;
}

export interface LevelTests extends Result {
  analysis: "found-levels";
  from: string;
  to: string;
  horizon_days: number;
  levels: LevelTest[];
  /** All markets together, and each by itself. */
  summary: LevelSummary;
  markets: LevelSummary[];
}

const CONTROLS = 1_000, REFINED = 10_000, REFINE_BELOW = 0.1;
/** Random zones lie at the distances of other levels; fewer of those are no distribution. */
const FEWEST_OTHERS = 5;

/**
 * Seeks resistance levels at regular times, from the past alone, and tests each over the weeks after
 * it was found against random zones of its width in the same weeks: 1,000 of them, and 10,000 where
 * 1,000 give p < 0.1. A level that overlaps one still under test is the same level and not counted
 * again.
 *
 * A random zone lies as far above the price of the moment, in units of volatility, as levels of the
 * same market did that were found at other times. (Drawn over the prices of the weeks to come, as
 * for a zone chosen afterwards, random zones crowd under their highest high, which held by
 * definition: in random walks found levels then seem to reject less often than them.)
 *
 * @param markets regular bars of each; those before `from` serve as past
 * @example
 * foundLevels([{ subject: "BTC", bars }], { from, to, step: HOUR }).summary.excess
 */
export function foundLevels(
  markets: readonly LevelMarket[],
  options: LevelTestOptions,
): LevelTests {
  const { from, to, seed = 1, horizon_days = HORIZON_DAYS, onProgress } = options;
  const found = markets.map(({ bars }) => seekLevels(bars, options));
  const total = found.reduce((sum, levels) => sum + levels.length, 0);
  let done = 0;
  const levels = markets.flatMap(({ subject, bars }, m) => {
    const random = createRandom(seed).split(`levels ${subject}`);
    return found[m].map((level, i) => {
      onProgress?.(done++, total);
      const others = found[m].filter((_, j) => j !== i).map(({ distance }) => distance);
      return testLevel(subject, bars, level, others, random.split(i), options);
    });
  });
  onProgress?.(total, total);
  const tested = levels.filter(({ p }) => p !== null);
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p!));
  tested.forEach((level, i) => level.p_adjusted = adjusted[i]);

  const summaryOf = (subject: string, part: readonly LevelTest[]): LevelSummary => ({
    subject,
    found: part.length,
    tested: part.filter(({ p }) => p !== null).length,
    special: part.filter(({ p_adjusted }) => p_adjusted !== null && p_adjusted < 0.05).length,
    ...levelExcess(part, horizon_days),
  });
  const summary = summaryOf("all", levels);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "found-levels",
    not_testable: reasonAgainst(summary),
    seed,
    from: formatTime(from),
    to: formatTime(to),
    horizon_days,
    levels,
    summary,
    markets: markets.map(({ subject }) =>
      summaryOf(subject, levels.filter((level) => level.subject === subject))
    ),
  };
}

function reasonAgainst({ found, resolved, excess_interval, stretches }: LevelSummary) {
  if (found === 0) return "no level was found: the past is too short or holds no swing high";
  if (resolved === 0) return "no level that was found was visited and left again afterwards";
  return excess_interval === null
    ? `levels were found in ${stretches} stretches of time only; 4 are needed`
    : null;
}

function testLevel(
  subject: string,
  bars: Columns<"candles">,
  { at, price, level }: FoundLevel,
  others: readonly number[],
  random: Random,
  { step, horizon_days = HORIZON_DAYS }: LevelTestOptions,
): LevelTest {
  const until = at + horizon_days * DAY;
  const ahead = windowOf(bars, at, until);
  const counts = countVisits(ahead, level.zone, step, VISIT_RULES);
  const observed = rejectionRate(counts);
  const ratio = level.zone[1] / level.zone[0];
  const compare = (controls: number) => {
    let used = 0, atLeast = 0, resolved = 0, rejections = 0;
    for (let c = 0; c < controls; c++) {
      const lo = randomEdge(price, level.bandwidth, others, random);
      const control = countVisits(ahead, [lo, lo * ratio], step, VISIT_RULES);
      resolved += control.rejections + control.breakouts;
      rejections += control.rejections;
      const rate = rejectionRate(control);
      if (rate === null) continue;
      used++;
      if (observed !== null && rate >= observed) atLeast++;
    }
    return { used, p: (1 + atLeast) / (1 + used), rate: resolved ? rejections / resolved : null };
  };
  let controls = compare(others.length < FEWEST_OTHERS ? 0 : CONTROLS);
  const testable = observed !== null && controls.used > 0;
  if (testable && controls.p < REFINE_BELOW) controls = compare(REFINED);
  return {
    subject,
    found_at: formatTime(at),
    until: formatTime(until),
    price: level.price,
    zone: level.zone,
    strength: level.strength,
    swings: level.swings,
    ...counts,
    p: testable ? controls.p : null,
    p_adjusted: null,
    control_rate: controls.rate,
  };
}

/** Lower edge of a zone as far above the price as one of the other levels, give or take a little. */
function randomEdge(
  price: number,
  bandwidth: number,
  others: readonly number[],
  random: Random,
): number {
  for (;;) {
    const distance = others[random.integer(others.length)] + random.normal();
    if (distance > 0) return price + distance * bandwidth;
  }
}
