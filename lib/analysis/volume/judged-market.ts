import { createRandom } from "../../stats/random.ts";
import type { Columns } from "../../tables/columns.ts";
import { type DailyMarket, dailyMarket } from "../market/daily-market.ts";
import { type FundingRates, fundingRates } from "../market/funding-rates.ts";
import { type LevelInterval, levelInterval } from "./level-interval.ts";
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
  { volume, recent }: LevelInputs,
  { episodes, recent: week }: LevelAt,
  { seed, resamples }: { seed: number; resamples?: number },
): LevelInterval {
  const of = (values: Float64Array) => episodes.map((days) => days.map((i) => values[i]));
  const random = createRandom(seed).split("volume-drops");
  return levelInterval(of(volume), of(recent), week, { random, resamples });
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
