/**
 * The canonical tables: the one place that knows their columns, Arrow types and units.
 *
 * Every source writes these columns and every analysis reads them. Units are fixed here once, so no
 * other file converts: times in milliseconds UTC, prices in the quote currency, volumes in the base
 * asset, notional in USD, funding rates as a fraction per interval.
 */

/** Arrow type of a column. `time` is Timestamp(ms, UTC), `number` Float64, `side` a dictionary. */
export type ColumnType = "time" | "number" | "side";

/** One column: its type, unit, whether it may be unknown, and the values that can be true. */
export interface Column {
  type: ColumnType;
  unit: string;
  /** May be unknown: null on disk, NaN in memory. */
  nullable: boolean;
  /** Smallest and largest value that can be true; a row outside is rejected with this reason. */
  range?: readonly [number, number];
}

/** Sides of a liquidated position, in the order of their dictionary codes. */
export const SIDES = ["long", "short", "unknown"] as const;
export type Side = typeof SIDES[number];
export const LONG = 0, SHORT = 1, UNKNOWN_SIDE = 2;

const time: Column = { type: "time", unit: "ms since 1970 UTC", nullable: false };
const price: Column = { type: "number", unit: "quote", nullable: false, range: [1e-12, 1e9] };
const amount = (unit: string, nullable = false): Column => ({
  type: "number",
  unit,
  nullable,
  range: [0, 1e15],
});

/** Columns by table, in their order on disk. `time` comes first and is sorted. */
export const TABLES = {
  /** Bars; `time` is the opening time. Volume is unknown for mark, index and premium bars. */
  candles: {
    time,
    open: price,
    high: price,
    low: price,
    close: price,
    volume: amount("base", true),
    quote_volume: amount("USD", true),
    trades: amount("count", true),
    taker_buy_volume: amount("base", true),
    taker_buy_quote_volume: amount("USD", true),
  },
  /** Funding settlements: what longs pay shorts, once, at `time`, for the interval before it. */
  funding: {
    time,
    rate: { type: "number", unit: "fraction per interval", nullable: false, range: [-0.1, 0.1] },
    interval_hours: { type: "number", unit: "hours", nullable: true, range: [0.25, 24] },
    premium: { type: "number", unit: "fraction", nullable: true, range: [-0.5, 0.5] },
  },
  open_interest: {
    time,
    open_interest: amount("base", true),
    open_interest_usd: amount("USD", true),
  },
  /** Single liquidations; `side` is that of the position that was closed. */
  liquidations: {
    time,
    side: { type: "side", unit: "position", nullable: false },
    price: { ...price, nullable: true },
    quantity: amount("base", true),
    notional: amount("USD"),
  },
  /** Liquidations summed over the interval that starts at `time`. */
  liquidation_totals: {
    time,
    long_usd: amount("USD", true),
    short_usd: amount("USD", true),
    total_usd: amount("USD", true),
    events: amount("count", true),
  },
  /** Order-book depth, cumulative from mid to `percentage` (negative: bids below mid). */
  depth: {
    time,
    percentage: { type: "number", unit: "% of mid", nullable: false, range: [-100, 100] },
    quantity: amount("base"),
    notional: amount("USD"),
  },
} as const satisfies Record<string, Record<string, Column>>;

export type TableName = keyof typeof TABLES;
export type ColumnName<T extends TableName> = keyof typeof TABLES[T] & string;

/** What makes two rows of one series the same observation: one bar a time, one level a snapshot. */
export const ROW_KEYS: Record<TableName, readonly string[]> = {
  candles: ["time"],
  funding: ["time"],
  open_interest: ["time"],
  liquidations: ["time", "side", "price", "quantity", "notional"],
  liquidation_totals: ["time"],
  depth: ["time", "percentage"],
};
