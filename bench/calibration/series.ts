/** Series that several experiments share. */
import { simulateWalk, type WalkOptions } from "../../lib/simulate/walk.ts";
import { createRandom, type Random } from "../../lib/stats/random.ts";
import { type Columns, emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../lib/tables/time.ts";

export const START = parseTime("2025-01-01");

/** Mechanisms of price and volume, by what is unusual about them. */
export const WALKS = {
  "random walk": {
    tailDegrees: 0,
    news: { perDay: 0, scale: 0.01, tail: 3 },
    regimes: [],
    follows: "activity",
  },
  "fat-tailed news": {
    tailDegrees: 4,
    news: { perDay: 0.5, scale: 0.008, tail: 2.2 },
    regimes: [{ hours: 12, sd: 0.4 }],
    follows: "activity",
  },
  "volume follows volatility": {
    tailDegrees: 6,
    news: { perDay: 0.3, scale: 0.005, tail: 3.5 },
    regimes: [{ hours: 4, sd: 0.3 }, { hours: 48, sd: 0.5 }],
    follows: "volatility",
  },
} as const satisfies Record<
  string,
  Pick<WalkOptions, "tailDegrees" | "news" | "regimes"> & {
    follows: WalkOptions["volume"]["follows"];
  }
>;

export type WalkName = keyof typeof WALKS;
export const WALK_NAMES = Object.keys(WALKS) as WalkName[];

/** Hourly bars of a walk with Bitcoin's volatility. */
export function hourlyWalk(name: WalkName, days: number, seed: string): Columns<"candles"> {
  const { follows, ...walk } = WALKS[name];
  return simulateWalk({
    ...walk,
    from: START,
    step: HOUR,
    rows: 24 * days,
    price: 90_000,
    volatility: 0.45,
    volume: { mean: 6e8, pattern: 1, noise: 0.3, follows },
  }, seed).bars;
}

/** Daily bars of a random walk. */
export function dailyWalk(days: number, seed: string): Columns<"candles"> {
  const { follows, ...walk } = WALKS["random walk"];
  const volume = { mean: 1.4e10, pattern: 0, noise: 0.3, follows };
  const span = { from: START, step: DAY, rows: days };
  return simulateWalk({ ...walk, ...span, price: 90_000, volatility: 0.45, volume }, seed).bars;
}

/** Hourly open interest that wanders about its level, more where more is traded; no price moves it. */
export function openInterestBeside(
  bars: Columns<"candles">,
  seed: string,
): Columns<"open_interest"> {
  const random = createRandom(seed).split("open interest");
  const readings = emptyColumns("open_interest", bars.time.length);
  let level = 0.1 * random.normal();
  for (let i = 0; i < bars.time.length; i++) {
    const busy = Math.sqrt(bars.quote_volume[i] / 6e8);
    level += 0.004 * busy * random.normal() - level / (20 * DAY / HOUR);
    readings.time[i] = bars.time[i];
    readings.open_interest[i] = 200_000 * Math.exp(level);
  }
  return readings;
}

/** A zone as one might name it: anywhere between the window's lowest and highest price. */
export function anyZone({ low, high }: Columns<"candles">, random: Random): [number, number] {
  const width = 0.012;
  const bottom = Math.log(low.reduce((a, b) => Math.min(a, b)));
  const top = Math.log(high.reduce((a, b) => Math.max(a, b))) - width;
  const edge = Math.exp(bottom + random.uniform() * (top - bottom));
  return [edge, edge * Math.exp(width)];
}
