/** Estimated against reported daily liquidations: what the ladder is worth. */
import { quantiles } from "../../stats/quantile.ts";
import { createRandom, type Random } from "../../stats/random.ts";
import { spearmanAt } from "../../stats/spearman-at.ts";
import { stationaryBootstrapOf } from "../../stats/stationary-bootstrap.ts";
import { type Columns, emptyColumns } from "../../tables/columns.ts";
import { DAY, formatDate } from "../../tables/time.ts";
import { dailyRatios, predictionIntervals } from "./estimate-interval.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";

/** Spearman's rank correlation with reported totals, by side. */
export interface RankAgreement {
  long: number | null;
  short: number | null;
  /** By stationary bootstrap of days, mean block 7. */
  long_interval: Interval | null;
  short_interval: Interval | null;
}

export interface LadderValidation extends Result {
  /** Days on which both sides are known by both. */
  days: number;
  ladder: RankAgreement;
  /** The plain alternative: the day's fall open to low, and rise open to high. */
  price_range: RankAgreement;
  /** Reported over estimated dollars: 5%, 50% and 95% of days. */
  ratio_quantiles: [number, number, number] | null;
  /** Share of days whose reported total lies in the 95% prediction interval of other months. */
  interval_coverage: number | null;
  points: {
    date: string;
    estimated_long_usd: number;
    estimated_short_usd: number;
    reported_long_usd: number;
    reported_short_usd: number;
  }[];
}

// A correlation of fewer days is not worth a number.
const FEWEST_DAYS = 20;

/**
 * Compares daily estimates with reported totals of the same asset.
 *
 * @param estimated @param reported totals by UTC day; a side that is not known leaves the day out
 * @param bars daily bars of the same asset, for the plain alternative
 * @example validateLadder(dailyTotals(estimated, 5 * MINUTE), reported, dailyBars)
 */
export function validateLadder(
  estimated: Columns<"liquidation_totals">,
  reported: Columns<"liquidation_totals">,
  bars: Columns<"candles">,
  { seed = 1 }: { seed?: number } = {},
): LadderValidation {
  const days = bothKnown(estimated, reported);
  const random = createRandom(seed);
  const ratios = dailyRatios(columnsOfDays(days, "estimated"), columnsOfDays(days, "reported"));
  const barAt = new Map(Array.from(bars.time, (time, i) => [time, i]));
  const range = (extreme: Float64Array, sign: number) =>
    days.map(({ time }) => {
      const i = barAt.get(time) ?? -1;
      return i < 0 ? NaN : sign * (extreme[i] / bars.open[i] - 1);
    });
  const testable = days.length >= FEWEST_DAYS;
  const q = quantiles(ratios.ratio, [0.05, 0.5, 0.95]);
  const agreement = (long: number[], short: number[]) => agree(days, long, short, testable, random);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: testable
      ? null
      : `${days.length} ${
        days.length === 1 ? "day" : "days"
      } with both sides; ${FEWEST_DAYS} are needed`,
    seed,
    days: days.length,
    ladder: agreement(days.map((day) => day.estimated[0]), days.map((day) => day.estimated[1])),
    price_range: agreement(range(bars.low, -1), range(bars.high, 1)),
    ratio_quantiles: testable ? [q[0], q[1], q[2]] : null,
    interval_coverage: testable ? coverage(days) : null,
    points: days.map(({ time, estimated, reported }) => ({
      date: formatDate(time),
      estimated_long_usd: estimated[0],
      estimated_short_usd: estimated[1],
      reported_long_usd: reported[0],
      reported_short_usd: reported[1],
    })),
  };
}

interface ComparedDay {
  time: number;
  /** Long and short USD. */
  estimated: [number, number];
  reported: [number, number];
}

function bothKnown(
  estimated: Columns<"liquidation_totals">,
  reported: Columns<"liquidation_totals">,
): ComparedDay[] {
  const at = new Map(Array.from(reported.time, (time, i) => [time, i]));
  const days: ComparedDay[] = [];
  estimated.time.forEach((time, i) => {
    const r = at.get(time);
    if (r === undefined || time % DAY !== 0) return;
    const day: ComparedDay = {
      time,
      estimated: [estimated.long_usd[i], estimated.short_usd[i]],
      reported: [reported.long_usd[r], reported.short_usd[r]],
    };
    if (![...day.estimated, ...day.reported].some(Number.isNaN)) days.push(day);
  });
  return days;
}

function agree(
  days: readonly ComparedDay[],
  long: number[],
  short: number[],
  testable: boolean,
  random: Random,
): RankAgreement {
  const correlate = (side: 0 | 1, values: number[]) => {
    const reported = days.map((day) => day.reported[side]);
    const { estimate, interval } = stationaryBootstrapOf(
      days.length,
      spearmanAt(values, reported),
      { meanBlock: 7, random, resamples: 500 },
    );
    return { rho: known(estimate), interval: Number.isNaN(interval[0]) ? null : interval };
  };
  if (!testable) return { long: null, short: null, long_interval: null, short_interval: null };
  const l = correlate(0, long), s = correlate(1, short);
  return { long: l.rho, short: s.rho, long_interval: l.interval, short_interval: s.interval };
}

function coverage(days: readonly ComparedDay[]): number | null {
  const ratios = dailyRatios(columnsOfDays(days, "estimated"), columnsOfDays(days, "reported"));
  const intervalOf = predictionIntervals(ratios);
  let inside = 0, judged = 0;
  for (const { time, estimated, reported } of days) {
    const interval = intervalOf(time, estimated[0] + estimated[1]);
    if (interval === null) continue;
    judged++;
    const usd = reported[0] + reported[1];
    if (usd >= interval[0] && usd <= interval[1]) inside++;
  }
  return known(inside / judged);
}

function columnsOfDays(
  days: readonly ComparedDay[],
  which: "estimated" | "reported",
): Columns<"liquidation_totals"> {
  const columns = emptyColumns("liquidation_totals", days.length);
  days.forEach((day, i) => {
    columns.time[i] = day.time;
    [columns.long_usd[i], columns.short_usd[i]] = day[which];
    columns.total_usd[i] = day[which][0] + day[which][1];
  });
  return columns;
}
