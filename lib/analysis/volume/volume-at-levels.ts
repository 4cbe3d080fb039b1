/** Relative volume at the visits of all levels found: whether quiet ones end differently. */
import { bootstrap, type BootstrapOptions } from "../../stats/bootstrap.ts";
import { median } from "../../stats/quantile.ts";
import { createRandom, type Random } from "../../stats/random.ts";
import { DAY } from "../../tables/time.ts";
import type { VisitedMarket } from "../resistance/level-visits.ts";
import type { Outcome } from "../resistance/visits.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";
import { type VisitVolume, visitVolumes, type VolumeByOutcome } from "./volume-at-visits.ts";

/** Relative volume by outcome, of one market or of all. */
export interface LevelVolume {
  subject: string;
  when: VolumeByOutcome["when"];
  rejections: number;
  breakouts: number;
  /** Weeks in which the visits start: the observations that the interval rests on. */
  weeks: number;
  median_rejection: number | null;
  median_breakout: number | null;
  /** Chance that a breakout has more than a rejection; 0.5 is no difference. */
  superiority: number | null;
  /** Over whole weeks. */
  superiority_interval: Interval | null;
}

export interface VolumeAtLevels extends Result {
  analysis: "volume-at-levels";
  levels: number;
  visits: number;
  /** All markets together, and each by itself; before the visits, and during them. */
  comparisons: LevelVolume[];
}

const FEWEST_WEEKS = 8;

/**
 * Whether breakouts through levels found from the past come with more volume than rejections at them.
 *
 * Visits of one week are far from independent (one rise visits several levels and all markets), so
 * the interval draws whole weeks; a test that takes visits as independent would be too sure.
 *
 * @param markets as `levelVisits` gives them
 * @example volumeAtLevels(levelVisits(markets, options)).comparisons[0].superiority
 */
export function volumeAtLevels(
  markets: readonly VisitedMarket[],
  { seed = 1, resamples = 2000 }: { seed?: number; resamples?: number } = {},
): VolumeAtLevels {
  const measured = markets.map(({ subject, bars, visits }) => ({
    subject,
    rows: visitVolumes(bars, visits),
  }));
  const all = { subject: "all", rows: measured.flatMap(({ rows }) => rows) };
  const groups = measured.length > 1 ? [all, ...measured] : measured;
  const random = createRandom(seed).split("volume-at-levels");
  const comparisons = groups.flatMap(({ subject, rows }) =>
    (["before", "during"] as const).map((when) =>
      compare(subject, rows, when, random.split(`${subject} ${when}`), resamples)
    )
  );
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "volume-at-levels",
    not_testable: comparisons.some((one) => one.superiority_interval !== null)
      ? null
      : `rejections and breakouts with known volume in ${FEWEST_WEEKS} weeks are needed`,
    seed,
    levels: markets.reduce((sum, { levels }) => sum + levels, 0),
    visits: all.rows.length,
    comparisons,
  };
}

function compare(
  subject: string,
  rows: readonly VisitVolume[],
  when: VolumeByOutcome["when"],
  random: Random,
  resamples: number,
): LevelVolume {
  const told = rows.filter((row) => row[when] !== null && row.outcome !== "unresolved");
  const byWeek = new Map<number, VisitVolume[]>();
  for (const row of told) {
    const week = Math.floor(Date.parse(row.start) / (7 * DAY));
    byWeek.set(week, [...(byWeek.get(week) ?? []), row]);
  }
  const of = (visits: readonly VisitVolume[], outcome: Outcome) =>
    visits.filter((row) => row.outcome === outcome).map((row) => row[when] ?? NaN);
  const rejections = of(told, "rejection"), breakouts = of(told, "breakout");
  const weeks = [...byWeek.values()].map((visits): Week => ({
    rejections: of(visits, "rejection"),
    breakouts: of(visits, "breakout"),
  }));
  const { estimate, interval } = superiorityByWeek(weeks, { random, resamples });
  const enough = byWeek.size >= FEWEST_WEEKS && Math.min(rejections.length, breakouts.length) >= 3;
  return {
    subject,
    when,
    rejections: rejections.length,
    breakouts: breakouts.length,
    weeks: byWeek.size,
    median_rejection: known(median(rejections)),
    median_breakout: known(median(breakouts)),
    superiority: known(estimate),
    superiority_interval: enough ? interval : null,
  };
}

/** Relative volumes of the visits that start in one week. */
interface Week {
  rejections: number[];
  breakouts: number[];
}

/**
 * Chance that a breakout has more than a rejection, bootstrapped over weeks. The pairs that each week
 * wins against each other one are counted once: ranking every resample anew takes a hundred times as
 * long.
 */
function superiorityByWeek(weeks: readonly Week[], options: BootstrapOptions) {
  const wins = weeks.map(({ breakouts }) =>
    weeks.map(({ rejections }) => {
      let sum = 0;
      for (const a of breakouts) {
        for (const b of rejections) sum += a > b ? 1 : a === b ? 0.5 : 0;
      }
      return sum;
    })
  );
  return bootstrap(weeks.map((_, week) => week), (drawn) => {
    let won = 0, breakouts = 0, rejections = 0;
    for (const a of drawn) {
      breakouts += weeks[a].breakouts.length;
      rejections += weeks[a].rejections.length;
      for (const b of drawn) won += wins[a][b];
    }
    return won / (breakouts * rejections);
  }, options);
}
