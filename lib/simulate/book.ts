/** Width of a bucket of liquidation prices, in log price. */
const WIDTH = 0.002;
/** Buckets to either side of the first price: a factor of e^5. */
const HALF = 2500;

/** Share of newly opened positions at one leverage. */
export interface LeverageShare {
  leverage: number;
  share: number;
}

/**
 * Open positions of one side of one asset, by liquidation price, in base units.
 *
 * All positions shrink together when owners close: one factor stands for all of them, so a step
 * costs nothing per bucket. Shorts are held on negated log prices, so "below" always means "in
 * danger later" and one code serves both sides.
 */
export class PositionBook {
  /** Base units / `#scale` by bucket; higher buckets are liquidated first. */
  readonly #buckets = new Float64Array(2 * HALF);
  readonly #sign: number;
  readonly #origin: number;
  #scale = 1;
  #top = 0;
  /** Base units in buckets, and beyond the reach of liquidation (margin was added). */
  #inBook = 0;
  #safe = 0;

  /**
   * @param side 1 for longs (liquidated as price falls), -1 for shorts
   * @param logPrice log of the first price
   */
  constructor(side: 1 | -1, logPrice: number) {
    this.#sign = side;
    this.#origin = side * logPrice;
  }

  /** Open base units. */
  get total(): number {
    return (this.#inBook + this.#safe) * this.#scale;
  }

  /** Base units that no price can liquidate any more. */
  get safe(): number {
    return this.#safe * this.#scale;
  }

  /** Opens `quantity` with the liquidation price at this log price. */
  open(logLiquidation: number, quantity: number): void {
    const bucket = Math.max(0, this.#bucket(logLiquidation));
    this.#buckets[bucket] += quantity / this.#scale;
    this.#inBook += quantity / this.#scale;
    if (bucket > this.#top) this.#top = bucket;
  }

  /** Opens `quantity` that needs no margin call: unlevered hedges. */
  openSafe(quantity: number): void {
    this.#safe += quantity / this.#scale;
  }

  /** Owners close `share` of everything, whatever its leverage. */
  close(share: number): void {
    this.#scale *= 1 - share;
    if (this.#scale < 1e-60) this.#renormalise();
  }

  /** Takes out, and returns, all positions whose liquidation price the market has reached. */
  sweep(logPrice: number): number {
    const quantity = this.#passed(logPrice);
    this.#inBook -= quantity;
    return quantity * this.#scale;
  }

  /** Owners of passed positions add margin: they stay open, out of reach. */
  rescue(logPrice: number): void {
    const quantity = this.#passed(logPrice);
    this.#inBook -= quantity;
    this.#safe += quantity;
  }

  /** Takes up to `quantity` from those nearest to liquidation, no further than `reach` away. */
  takeNearest(logPrice: number, quantity: number, reach: number): number {
    const last = Math.max(0, this.#bucket(logPrice) - Math.round(reach / WIDTH));
    let wanted = quantity / this.#scale;
    while (wanted > 0 && this.#top > last) {
      const taken = Math.min(wanted, this.#buckets[this.#top]);
      this.#buckets[this.#top] -= taken;
      this.#inBook -= taken;
      wanted -= taken;
      if (this.#buckets[this.#top] <= 0) this.#top--;
    }
    return quantity - wanted * this.#scale;
  }

  #bucket(logPrice: number): number {
    return HALF + Math.floor((this.#sign * logPrice - this.#origin) / WIDTH);
  }

  #passed(logPrice: number): number {
    const bucket = Math.max(0, this.#bucket(logPrice));
    let quantity = 0;
    while (this.#top > bucket) {
      quantity += this.#buckets[this.#top];
      this.#buckets[this.#top--] = 0;
    }
    return quantity;
  }

  #renormalise(): void {
    for (let i = 0; i < this.#buckets.length; i++) this.#buckets[i] *= this.#scale;
    this.#inBook *= this.#scale;
    this.#safe *= this.#scale;
    this.#scale = 1;
  }
}

/** Maintenance margin, a fraction of the position's value. */
const MAINTENANCE = 0.005;

/**
 * Log distance from entry to liquidation price: ln(1 - 1/L + m) for longs, ln(1 + 1/L - m) for shorts.
 *
 * @example liquidationDistance(1, 10) // -0.1
 */
export function liquidationDistance(side: 1 | -1, leverage: number): number {
  return Math.log(1 - side * (1 / leverage - MAINTENANCE));
}
