/** Times above this are no milliseconds (the year 5138) but microseconds; above the next, nano-. */
const LEAST_US = 1e14, LEAST_NS = 1e17;

/**
 * Milliseconds from a time in milli-, micro- or nanoseconds, told by its size: Binance writes spot
 * times in microseconds from 2025 on, and milliseconds before. In place.
 *
 * @example toMsBySize(Float64Array.of(1735689600000000)) // [1735689600000]
 */
export function toMsBySize(times: Float64Array): Float64Array {
  for (let i = 0; i < times.length; i++) {
    if (times[i] >= LEAST_US) {
      times[i] = Math.floor(times[i] >= LEAST_NS ? times[i] / 1e6 + 1e-3 : times[i] / 1000);
    }
  }
  return times;
}

/** Milliseconds from microseconds, in place; the rest is cut. */
export function usToMs(times: Float64Array): Float64Array {
  for (let i = 0; i < times.length; i++) times[i] = Math.floor(times[i] / 1000);
  return times;
}

/** A column times a number, in place. */
export function scaled(values: Float64Array, factor: number): Float64Array {
  for (let i = 0; i < values.length; i++) values[i] *= factor;
  return values;
}
