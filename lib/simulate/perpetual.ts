import type { Random } from "../stats/random.ts";
import { DAY, MINUTE } from "../tables/time.ts";
import { liquidationDistance, PositionBook } from "./book.ts";
import { type Crowding, crowdingAt, nextExcess } from "./funding.ts";
import { type Liquidated, Liquidator } from "./liquidations.ts";
import { Alarm } from "./panic.ts";
import type { AssetSetting, Preset } from "./preset.ts";
import { createActivity, weekPattern } from "./volume.ts";
import type { Wall } from "./wall.ts";

/** Share of a liquidation that closes the other side's position; the rest finds a new owner. */
const CLOSING = 0.75;
/** Share of all positions that owners close in a day at normal volume. */
const CLOSED_PER_DAY = 1 / 6;
/** Minutes in which market makers buy back what forced orders overshot, and the share of it. */
const BACK_MINUTES = 90, BACK_SHARE = 0.5;
/** Shorts take less leverage than longs. */
const SHORT_LEVERAGE = 0.75;
/** Depth: how it falls with activity, and minutes to thin and to recover. */
const THIN_WITH_ACTIVITY = 0.15, THIN_MINUTES = 5, RECOVER_MINUTES = 240;

/** One perpetual's state: price, book of positions, depth, premium. Stepped by `runMarket`. */
export class Perpetual {
  logPrice: number;
  readonly books: readonly [PositionBook, PositionBook];
  readonly liquidator: Liquidator;
  readonly alarm = new Alarm();
  readonly activity: () => number;
  readonly pattern: Float64Array;
  readonly random: Random;
  /** USD within 1% of mid on each side, now and on average. */
  depth: number;
  readonly crowding: Crowding[];
  excess = 0;
  /** Log price that forced orders overshot and market makers will buy back. */
  overshoot = 0;
  /** USD liquidated since midnight. */
  today = 0;
  #stress = 1;
  readonly #depthNoise: () => number;
  readonly #positioning: () => number;
  readonly #distances: { long: number; short: number; share: number }[];

