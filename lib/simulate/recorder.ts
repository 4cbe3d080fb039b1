import type { Perpetual } from "./perpetual.ts";
import { createRecord, type Record5m, toDecimals } from "./record.ts";

/** USD of an average trade. */
const TRADE_SIZE = 4000;
/** How much the side of the book that was just hit thins, per log price change, and at most. */
const TILT = 10, MOST_TILT = 0.4;
/** Share of a step's net orders that volume exceeds at least: somebody trades both ways. */
const LEAST_CHURN = 1.15;

/** Writes what one perpetual does into its record, rounded as exchanges print it. */
export class Recorder {
  readonly record: Record5m;

  constructor(readonly perpetual: Perpetual, rows: number) {
    this.record = createRecord(perpetual.setting, rows, perpetual.liquidator.log);
  }

  /** The state at a step's opening; `trend` is the log price change of the last hour or so. */
  open(row: number, trend: number): void {
    const { record, perpetual } = this;
    const { priceDecimals, quantityDecimals } = perpetual.setting;
    const price = toDecimals(perpetual.price, priceDecimals);
    record.open[row] = record.high[row] = record.low[row] = price;
    record.openInterest[row] = toDecimals(perpetual.openInterest, quantityDecimals);
    const tilt = Math.max(-MOST_TILT, Math.min(MOST_TILT, TILT * trend));
    record.bidDepth[row] = perpetual.depth * (1 + tilt);
    record.askDepth[row] = perpetual.depth * (1 - tilt);
  }

  /** A price that was traded at inside the step. */
  touch(row: number, logPrice: number): void {
    const { record } = this;
    const price = toDecimals(Math.exp(logPrice), record.setting.priceDecimals);
    if (price > record.high[row]) record.high[row] = price;
    if (price < record.low[row]) record.low[row] = price;
  }

  /**
   * The step's volume: that of its time and mood, and no less than its orders need.
   *
   * @param volume USD of usual trading
   * @param net USD of net taker orders
   * @param forced USD of liquidations, which trade against other orders
   */
  close(row: number, volume: number, net: number, forced: number, premium: number): void {
    const { record, perpetual } = this;
    const { priceDecimals, quantityDecimals } = perpetual.setting;
    record.close[row] = toDecimals(perpetual.price, priceDecimals);
    const quote = Math.max(volume, LEAST_CHURN * Math.abs(net)) + forced;
    const mean = (record.open[row] + record.high[row] + record.low[row] + record.close[row]) / 4;
    record.base[row] = toDecimals(quote / mean, quantityDecimals);
    record.quote[row] = toDecimals(record.base[row] * mean, 2);
    record.takerBuyBase[row] = toDecimals((quote + net) / 2 / mean, quantityDecimals);
    record.takerBuyQuote[row] = toDecimals(record.takerBuyBase[row] * mean, 2);
    record.trades[row] = Math.max(1, Math.round(quote / TRADE_SIZE));
    record.premium[row] = premium;
  }
}
