import { createRandom, type Random } from "../stats/random.ts";
import { type Columns, emptyColumns } from "../tables/columns.ts";
import { DAY, HOUR, MINUTE } from "../tables/time.ts";
import { logNormal, poisson } from "./draw.ts";
import { createActivity, hourOfWeek, type Regime, weekPattern } from "./volume.ts";

/** Spread of single liquidations: standard deviation of the logarithm. */
const SIZE_SD = 1.6;
/** Minutes in which forced selling builds up before it fades. */
const RISE = 10;

/** A cascade that is to happen. */
export interface PlannedBurst {
  /** ms UTC; it rises from here. */
  at: number;
  /** Dollars over what an average day liquidates. */
  severity: number;
  /** Minutes after which its rate has faded to 1/e. */
  fadeMinutes: number;
}

/** What `simulateCascades` makes. */
export interface CascadeOptions {
  /** First time in ms UTC, length of a bar in ms, number of bars. */
  from: number;
  step: number;
  rows: number;
  /** Liquidations of an average day, and dollars of an average one. */
  perDay: number;
  size: number;
  /** Contrast of the hour-of-week pattern, and busy and quiet times. */
  pattern: number;
  regimes: readonly Regime[];
  /** Offspring of each background liquidation, which follow within minutes: 0 excites nothing. */
  branching: number;
  bursts: readonly PlannedBurst[];
}

/** What a cascade turned out to be. */
export interface BurstTruth {
  /** First and last liquidation of the burst itself, ms UTC. */
  start: number;
  end: number;
  usd: number;
  /** Dollars over those of an average day without cascades. */
  severity: number;
}

/**
 * Liquidation totals with planted cascades: single liquidations of log-normal size fall at a rate
 * that follows the hour of the week and busy and quiet times, and each cascade adds a burst of them
 * that rises within ten minutes and fades.
 *
 * @returns totals by bar, half of the background long and all of the cascades, and the truth
 * @example simulateCascades({ from, step: 5 * MINUTE, rows: 60 * 288, ... }, 1).cascades
 */
export function simulateCascades(
  options: CascadeOptions,
  seed: number | string,
): { totals: Columns<"liquidation_totals">; cascades: BurstTruth[] } {
  const { from, step, rows, perDay, size } = options;
  const random = createRandom(seed);
  const activity = createActivity(options.regimes, step, random.split("activity"));
  const variance = options.regimes.reduce((sum, { sd }) => sum + sd * sd, 0);
  const pattern = weekPattern(options.pattern);
  const totals = emptyColumns("liquidation_totals", rows);
  totals.long_usd.fill(0);
  totals.short_usd.fill(0);
  totals.events.fill(0);
  const add = (time: number, usd: number, long: boolean) => {
    const row = Math.floor((time - from) / step);
    if (row < 0 || row >= rows) return;
    (long ? totals.long_usd : totals.short_usd)[row] += usd;
    totals.events[row]++;
  };
  const background = random.split("background");
  // Offspring add to the rate: what is asked for is the average of all.
  const rate = perDay * step / DAY * (1 - options.branching);
  for (let row = 0; row < rows; row++) {
    const time = from + row * step;
    const mean = rate * pattern[hourOfWeek(time)] * Math.exp(activity() - variance / 2);
    totals.time[row] = time;
    for (let left = mean; left > 0; left -= 20) {
      for (let n = poisson(background, Math.min(20, left)); n > 0; n--) {
        family(time + background.uniform() * step, options, background, add);
      }
    }
  }
  const planted = random.split("bursts");
  const cascades = options.bursts.map((burst) => plant(burst, perDay * size, size, planted, add));
  for (let row = 0; row < rows; row++) {
    totals.total_usd[row] = totals.long_usd[row] + totals.short_usd[row];
  }
  return { totals, cascades };
}

type Add = (time: number, usd: number, long: boolean) => void;

/** One background liquidation and all that follow from it, on its side. */
function family(time: number, options: CascadeOptions, random: Random, add: Add): void {
  const long = random.uniform() < 0.5;
  const waiting = [time];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    add(at, logNormal(random, options.size, SIZE_SD), long);
    if (options.branching === 0) continue;
    for (let n = poisson(random, options.branching); n > 0; n--) {
      waiting.push(at + 90_000 * random.exponential());
    }
  }
}

function plant(
  { at, severity, fadeMinutes }: PlannedBurst,
  day: number,
  size: number,
  random: Random,
  add: Add,
): BurstTruth {
  const target = severity * day;
  let usd = 0, start = Infinity, end = -Infinity;
  // Liquidations of one cascade arrive one by one until its size is reached: the last one closes it.
  while (usd < target) {
    const wait = RISE * Math.sqrt(random.uniform()) + fadeMinutes * random.exponential();
    const time = at + Math.min(wait * MINUTE, 12 * HOUR);
    const one = Math.min(logNormal(random, size, SIZE_SD), target - usd);
    usd += one;
    add(time, one, true);
    start = Math.min(start, time);
    end = Math.max(end, time);
  }
  return { start, end, usd, severity: usd / day };
}
