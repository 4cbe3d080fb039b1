import { lowerBound } from "../series/asof.ts";
import { windowOf } from "../series/window.ts";
import { benjaminiHochberg } from "../stats/adjust.ts";
import { createRandom } from "../stats/random.ts";
import { stationaryBootstrapOf } from "../stats/stationary-bootstrap.ts";
import type { Columns } from "../tables/columns.ts";
import { DAY, formatTime } from "../tables/time.ts";
import { type ControlTest, testControls } from "./control-zones.ts";
import { findLevels, type Level, LEVEL_RULES, swingHighs } from "./levels.ts";
import { type Interval, type Result, SCHEMA_VERSION } from "./result.ts";
import { findVisits, VISIT_RULES, type Zone } from "./visits.ts";

/** How levels are sought and tested. */
export interface LevelTestOptions {
  from: number;
  to: number;
  step: number;
  /** Days between judgements; each looks for the strongest levels above the price of the moment. */
  every_days?: number;
  /** Strongest levels kept at each judgement. */
  per_judgement?: number;
  /** Days after it is found in which a level is tested. */
  horizon_days?: number;
  seed?: number;
  onProgress?: (done: number, total: number) => void;
}

/** A level found from the past, and what price did there afterwards. */
export interface LevelTest {
  found_at: string;
  price: number;
  zone: Zone;
  strength: number;
  swings: number;
  visits: number;
  rejections: number;
  breakouts: number;
  /** Against random zones in the same stretch; null with fewer than 3 visits or none resolved. */
  p: number | null;
  /** After Benjamini-Hochberg over all levels with a p. */
  p_adjusted: number | null;
  control_rate: number | null;
}

export interface LevelTests extends Result {
  analysis: "found-levels";
  levels: LevelTest[];
  summary: {
    found: number;
    /** Levels with a p-value, and those below 0.05 after adjustment. */
    tested: number;
    special: number;
    /** Rejections among the resolved visits of all found levels, and of all their random zones. */
    rejection_rate: number | null;
    control_rate: number | null;
    /** Difference of the two, with an interval over judgement dates. */
    excess: number | null;
    excess_interval: Interval | null;
  };
}

const CONTROLS = 1_000, REFINED = 10_000;

/**
 * Seeks resistance levels at regular times, from the past alone, and tests each over the weeks after
 * it was found against random zones of its width above the same price in the same weeks: 1,000 of them, and 10,000 where
 * 1,000 give p < 0.1. A level that overlaps one still under test is the same level and not counted
 * again.
 *
 * @param bars regular bars of one series; those before `from` serve as past
 * @example testFoundLevels(hours, { from, to, step: HOUR }).summary.excess
 */
export function testFoundLevels(bars: Columns<"candles">, options: LevelTestOptions): LevelTests {
  const { from, to, step, seed = 1, onProgress } = options;
  const { every_days = 7, per_judgement = 2, horizon_days = 30 } = options;
  const swings = swingHighs(bars.high, LEVEL_RULES.swing_bars);
  const found: { at: number; level: Level; test: LevelTest; controls: ControlTest }[] = [];
  const judgements: number[] = [];
  for (let at = from; at + horizon_days * DAY <= to; at += every_days * DAY) judgements.push(at);

  for (const [done, at] of judgements.entries()) {
    onProgress?.(done, judgements.length);
    const last = lowerBound(bars.time, at) - 1;
    if (last < 0) continue;
    const ahead = windowOf(bars, at, at + horizon_days * DAY);
    let kept = 0;
    for (const level of findLevels(bars, at, step, LEVEL_RULES, swings)) {
      if (kept === per_judgement) break;
      const known = found.some((old) =>
        old.at + horizon_days * DAY > at && overlaps(old.level.zone, level.zone)
      );
      if (known || level.zone[0] <= bars.close[last]) continue;
      found.push({ at, level, ...testLevel(ahead, level, bars.close[last], at, step, seed) });
      kept++;
    }
  }
  onProgress?.(judgements.length, judgements.length);

  const tested = found.filter(({ test }) => test.p !== null);
  const adjusted = benjaminiHochberg(tested.map(({ test }) => test.p!));
  tested.forEach(({ test }, i) => test.p_adjusted = adjusted[i]);
  const byJudgement = judgements.map((at) => found.filter((level) => level.at === at));
  const excess = excessOf(byJudgement.flat());
  const testable = tested.length > 0 && !Number.isNaN(excess);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "found-levels",
    not_testable: testable ? null : "no level that was found was visited three times afterwards",
    seed,
    levels: found.map(({ test }) => test),
    summary: {
      found: found.length,
      tested: tested.length,
      special: tested.filter(({ test }) => test.p_adjusted! < 0.05).length,
      rejection_rate: rate(found.map(({ test }) => [test.rejections, test.breakouts])),
      control_rate: rate(
        found.map(({ controls }) => [controls.rejections, controls.resolved - controls.rejections]),
      ),
      excess: testable ? excess : null,
      excess_interval: testable
        // Levels of neighbouring judgements are tested in overlapping weeks: they stay together.
        ? stationaryBootstrapOf(
          judgements.length,
          (at) => excessOf(Array.from(at).flatMap((i) => byJudgement[i])),
          {
            meanBlock: Math.max(1, horizon_days / every_days),
            random: createRandom(seed).split("levels"),
          },
        ).interval
        : null,
    },
  };
}

function testLevel(
  ahead: Columns<"candles">,
  level: Level,
  price: number,
  at: number,
  step: number,
  seed: number,
): { test: LevelTest; controls: ControlTest } {
  const visits = findVisits(ahead, level.zone, step, VISIT_RULES);
  const rejections = visits.filter(({ outcome }) => outcome === "rejection").length;
  const breakouts = visits.filter(({ outcome }) => outcome === "breakout").length;
  const run = (controls: number) =>
    testControls(ahead, level.zone, {
      rejections,
      breakouts,
      step,
      rules: VISIT_RULES,
      controls,
      seed,
      // The level lies above the price: so must what it is compared with.
      above: price,
    });
  let controls = run(CONTROLS);
  const testable = visits.length >= 3 && controls.p !== null;
  if (testable && controls.p! < 0.1) controls = run(REFINED);
  return {
    controls,
    test: {
      found_at: formatTime(at),
      price: level.price,
      zone: level.zone,
      strength: level.strength,
      swings: level.swings,
      visits: visits.length,
      rejections,
      breakouts,
      p: testable ? controls.p : null,
      p_adjusted: null,
      control_rate: rate([[controls.rejections, controls.resolved - controls.rejections]]),
    },
  };
}

/** Rejections among the resolved visits of some levels, less what their random zones would give. */
function excessOf(levels: readonly { test: LevelTest }[]): number {
  let rejections = 0, expected = 0, resolved = 0;
  for (const { test } of levels) {
    const visits = test.rejections + test.breakouts;
    if (visits === 0 || test.control_rate === null) continue;
    rejections += test.rejections;
    // Each level is compared with the random zones of its own weeks, not with those of all.
    expected += test.control_rate * visits;
    resolved += visits;
  }
  return resolved ? (rejections - expected) / resolved : NaN;
}

function rate(pairs: [rejections: number, breakouts: number][]): number | null {
  const rejections = pairs.reduce((sum, [count]) => sum + count, 0);
  const breakouts = pairs.reduce((sum, [, count]) => sum + count, 0);
  return rejections + breakouts ? rejections / (rejections + breakouts) : null;
}

function overlaps(a: Zone, b: Zone): boolean {
  return a[0] <= b[1] && b[0] <= a[1];
}
