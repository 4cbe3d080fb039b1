import type { Random } from "../stats/random.ts";
import { LONG, SHORT } from "../tables/schema.ts";
import { DAY } from "../tables/time.ts";
import type { PositionBook } from "./book.ts";
import { logNormal, poisson } from "./draw.ts";
import { LiquidationLog } from "./liquidation-log.ts";
import type { AssetSetting, LiquidationSetting } from "./preset.ts";

/** Spread of sizes: standard deviation of the logarithm. */
const SIZE_SD = 1.6;
/** Offspring are found among positions at most this far from liquidation, in log price. */
const REACH = 0.08;
/** USD below which no order is worth sending. */
const LEAST = 100;

/** USD and base units liquidated in one minute, by side (index LONG, SHORT). */
export interface Liquidated {
  usd: [number, number];
  quantity: [number, number];
}

interface Row {
  time: number;
  side: 0 | 1;
  usd: number;
  quantity: number;
}

const NOTHING: Liquidated = { usd: [0, 0], quantity: [0, 0] };

/**
 * The liquidation engine of one asset.
 *
 * Positions that the market's own move has reached are closed one by one: the background. Each
 * liquidation draws Poisson(branching) offspring, which follow after exponential waits and close the
 * positions nearest to their liquidation price: those that the forced order's own push would reach.
 * So the branching ratio is known exactly, while what is there to liquidate comes from the book.
 */
export class Liquidator {
  readonly log = new LiquidationLog();
  background = 0;
  offspring = 0;
  /** Base units that were reached but not yet closed, by side. */
  readonly pending: [number, number] = [0, 0];
  readonly #queue: [number[], number[]] = [[], []];
  readonly #next: [number, number];

  constructor(
    readonly setting: LiquidationSetting,
    readonly asset: AssetSetting,
    readonly shares: readonly number[],
    readonly random: Random,
  ) {
    this.#next = [this.#size(), this.#size()];
  }

  /**
   * One minute: closes what is due.
   *
   * @param start, end ms UTC
   * @param price at which the orders fill
   * @param books long and short positions
   * @param recorded whether the log is being written (not while warming up)
   */
  run(
    start: number,
    end: number,
    price: number,
    books: readonly [PositionBook, PositionBook],
    recorded: boolean,
  ): Liquidated {
    const priced = this.setting.kind === "book";
    // Most minutes of a quiet market have nothing to close: they must cost nothing.
    if (priced && !this.#due(price)) return NOTHING;
    const rows: Row[] = [];
    for (const side of [LONG, SHORT] as const) {
      if (priced) this.#fromBook(side, start, end, price, books[side], rows);
      else this.#atRandom(side, start, end, price, books[side], rows);
    }
    rows.sort((a, b) => a.time - b.time);
    const done: Liquidated = { usd: [0, 0], quantity: [0, 0] };
    for (const { time, side, usd, quantity } of rows) {
      done.usd[side] += usd;
      done.quantity[side] += quantity;
      if (recorded) this.log.add(time, side, price, usd, this.#venue());
    }
    return done;
  }

  #due(price: number): boolean {
    return this.#queue[0].length > 0 || this.#queue[1].length > 0 ||
      this.pending[0] * price >= this.#next[0] || this.pending[1] * price >= this.#next[1];
  }

  #fromBook(
    side: 0 | 1,
    start: number,
    end: number,
    price: number,
    book: PositionBook,
    rows: Row[],
  ): void {
    const { random } = this;
    while (this.pending[side] * price >= this.#next[side]) {
      const usd = this.#next[side];
      this.pending[side] -= usd / price;
      this.#next[side] = this.#size();
      this.background++;
      const time = start + random.uniform() * (end - start);
      rows.push({ time, side, usd, quantity: usd / price });
      this.#bear(side, time);
    }
    const queue = this.#queue[side];
    const logPrice = Math.log(price);
    // The queue grows while it is read: offspring may be due within this same minute.
    for (let i = 0, kept = 0;; i++) {
      if (i >= queue.length) {
        queue.length = kept;
        break;
      }
      const time = queue[i];
      if (time >= end) {
        queue[kept++] = time;
        continue;
      }
      const quantity = book.takeNearest(logPrice, this.#size() / price, REACH);
      if (quantity * price < LEAST) {
        this.pending[side] += quantity;
        continue;
      }
      this.offspring++;
      rows.push({ time, side, usd: quantity * price, quantity });
      this.#bear(side, time);
    }
  }

  #atRandom(
    side: 0 | 1,
    start: number,
    end: number,
    price: number,
    book: PositionBook,
    rows: Row[],
  ): void {
    const { random, asset } = this;
    const perDay = this.setting.dailyShare * asset.openInterest / asset.liquidationSize / 2;
    for (let n = poisson(random, perDay * (end - start) / DAY); n > 0; n--) {
      const quantity = Math.min(this.#size() / price, 0.001 * book.total);
      book.close(quantity / book.total);
      this.background++;
      const time = start + random.uniform() * (end - start);
      rows.push({ time, side, usd: quantity * price, quantity });
    }
  }

  #bear(side: 0 | 1, time: number): void {
    for (let n = poisson(this.random, this.setting.branching); n > 0; n--) {
      this.#queue[side].push(time + this.random.exponential() * this.setting.decaySeconds * 1000);
    }
  }

  #size(): number {
    return Math.max(LEAST, logNormal(this.random, this.asset.liquidationSize, SIZE_SD));
  }

  #venue(): number {
    let venue = 0;
    const at = this.random.uniform();
    for (let sum = this.shares[0]; at >= sum && venue < this.shares.length - 1;) {
      sum += this.shares[++venue];
    }
    return venue;
  }
}
