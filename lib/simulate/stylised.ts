import { DAY, HOUR } from "../tables/time.ts";

/** What a market's bars and funding look like in a few numbers. See `stylisedFacts`. */
export interface StylisedFacts {
  /** Standard deviation of hourly log returns, per year, in percent. */
  volatility: number;
  /** Excess kurtosis of log returns over 1 hour and over 1 day. */
  kurtosis_1h: number;
  kurtosis_1d: number;
  /** Hill's tail index of absolute hourly returns, largest 1%. */
  tail_index: number;
  /** Autocorrelation of hourly returns at lag 1, and of their absolute values at 1, 24 and 168 hours. */
  acf_return_1h: number;
  acf_abs_1h: number;
  acf_abs_24h: number;
  acf_abs_168h: number;
  /** Median daily quote volume, USD millions, and the standard deviation of its logarithm. */
  volume_musd: number;
  volume_log_sd: number;
  /** Autocorrelation of log volume, hourly at lag 1 and daily at lags 1 and 7. */
  acf_volume_1h: number;
  acf_volume_1d: number;
  acf_volume_7d: number;
  /** Busiest over quietest hour of the day by median volume; weekend over weekday. */
  volume_hour_ratio: number;
  volume_weekend_ratio: number;
  /** Correlation of log hourly volume with absolute hourly return. */
  volume_volatility: number;
}

/** Funding in basis points per settlement. */
export interface FundingFacts {
  median_bp: number;
  sd_bp: number;
  p5_bp: number;
  p95_bp: number;
  /** Autocorrelation at one settlement and at three. */
  acf_1: number;
  acf_3: number;
  /** Share of settlements at the exchange's default of 0.01%. */
  at_default: number;
}

/**
 * Stylised facts of hourly bars: return tails, clustering of volatility, pattern and memory of volume.
 *
 * @param bars hourly bars without gaps, opening times in ms UTC, quote volume in USD
 * @example stylisedFacts({ time, close, quote_volume }).tail_index
 */
export function stylisedFacts(
  bars: { time: Float64Array; close: Float64Array; quote_volume: Float64Array },
): StylisedFacts {
  const hourly = logReturns(bars.close);
  const absolute = hourly.map(Math.abs);
  const { close, volume } = daily(bars);
  const logVolume = bars.quote_volume.map((value) => Math.log(Math.max(value, 1)));
  const logDaily = volume.map(Math.log);
  const byHour = Array.from(
    { length: 24 },
    (_, hour) => median(bars.quote_volume.filter((_, i) => (bars.time[i] / HOUR) % 24 === hour)),
  );
  // 1 January 1970 was a Thursday: days 2 and 3 of each week since then are Saturday and Sunday.
  const weekend = (time: number) => [2, 3].includes(Math.floor(time / DAY) % 7);
  return {
    volatility: 100 * deviation(hourly) * Math.sqrt(8760),
    kurtosis_1h: kurtosis(hourly),
    kurtosis_1d: kurtosis(logReturns(close)),
    tail_index: hill(absolute, 0.01),
    acf_return_1h: acf(hourly, 1),
    acf_abs_1h: acf(absolute, 1),
    acf_abs_24h: acf(absolute, 24),
    acf_abs_168h: acf(absolute, 168),
    volume_musd: median(volume) / 1e6,
    volume_log_sd: deviation(logDaily),
    acf_volume_1h: acf(logVolume, 1),
    acf_volume_1d: acf(logDaily, 1),
    acf_volume_7d: acf(logDaily, 7),
    volume_hour_ratio: Math.max(...byHour) / Math.min(...byHour),
    volume_weekend_ratio: median(bars.quote_volume.filter((_, i) => weekend(bars.time[i]))) /
      median(bars.quote_volume.filter((_, i) => !weekend(bars.time[i]))),
    volume_volatility: correlation(logVolume.subarray(1), absolute),
  };
}

/**
 * Stylised facts of one venue's funding settlements.
 *
 * @param rates fractions per settlement, in order
 * @example fundingFacts(rates).median_bp
 */
export function fundingFacts(rates: Float64Array): FundingFacts {
  const sorted = rates.slice().sort();
  const at = (p: number) => 1e4 * sorted[Math.round(p * (sorted.length - 1))];
  return {
    median_bp: at(0.5),
    sd_bp: 1e4 * deviation(rates),
    p5_bp: at(0.05),
    p95_bp: at(0.95),
    acf_1: acf(rates, 1),
    acf_3: acf(rates, 3),
    at_default: rates.filter((rate) => Math.abs(rate - 1e-4) < 1e-7).length / rates.length,
  };
}

function daily(bars: { time: Float64Array; close: Float64Array; quote_volume: Float64Array }) {
  const close: number[] = [], volume: number[] = [];
  let day = NaN, rows = 0, sum = 0;
  for (let i = 0; i < bars.time.length; i++) {
    const today = Math.floor(bars.time[i] / DAY);
    if (today !== day) {
      day = today;
      rows = sum = 0;
    }
    sum += bars.quote_volume[i];
    if (++rows === 24) {
      close.push(bars.close[i]);
      volume.push(sum);
    }
  }
  return { close: Float64Array.from(close), volume: Float64Array.from(volume) };
}

function logReturns(close: Float64Array): Float64Array {
  const returns = new Float64Array(close.length - 1);
  for (let i = 0; i < returns.length; i++) returns[i] = Math.log(close[i + 1] / close[i]);
  return returns;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function moment(values: Float64Array, power: number): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** power, 0) / values.length;
}

function deviation(values: Float64Array): number {
  return Math.sqrt(moment(values, 2));
}

function kurtosis(values: Float64Array): number {
  return moment(values, 4) / moment(values, 2) ** 2 - 3;
}

function median(values: Float64Array): number {
  return values.slice().sort()[Math.floor(values.length / 2)];
}

function correlation(a: Float64Array, b: Float64Array): number {
  const meanA = mean(a), meanB = mean(b);
  let product = 0;
  for (let i = 0; i < a.length; i++) product += (a[i] - meanA) * (b[i] - meanB);
  return product / a.length / deviation(a) / deviation(b);
}

function acf(values: Float64Array, lag: number): number {
  const centre = mean(values);
  let product = 0;
  for (let i = lag; i < values.length; i++) {
    product += (values[i] - centre) * (values[i - lag] - centre);
  }
  return product / values.length / moment(values, 2);
}

function hill(values: Float64Array, share: number): number {
  const sorted = values.slice().sort().reverse();
  const count = Math.floor(share * sorted.length);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += Math.log(sorted[i] / sorted[count]);
  return count / sum;
}
