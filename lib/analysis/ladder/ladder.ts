/**
 * The leverage ladder: liquidations estimated from bars alone, where no feed exists.
 *
 * Every bar opens positions at typical leverages; price that later comes to their liquidation price
 * closes them. The parameters are plausible guesses, not a fit: ranks of its daily totals agree well
 * with reported ones, its dollars only within a factor of about three.
 */
import { type Columns, emptyColumns } from "../../tables/columns.ts";
import { HOUR } from "../../tables/time.ts";

/** How the ladder opens, closes and values positions. */
export interface LadderOptions {
  /** Hours in which owners close half of what is open. */
  halfLifeHours: number;
  /** Leverages at which positions are opened, and the share of a bar's volume at each. */
  leverages: readonly number[];
  shares: readonly number[];
  /** Maintenance margin as a fraction of the entry price. */
  maintenance: number;
  /** Width of a price bucket in ln(price). */
  bucket: number;
  /** Estimated dollars per dollar of the ladder: reported over estimated BTC liquidations. */
  scale: number;
}

export const LADDER_DEFAULTS: LadderOptions = {
  halfLifeHours: 72,
  leverages: [10, 20, 50, 100],
  shares: [0.3, 0.3, 0.25, 0.15],
  maintenance: 0.004,
  bucket: 0.001,
  scale: 0.0242,
};

/** Positions open on one side: base asset by bucket of their liquidation price. */
export interface OpenSide {
  /** Bucket of the first slot: slot s holds liquidation prices in bucket `first + s`. */
  first: number;
  /** Base asset, each to be multiplied by `unit`; shared memory that changes with every step. */
  sizes: Float64Array;
  /** What a stored size is worth now: sizes are kept undecayed, so that decay costs nothing. */
  unit: number;
}

// Stored sizes grow as 2^(half-lives since the reference); far below overflow they are rebased.
const REBASE_HALF_LIVES = 400;

/**
 * The ladder's book of open positions for one series, walked bar by bar.
 *
 * @example
 * const ladder = new Ladder(bars);
 * for (let i = 0; i < bars.time.length; i++) ladder.step(i);
 * ladder.longUsd; // dollars of longs liquidated in the last bar
 */
export class Ladder {
  /** Dollars liquidated in the last bar that was stepped through, before scaling to reported ones. */
  longUsd = 0;
  shortUsd = 0;
  /** Base asset opened on each side by the last bar. */
  opened = 0;

  readonly #bars: Columns<"candles">;
  readonly #options: LadderOptions;
  readonly #first: number;
  readonly #longs: Float64Array;
  readonly #shorts: Float64Array;
  readonly #longOffsets: number[];
  readonly #shortOffsets: number[];
  /** Longs lie below or at #longTop, shorts above or at #shortBottom: where a sweep begins. */
  #longTop = -1;
  #shortBottom: number;
  #reference = NaN;
  #unit = 1;

