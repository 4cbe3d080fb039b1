/** Leverage: how much open interest stands on how much trading. */
import { lowerBound, upperBound } from "../../series/asof.ts";
import { percentileOf } from "../../stats/quantile.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatDate, startOfDay } from "../../tables/time.ts";
import { baseOpenInterest, READING_TOLERANCE } from "./open-interest.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";

/** Price and open interest over a day: who came, who left. */
export type Quadrant =
  /** Both up: new longs. */
  | "price up, open interest up"
  /** Shorts close. */
  | "price up, open interest down"
  /** New shorts. */
  | "price down, open interest up"
  /** Longs close. */
  | "price down, open interest down";

/** One UTC day; readings are those at its end. */
export interface LeverageDay {
  date: string;
  /** Base asset. */
  open_interest: number;
  price: number;
  /** Of the bars' venue: open interest over the mean daily volume of the 30 days up to this one. */
  leverage: number | null;
  /** Share, in percent, of the trailing 180 days with as much open interest or less. */
  percentile: number | null;
  price_change: number | null;
  oi_change: number | null;
  quadrant: Quadrant | null;
}

export interface Leverage extends Result {
  days: LeverageDay[];
}

export const LEVERAGE_DEFAULTS = {
  /** Days whose volume open interest is measured in; at least two thirds must be known. */
  volumeDays: 30,
  /** Days that the percentile looks back over, and how many readings it needs. */
  percentileDays: 180,
  fewestReadings: 60,
  from: -Infinity,
  to: Infinity,
};

/**
 * Leverage by day, from open interest in the base asset and bars of the same asset.
 *
 * @param inputs readings at any interval; bars of one day or shorter
 * @param options days in [from, to) are reported; earlier ones serve as history
 * @example leverage({ openInterest, bars }, { from: parseTime("2025-12-01") }).days[0].percentile
 */
export function leverage(
  { openInterest, bars, venueOpenInterest = openInterest }: {
    openInterest: Columns<"open_interest">;
    bars: Columns<"candles">;
    /** Of the venue of the bars, where `openInterest` is another's; null where there is none. */
    venueOpenInterest?: Columns<"open_interest"> | null;
  },
  options: Partial<typeof LEVERAGE_DEFAULTS> = {},
): Leverage {
  const o = { ...LEVERAGE_DEFAULTS, ...options };
  const base = baseOpenInterest(openInterest, bars);
  const all = readingsByDay(openInterest.time, base, bars);
  const values = all.map(({ value }) => value);
  const own = new Map(
    venueOpenInterest === null
      ? []
      : readingsByDay(venueOpenInterest.time, baseOpenInterest(venueOpenInterest, bars), bars)
        .map((one) => [one.day, one.value]),
  );
  const days = all.flatMap(({ day, value, price }, i): LeverageDay[] => {
    if (day < o.from || day >= o.to || Number.isNaN(value)) return [];
    const first = all.findIndex((one) => one.day > day - o.percentileDays * DAY);
    const history = values.slice(first, i + 1);
    const enough = history.filter((one) => !Number.isNaN(one)).length >= o.fewestReadings;
    const before = all[i - 1]?.day === day - DAY ? all[i - 1] : undefined;
    const priceChange = before ? price / before.price - 1 : NaN;
    const oiChange = before ? value / before.value - 1 : NaN;
    return [{
      date: formatDate(day),
      open_interest: value,
      price,
      leverage: known((own.get(day) ?? NaN) / meanDailyVolume(bars, day, o.volumeDays)),
      percentile: enough ? known(percentileOf(history, value)) : null,
      price_change: known(priceChange),
      oi_change: known(oiChange),
      quadrant: quadrant(priceChange, oiChange),
    }];
  });
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: days.length > 0 ? null : "no open interest is known in this window",
    days,
  };
}

/**
 * Percentile of the open interest just before a time among the readings of the days before it, or
 * null where the last reading is too old or history too short.
 *
 * @param time @param base readings, base asset
 * @returns percent
 */
export function openInterestPercentile(
  time: Float64Array,
  base: Float64Array,
  at: number,
  { percentileDays, fewestReadings } = LEVERAGE_DEFAULTS,
): number | null {
  const last = upperBound(time, at) - 1;
  if (last < 0 || at - time[last] > Math.max(READING_TOLERANCE, DAY)) return null;
  const first = lowerBound(time, at - percentileDays * DAY);
  const history = base.subarray(first, last + 1);
  const days = new Set(Array.from(time.subarray(first, last + 1), startOfDay)).size;
  return days >= fewestReadings ? known(percentileOf(history, base[last])) : null;
}

interface DayReading {
  day: number;
  value: number;
  price: number;
}

// The day's last reading and last close. A snapshot at midnight closes the day before.
function readingsByDay(
  time: Float64Array,
  base: Float64Array,
  bars: Columns<"candles">,
): DayReading[] {
  const days = new Map<number, DayReading>();
  time.forEach((at, i) => {
    const day = startOfDay(at - 1);
    const bar = lowerBound(bars.time, day + DAY) - 1;
    const price = bar >= 0 && bars.time[bar] >= day ? bars.close[bar] : NaN;
    days.set(day, { day, value: base[i], price });
  });
  return [...days.values()].filter(({ price }) => !Number.isNaN(price));
}

function meanDailyVolume(bars: Columns<"candles">, day: number, days: number): number {
  const first = lowerBound(bars.time, day - (days - 1) * DAY);
  const end = lowerBound(bars.time, day + DAY);
  let sum = 0;
  const seen = new Set<number>();
  for (let i = first; i < end; i++) {
    if (Number.isNaN(bars.volume[i])) continue;
    sum += bars.volume[i];
    seen.add(startOfDay(bars.time[i]));
  }
  return seen.size * 3 >= days * 2 ? sum / seen.size : NaN;
}

function quadrant(price: number, openInterest: number): Quadrant | null {
  if (Number.isNaN(price) || Number.isNaN(openInterest)) return null;
  const side = (change: number) => change > 0 ? "up" : "down";
  return `price ${side(price)}, open interest ${side(openInterest)}`;
}
