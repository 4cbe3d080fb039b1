import { type Columns, emptyColumns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { LONG, type TableName } from "../tables/schema.ts";
import { HOUR, intervalMs } from "../tables/time.ts";
import { fundingRate } from "./funding.ts";
import { type Output, type Preset, shareOf } from "./preset.ts";
import { type Record5m, toDecimals } from "./record.ts";

/** One series of a simulated market: its key and its columns. */
export interface SimulatedSeries<T extends TableName = TableName> {
  key: SeriesKey & { table: T };
  columns: Columns<T>;
}

/** Part of a record that a series covers: steps `first` to `last` (exclusive), `per` to a row. */
interface Span {
  first: number;
  last: number;
  per: number;
  step: number;
  time: (row: number) => number;
}

/**
 * Depth `percent` away from mid over depth within 1%: books thin out with distance. The power is
 * what Binance's published depth of 2025 shows between 1% and 5%.
 */
const DEPTH_POWER = 0.7;

/**
 * The tables that a preset asks for, out of what happened.
 *
 * @param step length of a record's step in ms
 * @example tablesOf(preset, market.records, STEP)[0].columns
 */
export function tablesOf(preset: Preset, records: Record5m[], step: number): SimulatedSeries[] {
  return preset.outputs.flatMap((output) =>
    output.assets.flatMap((asset) => {
      const record = records.find(({ setting }) => setting.asset === asset);
      return record
        ? output.venues.map((venue) => series(preset, output, record, venue, step))
        : [];
    })
  );
}

function series(
  preset: Preset,
  output: Output,
  record: Record5m,
  venue: string,
  step: number,
): SimulatedSeries {
  const { asset } = record.setting;
  const setting = preset.venues.find((one) => one.venue === venue);
  const key: SeriesKey = {
    table: output.table,
    venue,
    market: "linear",
    symbol: setting?.symbol(asset) ?? asset,
    asset,
    kind: "trade",
    interval: output.interval,
    basis: "simulated",
  };
  const from = Math.max(output.from ?? preset.from, preset.from);
  const to = Math.min(output.to ?? preset.to, preset.to);
  const length = /^\d/.test(output.interval) ? intervalMs(output.interval) : step;
  const first = Math.round((from - preset.from) / step);
  const last = Math.round((to - preset.from) / step);
  const time = (row: number) => preset.from + row * step;
  const span: Span = { first, last, per: length / step, step, time };
  const columns = {
    candles: () => candles(record, span, shareOf(preset, venue)),
    funding: () => funding(preset, record, span, venue),
    open_interest: () => openInterest(record, span, shareOf(preset, venue)),
    liquidations: () => liquidations(preset, record, from, to, venue),
    liquidation_totals: () => totals(preset, record, span, venue),
    depth: () => depth(record, span, shareOf(preset, venue), output.bands ?? [-1, 1]),
  }[output.table]();
  return { key, columns } as SimulatedSeries;
}

function candles(record: Record5m, span: Span, share: number): Columns<"candles"> {
  const { first, last, per } = span;
  const { quantityDecimals } = record.setting;
  const columns = emptyColumns("candles", Math.floor((last - first) / per));
  const sum = (values: Float64Array, row: number, decimals: number) => {
    let total = 0;
    for (let i = row; i < row + per; i++) total += toDecimals(share * values[i], decimals);
    return toDecimals(total, decimals);
  };
  for (let i = 0, row = first; i < columns.time.length; i++, row += per) {
    columns.time[i] = span.time(row);
    columns.open[i] = record.open[row];
    columns.close[i] = record.close[row + per - 1];
    let high = -Infinity, low = Infinity;
    for (let j = row; j < row + per; j++) {
      if (record.high[j] > high) high = record.high[j];
      if (record.low[j] < low) low = record.low[j];
    }
    columns.high[i] = high;
    columns.low[i] = low;
    columns.volume[i] = sum(record.base, row, quantityDecimals);
    columns.quote_volume[i] = sum(record.quote, row, 2);
    columns.trades[i] = sum(record.trades, row, 0);
    columns.taker_buy_volume[i] = sum(record.takerBuyBase, row, quantityDecimals);
    columns.taker_buy_quote_volume[i] = sum(record.takerBuyQuote, row, 2);
  }
  return columns;
}

function funding(preset: Preset, record: Record5m, span: Span, venue: string): Columns<"funding"> {
  const setting = preset.venues.find((one) => one.venue === venue)!;
  const rows: [number, number, number, number][] = [];
  for (let row = span.first; row <= span.last; row++) {
    const time = span.time(row);
    const { hours } = setting.fundingHours.findLast(({ from }) => from < time) ??
      setting.fundingHours[0];
    const steps = hours * HOUR / span.step;
    if (time % (hours * HOUR) !== 0 || row < steps || (row === span.last && row > span.first)) {
      continue;
    }
    let sum = 0;
    for (let i = row - steps; i < row; i++) sum += record.premium[i];
    const premium = toDecimals(sum / steps + setting.premiumShift, 8);
    rows.push([time, toDecimals(fundingRate(premium, hours), 10), hours, premium]);
  }
  const columns = emptyColumns("funding", rows.length);
  rows.forEach(([time, rate, hours, premium], i) => {
    columns.time[i] = time;
    columns.rate[i] = rate;
    columns.interval_hours[i] = hours;
    columns.premium[i] = premium;
  });
  return columns;
}

function openInterest(record: Record5m, span: Span, share: number): Columns<"open_interest"> {
  const columns = emptyColumns("open_interest", Math.floor((span.last - span.first) / span.per));
  for (let i = 0, row = span.first; i < columns.time.length; i++, row += span.per) {
    columns.time[i] = span.time(row);
    columns.open_interest[i] = toDecimals(
      share * record.openInterest[row],
      record.setting.quantityDecimals,
    );
    columns.open_interest_usd[i] = toDecimals(columns.open_interest[i] * record.open[row], 2);
  }
  return columns;
}

/** Rows of the log between two times on one venue, or on all. */
function* eventsOf(preset: Preset, record: Record5m, from: number, to: number, venue: string) {
  const { time, venue: venues } = record.liquidations;
  const code = preset.venues.findIndex((one) => one.venue === venue);
  for (let i = 0; i < time.length; i++) {
    if (time[i] >= from && time[i] < to && (code < 0 || venues[i] === code)) yield i;
  }
}

function liquidations(
  preset: Preset,
  record: Record5m,
  from: number,
  to: number,
  venue: string,
): Columns<"liquidations"> {
  const { time, side, price, notional } = record.liquidations;
  const { priceDecimals, quantityDecimals } = record.setting;
  const rows = [...eventsOf(preset, record, from, to, venue)];
  const columns = emptyColumns("liquidations", rows.length);
  rows.forEach((row, i) => {
    columns.time[i] = time[row];
    columns.side[i] = side[row];
    columns.price[i] = toDecimals(price[row], priceDecimals);
    columns.notional[i] = notional[row];
    columns.quantity[i] = toDecimals(notional[row] / columns.price[i], quantityDecimals);
  });
  return columns;
}

function totals(
  preset: Preset,
  record: Record5m,
  span: Span,
  venue: string,
): Columns<"liquidation_totals"> {
  const { first, last, per, step } = span;
  const columns = emptyColumns("liquidation_totals", Math.floor((last - first) / per));
  const { time, long_usd, short_usd, total_usd, events } = columns;
  for (let i = 0; i < time.length; i++) {
    time[i] = span.time(first + i * per);
    long_usd[i] = short_usd[i] = events[i] = 0;
  }
  const { time: at, side, notional } = record.liquidations;
  const from = span.time(first), to = span.time(first + time.length * per);
  for (const row of eventsOf(preset, record, from, to, venue)) {
    const i = Math.floor((at[row] - from) / (per * step));
    if (side[row] === LONG) long_usd[i] += notional[row];
    else short_usd[i] += notional[row];
    events[i]++;
  }
  for (let i = 0; i < time.length; i++) {
    long_usd[i] = toDecimals(long_usd[i], 2);
    short_usd[i] = toDecimals(short_usd[i], 2);
    total_usd[i] = toDecimals(long_usd[i] + short_usd[i], 2);
  }
  return columns;
}

function depth(
  record: Record5m,
  span: Span,
  share: number,
  bands: readonly number[],
): Columns<"depth"> {
  const snapshots = Math.floor((span.last - span.first) / span.per);
  const columns = emptyColumns("depth", snapshots * bands.length);
  for (let s = 0, i = 0; s < snapshots; s++) {
    const row = span.first + s * span.per;
    for (const band of bands) {
      const side = band < 0 ? record.bidDepth[row] : record.askDepth[row];
      columns.time[i] = span.time(row);
      columns.percentage[i] = band;
      columns.notional[i] = toDecimals(share * side * Math.pow(Math.abs(band), DEPTH_POWER), 2);
      columns.quantity[i] = toDecimals(
        columns.notional[i] / record.open[row],
        record.setting.quantityDecimals,
      );
      i++;
    }
  }
  return columns;
}