  constructor(bars: Columns<"candles">, options: Partial<LadderOptions> = {}) {
    this.#bars = bars;
    const o = this.#options = { ...LADDER_DEFAULTS, ...options };
    this.#longOffsets = o.leverages.map((l) => Math.log(1 - 1 / l + o.maintenance));
    this.#shortOffsets = o.leverages.map((l) => Math.log(1 + 1 / l - o.maintenance));
    let low = Infinity, high = -Infinity;
    for (let i = 0; i < bars.time.length; i++) {
      if (bars.low[i] < low) low = bars.low[i];
      if (bars.high[i] > high) high = bars.high[i];
    }
    const offsets = [...this.#longOffsets, ...this.#shortOffsets, 0];
    // An empty series keeps one slot, so that the book is always readable.
    this.#first = low <= high ? this.#bucketOf(Math.log(low) + Math.min(...offsets)) : 0;
    const last = low <= high ? this.#bucketOf(Math.log(high) + Math.max(...offsets)) : 0;
    this.#longs = new Float64Array(last - this.#first + 1);
    this.#shorts = new Float64Array(last - this.#first + 1);
    this.#shortBottom = this.#shorts.length;
  }

  /** Longs by liquidation price. */
  get longs(): OpenSide {
    return { first: this.#first, sizes: this.#longs, unit: this.#unit };
  }

  /** Shorts by liquidation price. */
  get shorts(): OpenSide {
    return { first: this.#first, sizes: this.#shorts, unit: this.#unit };
  }

  /** Walks one bar: owners close, price liquidates, new positions open. Bars go in order, once. */
  step(i: number): void {
    const { time, high, low, close, volume } = this.#bars;
    this.#decayTo(time[i]);
    this.longUsd = this.#liquidateLongs(Math.log(low[i])) * close[i];
    this.shortUsd = this.#liquidateShorts(Math.log(high[i])) * close[i];
    this.opened = volume[i] > 0 ? volume[i] / 2 : 0;
    if (this.opened > 0) this.#open(Math.log((high[i] + low[i] + close[i]) / 3), this.opened);
  }

  #bucketOf(logPrice: number): number {
    return Math.trunc(logPrice / this.#options.bucket);
  }

  #decayTo(time: number): void {
    const halfLife = this.#options.halfLifeHours * HOUR;
    if (Number.isNaN(this.#reference)) this.#reference = time;
    if ((time - this.#reference) / halfLife > REBASE_HALF_LIVES) {
      const unit = 2 ** ((this.#reference - time) / halfLife);
      for (let s = 0; s < this.#longs.length; s++) {
        this.#longs[s] *= unit;
        this.#shorts[s] *= unit;
      }
      this.#reference = time;
    }
    this.#unit = 2 ** ((this.#reference - time) / halfLife);
  }

  #liquidateLongs(logLow: number): number {
    const bottom = this.#bucketOf(logLow) - this.#first;
    let size = 0;
    for (let s = this.#longTop; s >= bottom; s--) {
      size += this.#longs[s];
      this.#longs[s] = 0;
    }
    this.#longTop = Math.min(this.#longTop, bottom - 1);
    return size * this.#unit;
  }

  #liquidateShorts(logHigh: number): number {
    const top = this.#bucketOf(logHigh) - this.#first;
    let size = 0;
    for (let s = this.#shortBottom; s <= top; s++) {
      size += this.#shorts[s];
      this.#shorts[s] = 0;
    }
    this.#shortBottom = Math.max(this.#shortBottom, top + 1);
    return size * this.#unit;
  }

  #open(logEntry: number, size: number): void {
    const { shares } = this.#options;
    for (let l = 0; l < shares.length; l++) {
      const stored = size * shares[l] / this.#unit;
      const long = this.#bucketOf(logEntry + this.#longOffsets[l]) - this.#first;
      const short = this.#bucketOf(logEntry + this.#shortOffsets[l]) - this.#first;
      this.#longs[long] += stored;
      this.#shorts[short] += stored;
      if (long > this.#longTop) this.#longTop = long;
      if (short < this.#shortBottom) this.#shortBottom = short;
    }
  }
}

/**
 * Liquidations of each bar, estimated by the leverage ladder. Basis: estimated.
 *
 * Walking the bars in time: (1) what is open shrinks with a half-life of 72 h, by the time since the
 * bar before; (2) every long whose bucket is at or above that of the low and every short whose
 * bucket is at or below that of the high is liquidated whole, valued at the close; (3) the bar's
 * base volume opens, half long and half short, at (high + low + close)/3.
 *
 * @param bars one series, sorted; a bar without volume opens nothing
 * @returns a row per bar in USD; the first days run low, until the book has filled
 * @example
 * const { time, long_usd, short_usd } = estimateLiquidations(bars);
 */
export function estimateLiquidations(
  bars: Columns<"candles">,
  options: Partial<LadderOptions> = {},
): Columns<"liquidation_totals"> {
  const rows = bars.time.length;
  const scale = options.scale ?? LADDER_DEFAULTS.scale;
  const totals = emptyColumns("liquidation_totals", rows);
  totals.time.set(bars.time);
  const ladder = new Ladder(bars, options);
  for (let i = 0; i < rows; i++) {
    ladder.step(i);
    totals.long_usd[i] = ladder.longUsd * scale;
    totals.short_usd[i] = ladder.shortUsd * scale;
    totals.total_usd[i] = totals.long_usd[i] + totals.short_usd[i];
  }
  return totals;
}