  constructor(readonly setting: AssetSetting, readonly preset: Preset, step: number, seed: Random) {
    const stream = (label: string) => seed.split(setting.asset).split(label);
    this.random = stream("flow");
    this.logPrice = Math.log(valueAt(setting, preset.from));
    this.depth = setting.depth;
    this.crowding = preset.crowding.map((crowding) => ({ ...crowding }));
    this.pattern = weekPattern(setting.pattern);
    // A third of the variance of activity is the asset's own.
    const own = preset.regimes.map(({ hours, sd }) => ({ hours, sd: sd / Math.sqrt(3) }));
    this.activity = createActivity(own, step, stream("activity"));
    this.#depthNoise = createActivity(
      [{ hours: 6, sd: preset.depth.noise }],
      step,
      stream("depth"),
    );
    this.#positioning = createActivity([{ hours: 240, sd: 0.18 }], step, stream("positioning"));
    this.books = [new PositionBook(1, this.logPrice), new PositionBook(-1, this.logPrice)];
    this.liquidator = new Liquidator(
      preset.liquidations,
      setting,
      preset.venues.map(({ share }) => share),
      stream("liquidations"),
    );
    this.#distances = preset.leverage.map(({ leverage, share }) => ({
      long: liquidationDistance(1, leverage),
      short: liquidationDistance(-1, SHORT_LEVERAGE * leverage),
      share,
    }));
    this.excess = preset.premium.sd * seed.split(setting.asset).normal();
    this.#fill(stream("book"));
  }

  get price(): number {
    return Math.exp(this.logPrice);
  }

  /** Open interest in base units: all longs, those being closed included. */
  get openInterest(): number {
    return this.books[0].total + this.liquidator.pending[0];
  }

  /** USD of net taker orders that move price by 1 in log terms at average depth. */
  get usdPerMove(): number {
    return this.setting.depth / (0.01 * this.preset.impact);
  }

  /** Depth for the step that begins: drift, noise, activity and stress. */
  renewDepth(time: number, activity: number): void {
    const { depth } = this.preset;
    const drift = depth.trendPerDay * Math.max(0, time - depth.trendFrom) / DAY;
    this.depth = this.setting.depth * this.#stress *
      Math.exp(drift + this.#depthNoise() - THIN_WITH_ACTIVITY * activity);
  }

  /**
   * Net orders of one minute's own accord and then the forced ones, and what price makes of them.
   *
   * @param move net taker orders, as the log price change at average depth
   * @param wall absorbs part of the change, where one stands
   * @returns what was liquidated, the net orders in USD, and price after each part
   */
  trade(
    time: number,
    move: number,
    recorded: boolean,
    wall: Wall | undefined,
  ): { done: Liquidated; net: number; between: number; forced: number } {
    const thin = this.setting.depth / this.depth;
    const change = move * thin;
    this.logPrice += wall?.absorb(time, this.logPrice, change, this.usdPerMove / thin) ?? change;
    const between = this.logPrice;
    const [longs, shorts] = this.books;
    const { pending } = this.liquidator;
    if (this.preset.liquidations.kind === "book") {
      pending[0] += longs.sweep(between);
      pending[1] += shorts.sweep(between);
    }
    const done = this.liquidator.run(time, time + MINUTE, Math.exp(between), this.books, recorded);
    this.#settle(done);
    let forced = 0;
    if (this.preset.liquidations.kind === "book") {
      forced = this.preset.liquidations.impact * (done.usd[1] - done.usd[0]) / this.usdPerMove;
      this.logPrice += forced * thin;
      longs.rescue(this.logPrice);
      shorts.rescue(this.logPrice);
      this.overshoot += BACK_SHARE * forced * thin;
      const depth = this.setting.depth;
      this.alarm.step(done.usd[0] + done.usd[1], depth);
      const { stress } = this.preset.depth;
      this.#stress += this.alarm.raised
        ? (stress - this.#stress) / THIN_MINUTES
        : (1 - this.#stress) / RECOVER_MINUTES;
    }
    this.today += done.usd[0] + done.usd[1];
    return { done, net: (move + forced) * this.usdPerMove, between, forced };
  }

  /** Orders of market makers who buy back an overshoot in one minute. */
  buyBack(): number {
    const move = -this.overshoot / BACK_MINUTES;
    this.overshoot += move;
    return move;
  }

  /** Owners open and close positions in a step with `relative` times the average volume. */
  reposition(relative: number, share: number, lateLongs: boolean): void {
    const turned = CLOSED_PER_DAY * this.setting.turnover * share * relative;
    const [longs, shorts] = this.books;
    // As many longs as shorts, though some of either are already being liquidated.
    const closed = turned * this.openInterest;
    longs.close(closed / longs.total);
    shorts.close(closed / shorts.total);
    const level = Math.exp(this.#positioning()) * (lateLongs ? 2 : 1);
    this.#open(this.logPrice, turned * level * this.setting.openInterest / this.price);
  }

  /** Premium over the index in the step that begins. */
  premium(time: number, noise: number): number {
    const { premium, premiumScale } = this.setting;
    return premium + premiumScale * (crowdingAt(this.crowding, time) + this.excess) + noise;
  }

  /** A new 8-hour epoch of the premium's excess. */
  renewExcess(random: Random): void {
    this.excess = nextExcess(this.preset.premium, this.excess, random);
  }

  /**
   * A cascade has liquidated mostly longs, or mostly shorts: where that was the crowded side its
   * excess shrinks by `share`. Returns it before and after.
   */
  resetPremium(time: number, share: number, long: boolean): { before: number; after: number } {
    const { premiumScale } = this.setting;
    const before = premiumScale * (crowdingAt(this.crowding, time) + this.excess);
    if (before > 0 !== long) return { before, after: before };
    for (const crowding of this.crowding) {
      if (time >= crowding.from) crowding.excess *= 1 - share;
    }
    this.excess *= 1 - share;
    return { before, after: before * (1 - share) };
  }

  // The other side of a liquidation is a position that closes, or a new owner without leverage.
  #settle(done: Liquidated): void {
    if (this.preset.liquidations.kind === "poisson") {
      this.books[0].close(done.quantity[1] / this.books[0].total);
      this.books[1].close(done.quantity[0] / this.books[1].total);
      return;
    }
    for (const side of [0, 1] as const) {
      const quantity = done.quantity[side];
      if (quantity === 0) continue;
      this.books[side].openSafe((1 - CLOSING) * quantity);
      const other = this.books[1 - side];
      other.close(CLOSING * quantity / other.total);
    }
  }

  #open(logPrice: number, quantity: number): void {
    const [longs, shorts] = this.books;
    for (const { long, short, share } of this.#distances) {
      longs.open(logPrice + long, quantity * share);
      shorts.open(logPrice + short, quantity * share);
    }
  }

  // Positions that were entered in the weeks before: prices around today's.
  #fill(random: Random): void {
    const each = this.setting.openInterest / this.price / 200;
    for (let i = 0; i < 200; i++) this.#open(this.logPrice + 0.05 * random.normal(), each);
    for (const book of this.books) book.rescue(this.logPrice);
  }
}

/** What an asset is thought to be worth: log-linear between the setting's points. */
export function valueAt({ value }: AssetSetting, time: number): number {
  let i = 0;
  while (i < value.length - 2 && value[i + 1][0] <= time) i++;
  const [t0, v0] = value[i], [t1, v1] = value[Math.min(i + 1, value.length - 1)];
  if (t1 === t0) return v0;
  const share = Math.min(1, Math.max(0, (time - t0) / (t1 - t0)));
  return v0 * Math.pow(v1 / v0, share);
}
