import { HOUR, MINUTE } from "./time.ts";

/** Hours that venues put between two settlements. */
const HOURS = [1, 2, 4, 8];
/** Settlements come some milliseconds late, seldom seconds: a gap this near to whole hours is one. */
const JITTER = MINUTE;

/**
 * A settlement's time without the milliseconds of delay that venues write into it: the nearest whole
 * minute. Two sources of one settlement then agree on its time.
 *
 * @example settlementTime(1768262400007) // 1768262400000
 */
export function settlementTime(time: number): number {
  return Math.round(time / MINUTE) * MINUTE;
}

/**
 * The funding interval of each settlement in hours, found from the settlements themselves: a file
 * called `1h` may hold 8-hour settlements, and venues change the interval midway.
 *
 * A settlement pays for the time since the one before it, so its interval is that gap where the gap
 * is 1, 2, 4 or 8 hours; the first settlement takes the gap after it. Where settlements are missing
 * the gap is longer: then the interval is that of the nearest settled neighbour (the one before, else
 * the one after) if the gap is a multiple of it, else unknown (NaN).
 *
 * @param time sorted times in ms; known intervals may stand in `known` (hours, NaN where unknown) and
 * are kept
 * @example fundingIntervals(Float64Array.of(0, 8 * HOUR, 16 * HOUR)) // [8, 8, 8]
 */
export function fundingIntervals(time: Float64Array, known?: Float64Array): Float64Array {
  const hours = new Float64Array(time.length).fill(NaN);
  for (let i = 0; i < time.length; i++) {
    if (known && known[i] === known[i]) hours[i] = known[i];
    else if (i > 0) hours[i] = wholeHours(time[i] - time[i - 1]);
    else if (time.length > 1) hours[0] = wholeHours(time[1] - time[0]);
  }
  let next = nextKnown(hours, 0);
  for (let i = 0, before = NaN; i < hours.length; i++) {
    if (hours[i] === hours[i]) {
      before = hours[i];
      continue;
    }
    if (next < i) next = nextKnown(hours, i);
    const gap = i > 0 ? time[i] - time[i - 1] : NaN;
    const after = next < hours.length ? hours[next] : NaN;
    if (isMultiple(gap, before)) hours[i] = before;
    else if (isMultiple(gap, after)) hours[i] = after;
    // A first settlement whose successor is missing has no gap of its own to contradict it.
    else if (i === 0 && isMultiple(time[1] - time[0], after)) hours[i] = after;
  }
  return hours;
}

function nextKnown(hours: Float64Array, from: number): number {
  let i = from;
  while (i < hours.length && hours[i] !== hours[i]) i++;
  return i;
}

function wholeHours(gap: number): number {
  for (const hours of HOURS) if (Math.abs(gap - hours * HOUR) <= JITTER) return hours;
  return NaN;
}

function isMultiple(gap: number, hours: number): boolean {
  const periods = Math.round(gap / (hours * HOUR));
  return periods >= 1 && Math.abs(gap - periods * hours * HOUR) <= JITTER;
}
