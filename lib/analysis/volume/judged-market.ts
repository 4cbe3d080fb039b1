import { createRandom } from "../../stats/random.ts";
import type { Columns } from "../../tables/columns.ts";
import { type DailyMarket, dailyMarket } from "../market/daily-market.ts";
import { type FundingRates, fundingRates } from "../market/funding-rates.ts";
import {
  besideLevel,
  type LevelInterval,
  levelInterval,
  type LevelSpread,
  levelSpread,
} from "./level-interval.ts";
import {
  LEVEL_RULES,
  type LevelAt,
  type LevelInputs,
  type LevelRules,
  recentMedians,
} from "./optimistic-level.ts";
import { type Optimism, optimism, OPTIMISM_RULES, type OptimismRules } from "./optimism.ts";

/** Bars of one series and the funding of the same market; a year of both before the judged day. */
export interface VolumeDropInputs {
  bars: Columns<"candles">;
  funding?: Columns<"funding">;
}

/** What optimism and its level are judged by; the defaults are those of the project's methods. */
export type DropRules = OptimismRules & LevelRules;

/** A market's days with the mood of each: what every judgement of its volume starts from. */
export interface JudgedMarket {
  market: DailyMarket;
  mood: Optimism;
  levels: LevelInputs;
  rules: DropRules;
  /** Faults of the funding, a clause each. */
  notes: string[];
  /** Why optimism cannot be told on any day, as a clause, or null. */
  unusable: string | null;
}

/**
 * Days of a market, and by its funding and price which of them were optimistic.
 *
 * @param step length of a bar, ms
 * @example judgedMarket({ bars, funding }, HOUR).mood.optimistic
 */
export function judgedMarket(
  { bars, funding }: VolumeDropInputs,
  step: number,
  own: Partial<DropRules> = {},
): JudgedMarket {
  const rules = { ...OPTIMISM_RULES, ...LEVEL_RULES, ...own };
  const market = dailyMarket(bars, step);
  const rates = funding && fundingRates(funding);
  const mood = optimism(market, rates ?? NO_FUNDING, rules);
  const volume = market.quote_volume;
  return {
    market,
    mood,
    levels: { volume, optimistic: mood.optimistic, recent: recentMedians(volume, rules) },
    rules,
    notes: rates?.notes ?? [],
    unusable: unusable(rates),
  };
}

/**
 * How sure the drop of one day is.
 *
 * @example dropInterval(judged.levels, levelAt(judged.levels, day, 7, rules), { seed: 1 })
 */
export function dropInterval(
  levels: LevelInputs,
  at: LevelAt,
  options: { seed: number; resamples?: number },
): LevelInterval {
  const { volumes, recents } = valuesOf(levels, at);
  return levelInterval(volumes, recents, at.recent, drawing(options));
}

/**
 * `dropInterval` for many days of one market, with the same results: the level moves only on a day
 * that an optimistic one comes to it or leaves it, so it is drawn once for all days between.
 *
 * @example dropIntervals(judged.levels, { seed: 1 })(levelAt(judged.levels, day, 7, rules))
 */
export function dropIntervals(
  levels: LevelInputs,
  options: { seed: number; resamples?: number },
): (at: LevelAt) => LevelInterval {
  const spreads = new Map<string, LevelSpread>();
  return (at) => {
    // The optimistic days of a span are told by the first and the last of them.
    const ends = `${at.episodes[0][0]} ${at.episodes[at.episodes.length - 1].at(-1)}`;
    let spread = spreads.get(ends);
    if (spread === undefined) {
      const { volumes, recents } = valuesOf(levels, at);
      spreads.set(ends, spread = levelSpread(volumes, recents, drawing(options)));
    }
    return besideLevel(spread, at.recent);
  };
}

function valuesOf({ volume, recent }: LevelInputs, { episodes }: LevelAt) {
  const of = (values: Float64Array) => episodes.map((days) => days.map((i) => values[i]));
  return { volumes: of(volume), recents: of(recent) };
}

function drawing({ seed, resamples }: { seed: number; resamples?: number }) {
  return { random: createRandom(seed).split("volume-drops"), resamples };
}

const NONE = new Float64Array(0);
/** Without funding the mood of every day is unknown. */
const NO_FUNDING: FundingRates = {
  time: NONE,
  rate_8h: NONE,
  interval_hours: NONE,
  notes: [],
  percent_suspected: false,
};

function unusable(rates: FundingRates | undefined): string | null {
  if (!rates || rates.time.length === 0) return "no funding: optimism cannot be told";
  return rates.percent_suspected
    ? "funding looks like percent, not a fraction: optimism cannot be told"
    : null;
}
