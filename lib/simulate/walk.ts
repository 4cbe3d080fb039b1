import { createRandom } from "../stats/random.ts";
import { type Columns, emptyColumns } from "../tables/columns.ts";
import { DAY } from "../tables/time.ts";
import { pareto, studentScale } from "./draw.ts";
import { createActivity, hourOfWeek, type Regime, weekPattern } from "./volume.ts";

const YEAR = 365 * DAY;
/** Moves inside a bar: its high and low come from these. */
const INSIDE = 12;
/** Bars in which volume forgets a move that it followed. */
const MEMORY = 32;

/** What `simulateWalk` makes. */
export interface WalkOptions {
  /** First opening time in ms UTC, length of a bar in ms, number of bars. */
  from: number;
  step: number;
  rows: number;
  price: number;
  /** Per year; degrees of freedom of Student's t for the moves of a bar, even, 0 for normal. */
  volatility: number;
  tailDegrees: number;
  /** News: this many a day, each a log price move from `scale` on, Pareto with this tail. */
  news: { perDay: number; scale: number; tail: number };
  /** Busy and quiet times, in volatility and in volume alike. */
  regimes: readonly Regime[];
  volume: {
    /** Quote volume per bar. */
    mean: number;
    pattern: number;
    /** Standard deviation of log volume that has no memory. */
    noise: number;
    /** Whether it follows activity, or the moves that price has just made. */
    follows: "activity" | "volatility";
  };
}

/**
 * Bars of a price that knows no level and remembers nothing: a random walk with busy and quiet
 * times, fat tails and news. Quick enough for thousands of runs.
 *
 * @returns bars, and the times (ms) and sizes (log) of the news
 * @example simulateWalk({ from, step: HOUR, rows: 1464, price: 90_000, ... }, 1).bars.close
 */
export function simulateWalk(
  options: WalkOptions,
  seed: number | string,
): { bars: Columns<"candles">; news: { time: number; move: number }[] } {
  const { from, step, rows, volume: setting } = options;
  const random = createRandom(seed);
  const moves = random.split("moves"), noise = random.split("volume");
  const activity = createActivity(options.regimes, step, random.split("activity"));
  const variance = options.regimes.reduce((sum, { sd }) => sum + sd * sd, 0);
  const pattern = weekPattern(setting.pattern);
  const unit = options.volatility * Math.sqrt(step / YEAR / INSIDE);
  const usual = unit * Math.sqrt(INSIDE * 2 / Math.PI);
  const bars = emptyColumns("candles", rows);
  const news: { time: number; move: number }[] = [];
  let logPrice = Math.log(options.price), past = usual;
  for (let i = 0; i < rows; i++) {
    const time = from + i * step;
    const busy = activity();
    const tails = studentScale(moves, options.tailDegrees);
    const scale = unit * tails * Math.exp(busy / 2 - variance / 4);
    const opened = logPrice;
    let high = logPrice, low = logPrice;
    for (let part = 0; part < INSIDE; part++) {
      logPrice += scale * moves.normal();
      if (moves.uniform() < options.news.perDay * step / DAY / INSIDE) {
        const size = Math.min(0.2, pareto(moves, options.news.scale, options.news.tail));
        const move = moves.uniform() < 0.5 ? -size : size;
        logPrice += move;
        news.push({ time: time + part * step / INSIDE, move });
      }
      high = Math.max(high, logPrice);
      low = Math.min(low, logPrice);
    }
    const follows = setting.follows === "activity" ? Math.exp(busy - variance / 2) : past / usual;
    past += (Math.abs(logPrice - opened) - past) / MEMORY;
    const quote = setting.mean * (step < DAY ? pattern[hourOfWeek(time)] : 1) * follows *
      Math.exp(setting.noise * noise.normal() - setting.noise ** 2 / 2);
    bars.time[i] = time;
    bars.open[i] = Math.exp(opened);
    bars.high[i] = Math.exp(high);
    bars.low[i] = Math.exp(low);
    bars.close[i] = Math.exp(logPrice);
    bars.volume[i] = quote / bars.close[i];
    bars.quote_volume[i] = quote;
    bars.taker_buy_volume[i] = bars.volume[i] *
      Math.min(1, Math.max(0, 0.5 + 0.04 * noise.normal()));
  }
  return { bars, news };
}
