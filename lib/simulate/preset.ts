import type { TableName } from "../tables/schema.ts";
import type { LeverageShare } from "./book.ts";
import type { Crowding, PremiumProcess } from "./funding.ts";
import type { Regime, VolumeChange } from "./volume.ts";

/** One perpetual, over all venues together. */
export interface AssetSetting {
  asset: string;
  /** What the asset is thought to be worth: log-linear between [ms UTC, price]. */
  value: readonly (readonly [number, number])[];
  /** Response to the common flow, and own volatility per year (0.3 is 30%). */
  beta: number;
  ownVolatility: number;
  /** USD: volume per day, order book within 1% of mid on each side, open interest. */
  volume: number;
  depth: number;
  openInterest: number;
  /** Contrast of the hour-of-week pattern, 1 as for Bitcoin. */
  pattern: number;
  /** Mean of a single liquidation, USD. */
  liquidationSize: number;
  /** Scales how fast positions turn over, and with it how many get liquidated. */
  turnover: number;
  /** Mean premium, and what the 8-hour excess is multiplied by. */
  premium: number;
  premiumScale: number;
  /** Decimals of prices and of base quantities. */
  priceDecimals: number;
  quantityDecimals: number;
  /** Minutes after Bitcoin at which shocks and forced selling reach this asset; multiple of 5. */
  lagMinutes: number;
}

/** One venue: its share of everything, and its funding intervals, each in force from a time on. */
export interface VenueSetting {
  venue: string;
  share: number;
  fundingHours: readonly { from: number; hours: number }[];
  /** What its premium differs by from the market's. */
  premiumShift: number;
  /** How its symbols are written. */
  symbol: (asset: string) => string;
}

/** A seller in distress: sells each asset until the day's liquidations reach a size. */
export interface PlannedCascade {
  /** ms UTC. */
  at: number;
  /** 1 sells and liquidates longs, -1 buys and liquidates shorts. */
  direction: 1 | -1;
  /** USD of liquidations since midnight at which the pressure on an asset stops. */
  target: Readonly<Record<string, number>>;
  /** Log price change per minute that its orders alone would cause. */
  pace: number;
  /** It gives up after this long. */
  maxMinutes: number;
}

/** A wall of sell orders in Bitcoin's book. */
export interface WallSetting {
  zone: readonly [number, number];
  /** ms UTC: in force from, withdrawn at. */
  from: number;
  to: number;
  /** Share of net buying that it absorbs while price is inside. */
  absorb: number;
  /** USD that it can absorb in one visit before it breaks. */
  capacity: number;
  /** Share of what late buyers bought from it that they sell again, over this many hours. */
  giveBack: number;
  giveBackHours: number;
  /** Times at which buyers push price up to it, and hours that they go on buying inside. */
  pushes: readonly number[];
  persistHours: number;
  /** Log price change per minute that a push alone would cause. */
  pushPace: number;
}

/** How liquidations come about. */
export interface LiquidationSetting {
  /** `book`: price reaches positions, and they push price; `poisson`: at random, without effect. */
  kind: "book" | "poisson";
  /** Expected offspring of each liquidation, and mean seconds until they follow. */
  branching: number;
  decaySeconds: number;
  /** Impact of forced orders over that of others: part of them meets standing backstops. */
  impact: number;
  /** For `poisson`: mean USD per day as a share of open interest. */
  dailyShare: number;
}

/** Which series are written, for which assets and span; without a span, all of it. */
export interface Output {
  table: TableName;
  /** Venues by name; `all` is their sum. */
  venues: readonly string[];
  assets: readonly string[];
  /** Step of the series; `settlement` for funding, `event` for single liquidations. */
  interval: string;
  from?: number;
  to?: number;
  /** Percent of mid, depth only. */
  bands?: readonly number[];
}

/** Everything that determines a simulated market besides its seed. Times in ms UTC. */
export interface Preset {
  name: string;
  /** Seed of the bundled or documented run; any other gives another market of the same kind. */
  seed: number;
  from: number;
  to: number;
  assets: readonly AssetSetting[];
  venues: readonly VenueSetting[];
  outputs: readonly Output[];
  /** Volatility per year of the flow that all assets share, and its degrees of freedom (0: normal). */
  volatility: number;
  tailDegrees: number;
  /** Hours until half of a deviation from value is traded away; Infinity: price is free. */
  valueHours: number;
  /** Log price change that a net order of the size of the 1% depth causes, over 1%. */
  impact: number;
  /** Activity: drives volume and the size of net flow alike, or volume follows past moves. */
  activity: "flow-follows-volume" | "volume-follows-volatility";
  regimes: readonly Regime[];
  volumeNoise: number;
  changes: readonly VolumeChange[];
  /** News: this many a day, each a log price move that starts at `scale`, Pareto with this tail. */
  news: { perDay: number; scale: number; tail: number };
  /** Share of the first asset's forced orders that is copied in the others, after their lag. */
  contagion: number;
  leverage: readonly LeverageShare[];
  liquidations: LiquidationSetting;
  cascades: readonly PlannedCascade[];
  premium: PremiumProcess;
  crowding: readonly Crowding[];
  /** Share of the premium's excess that a cascade's liquidations take away. */
  fundingReset: number;
  /** Depth's drift in log per day from a time on, its own noise, and how far it thins in stress. */
  depth: { trendPerDay: number; trendFrom: number; noise: number; stress: number };
  wall?: WallSetting;
}

/** Share of everything that happens on a venue, or 1 for `all`. */
export function shareOf(preset: Preset, venue: string): number {
  return venue === "all" ? 1 : preset.venues.find((setting) => setting.venue === venue)?.share ?? 0;
}
