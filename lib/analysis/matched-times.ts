import { bootstrap } from "../stats/bootstrap.ts";
import { median, quantile } from "../stats/quantile.ts";
import type { Random } from "../stats/random.ts";
import { type Interval, known } from "./result.ts";

/** One event's time to reset and those of its placebos, hours; all finite. */
export interface Stratum {
  hours: number;
  placebos: readonly number[];
}

/** Whether events reset sooner than their placebos. Null where there is no event. */
export interface MatchedTest {
  /** Events with at least one placebo. */
  events: number;
  /** Median over events of the time to reset, and of their placebos' median. */
  median_hours: number | null;
  placebo_median_hours: number | null;
  /** Median over events of each one's time less its placebos' median; interval over events. */
  difference_hours: number | null;
  difference_interval: Interval | null;
  /** One-sided, by permutation within events. */
  p_sooner: number | null;
  p_later: number | null;
  /** The median difference would have had to be this much sooner for p < 0.05. */
  smallest_effect_hours: number | null;
}

/**
 * Compares times to reset with those of placebos by permutation: were the event nothing special, any
 * of its placebos could as well have been the event. So each event is dealt one of its own times,
 * itself included, and the median difference from the placebos' median is compared with the one that
 * was observed.
 *
 * Times of one event are dealt only among themselves: events of different excess are not mixed, and
 * that placebos overlap each other does no harm.
 *
 * @example matchedTest([{ hours: 24, placebos: [40, 64, 200] }], { random: createRandom(1) })
 */
export function matchedTest(
  strata: readonly Stratum[],
  { random, permutations = 9999, resamples }: {
    random: Random;
    permutations?: number;
    resamples?: number;
  },
): MatchedTest {
  const used = strata.filter(({ placebos }) => placebos.length > 0);
  if (used.length === 0) {
    return {
      events: 0,
      median_hours: null,
      placebo_median_hours: null,
      difference_hours: null,
      difference_interval: null,
      p_sooner: null,
      p_later: null,
      smallest_effect_hours: null,
    };
  }
  const usual = used.map(({ placebos }) => median(placebos));
  const differences = used.map(({ hours }, i) => hours - usual[i]);
  const observed = median(differences);
  const dealt = new Float64Array(used.length);
  const medians = new Float64Array(permutations);
  let sooner = 0, later = 0;
  for (let run = 0; run < permutations; run++) {
    for (let i = 0; i < used.length; i++) {
      const { hours, placebos } = used[i];
      const at = random.integer(placebos.length + 1);
      dealt[i] = (at === placebos.length ? hours : placebos[at]) - usual[i];
    }
    medians[run] = median(dealt);
    if (medians[run] <= observed) sooner++;
    if (medians[run] >= observed) later++;
  }
  const spread = bootstrap(differences, median, { random, resamples });
  return {
    events: used.length,
    median_hours: median(used.map(({ hours }) => hours)),
    placebo_median_hours: median(usual),
    difference_hours: observed,
    difference_interval: used.length > 1 ? spread.interval : null,
    p_sooner: (1 + sooner) / (1 + permutations),
    p_later: (1 + later) / (1 + permutations),
    smallest_effect_hours: known(median(medians) - quantile(medians, 0.05)),
  };
}
