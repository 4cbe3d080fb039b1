/** Relative volume at the visits of a price zone: whether quiet ones end differently. */
import { lowerBound } from "../../series/asof.ts";
import { weeklyBaseline } from "../../series/weekly-baseline.ts";
import { bootstrap } from "../../stats/bootstrap.ts";
import { mannWhitney } from "../../stats/mann-whitney.ts";
import { median } from "../../stats/quantile.ts";
import { createRandom } from "../../stats/random.ts";
import type { Columns } from "../../tables/columns.ts";
import { quoteVolume } from "../../tables/quote-volume.ts";
import { DAY } from "../../tables/time.ts";
import type { VisitRow } from "../resistance/resistance-rejections.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";
import type { Outcome } from "../resistance/visits.ts";

/** A visit with its volume as a multiple of what is usual at those hours of the week. */
export interface VisitVolume {
  start: string;
  outcome: Outcome;
  /** Over the 24 hours before the visit: known when it starts. */
  before: number | null;
  /** Over the bars of the visit itself. */
  during: number | null;
}

/** Relative volume by outcome. */
export interface VolumeByOutcome {
  when: "before" | "during";
  rejections: number;
  breakouts: number;
  median_rejection: number | null;
  median_breakout: number | null;
  /** Chance that a breakout has more than a rejection; 0.5 is no difference. Interval over visits. */
  superiority: number | null;
  superiority_interval: Interval | null;
  /** Mann-Whitney, two-sided. */
  p: number | null;
  /** The smallest p that so few visits could give: above 0.05 nothing could have been seen. */
  smallest_p: number | null;
}

export interface VolumeAtVisits extends Result {
  analysis: "volume-at-visits";
  visits: VisitVolume[];
  comparisons: VolumeByOutcome[];
}

/**
 * Whether breakouts come with more volume than rejections.
 *
 * @param bars the bars that the visits were found in, with the 8 weeks before them
 * @example volumeAtVisits(hours, resistanceRejections({ bars: hours }, options).visits)
 */
export function volumeAtVisits(
  bars: Columns<"candles">,
  visits: readonly Pick<VisitRow, "start" | "end" | "outcome">[],
  { seed = 1, resamples = 2000 }: { seed?: number; resamples?: number } = {},
): VolumeAtVisits {
  const rows = visitVolumes(bars, visits);
  const comparisons = (["before", "during"] as const).map((when) =>
    volumeByOutcome(rows, when, { seed, resamples })
  );
  const resolved = comparisons[0].rejections > 0 && comparisons[0].breakouts > 0;
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "volume-at-visits",
    not_testable: resolved ? null : "rejections and breakouts with known volume are both needed",
    seed,
    visits: rows,
    comparisons,
  };
}

/**
 * Relative volume of each visit, over the day before it and over its own bars.
 *
 * @param bars the bars that the visits were found in, with the 8 weeks before them
 * @example visitVolumes(hours, visits)[0].before
 */
export function visitVolumes(
  bars: Columns<"candles">,
  visits: readonly Pick<VisitRow, "start" | "end" | "outcome">[],
): VisitVolume[] {
  const { values } = quoteVolume(bars);
  const baseline = weeklyBaseline(bars.time, values);
  return visits.map(({ start, end, outcome }): VisitVolume => {
    const first = lowerBound(bars.time, Date.parse(start));
    const last = lowerBound(bars.time, Date.parse(end));
    const day = lowerBound(bars.time, Date.parse(start) - DAY);
    return {
      start,
      outcome,
      before: known(relative(values, baseline, day, first)),
      during: known(relative(values, baseline, first, last + 1)),
    };
  });
}

/** Volume of some bars over what is usual for them; NaN where any is unknown. */
function relative(values: Float64Array, baseline: Float64Array, from: number, to: number): number {
  let volume = 0, usual = 0;
  for (let i = from; i < to; i++) {
    volume += values[i];
    usual += baseline[i];
  }
  return usual > 0 ? volume / usual : NaN;
}

/**
 * Whether visits that broke through had more volume than those that were rejected.
 *
 * @example volumeByOutcome(visitVolumes(bars, visits), "before", { seed: 1, resamples: 2000 }).p
 */
export function volumeByOutcome(
  rows: readonly VisitVolume[],
  when: VolumeByOutcome["when"],
  { seed, resamples }: { seed: number; resamples: number },
): VolumeByOutcome {
  const told = rows.filter((row) => row[when] !== null && row.outcome !== "unresolved");
  const of = (visits: readonly VisitVolume[], outcome: Outcome) =>
    visits.filter((row) => row.outcome === outcome).map((row) => row[when] ?? NaN);
  const rejections = of(told, "rejection"), breakouts = of(told, "breakout");
  const { superiority, p } = mannWhitney(breakouts, rejections);
  const random = createRandom(seed).split(when);
  const { interval } = bootstrap(
    told,
    (drawn) => mannWhitney(of(drawn, "breakout"), of(drawn, "rejection")).superiority,
    { random, resamples },
  );
  const largest = mannWhitney(
    breakouts.map((_, i) => rejections.length + i),
    rejections.map((_, i) => i),
  );
  // A resample of one or two visits of a kind repeats them: it cannot show how they spread.
  const enough = Math.min(rejections.length, breakouts.length) >= 3;
  return {
    when,
    rejections: rejections.length,
    breakouts: breakouts.length,
    median_rejection: known(median(rejections)),
    median_breakout: known(median(breakouts)),
    superiority: known(superiority),
    superiority_interval: enough ? interval : null,
    p: known(p),
    smallest_p: known(largest.p),
  };
}
