import { formatTime, HOUR, MINUTE } from "../tables/time.ts";
import type { Random } from "../stats/random.ts";
import type { WallSetting } from "./preset.ts";
import type { VisitTruth } from "./truth.ts";

/** Log distance below the zone at which a visit is over, and above it at which the wall is gone. */
const AWAY = 0.006, THROUGH = 0.004;
/** Length of a wave of buying. */
const WAVE = 20 * MINUTE;
/** A push gives up when it has not reached the zone by then. */
const PUSH_HOURS = 24;

/**
 * A wall of sell orders: while price is inside its zone it absorbs part of the net buying, so buyers
 * pay and price does not follow; those who bought late from it sell again when price has turned.
 */
export class Wall {
  readonly visits: VisitTruth[] = [];
  readonly #setting: WallSetting;
  readonly #low: number;
  readonly #high: number;
  #visit: { start: number; peak: number; absorbed: number; planned: boolean } | undefined;
  #blocked = false;
  #below = true;
  #toSell = 0;
  #push = 0;
  #pushed: { since: number; touched: number } | undefined;
  #eagerness = 1;
  readonly #random: Random;

  constructor(setting: WallSetting, random: Random) {
    this.#random = random;
    this.#setting = setting;
    this.#low = Math.log(setting.zone[0]);
    this.#high = Math.log(setting.zone[1]);
  }

  /** Whether price is in the zone and the wall stands. */
  get inside(): boolean {
    return this.#visit !== undefined;
  }

  /**
   * Orders that the wall provokes in one minute, in units of log price change: pushes towards it,
   * and late buyers who give up.
   */
  provoked(time: number): number {
    const setting = this.#setting;
    let flow = 0;
    // Buyers come in waves: without them a push would be a straight line.
    if (time % WAVE === 0) this.#eagerness = 3 * this.#random.uniform() ** 2;
    if (this.#pushed) {
      const { since, touched } = this.#pushed;
      const over = touched ? time >= touched + setting.persistHours * HOUR : time >= since +
          PUSH_HOURS * HOUR;
      if (over) this.#pushed = undefined;
      else flow += setting.pushPace * this.#eagerness;
    } else if (time >= setting.pushes[this.#push]) {
      // Buyers who set out while price is there already have nothing to push.
      if (this.#below && !this.#visit) this.#pushed = { since: time, touched: 0 };
      this.#push++;
    }
    if (!this.#pushed) {
      const sold = this.#toSell * MINUTE / (setting.giveBackHours * HOUR);
      this.#toSell -= sold;
      flow -= sold;
    }
    return flow;
  }

  /**
   * Log price change that is left of the orders' `move` after the wall has absorbed its part.
   *
   * @param logPrice before the orders
   * @param move what they would cause without a wall
   * @param usdPerMove order size in USD per unit of `move`
   */
  absorb(time: number, logPrice: number, move: number, usdPerMove: number): number {
    const setting = this.#setting;
    if (time < setting.from || time >= setting.to) {
      if (this.#visit) this.#end(time, "withdrawn");
      this.#below = logPrice < this.#low;
      return move;
    }
    const target = logPrice + move;
    if (this.#blocked || !this.#below) {
      // Broken, or price came from above: the sellers return when price is below again.
      if (target < this.#low - AWAY) {
        this.#blocked = false;
        this.#below = true;
      }
      return move;
    }
    if (!this.#visit) {
      if (target < this.#low) return move;
      this.#visit = { start: time, peak: target, absorbed: 0, planned: !!this.#pushed };
      if (this.#pushed && !this.#pushed.touched) this.#pushed.touched = time;
    }
    let left = move;
    if (move > 0 && target > this.#low) {
      const within = Math.min(move, target - this.#low);
      left = move - setting.absorb * within;
      this.#visit.absorbed += setting.absorb * within * usdPerMove;
      this.#toSell += setting.giveBack * setting.absorb * within;
    }
    const price = logPrice + left;
    this.#visit.peak = Math.max(this.#visit.peak, price);
    if (price < this.#low - AWAY) this.#end(time, "held");
    else if (this.#visit.absorbed > setting.capacity || price > this.#high + THROUGH) {
      this.#end(time, "broken");
      this.#blocked = true;
      this.#pushed = undefined;
      this.#toSell = 0;
    }
    return left;
  }

  /** Closes a visit that is still open when the record ends. */
  finish(time: number): void {
    if (this.#visit) this.#end(time, "withdrawn");
  }

  #end(time: number, outcome: VisitTruth["outcome"]): void {
    const visit = this.#visit!;
    this.visits.push({
      start: formatTime(visit.start),
      end: formatTime(time),
      outcome,
      peak: Math.round(100 * Math.exp(visit.peak)) / 100,
      absorbed_usd: Math.round(visit.absorbed),
      planned: visit.planned,
    });
    this.#visit = undefined;
  }
}
