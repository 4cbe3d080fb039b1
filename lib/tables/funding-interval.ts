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
 * is 1, 2, 4 or 8 hours; the first settlement takes the gap after it. A single longer gap between
 * equal ones, and a gap of any other length, means that settlements are missing: then the interval is
 * that of the nearest settlement before it, else after it, of whose interval the gap is a multiple;
 * where there is none it stays unknown (NaN).
 *
 * @param time sorted times in ms; known intervals may stand in `known` (hours, NaN where unknown) and
 * are kept
 * @example fundingIntervals(Float64Array.of(0, 8 * HOUR, 16 * HOUR)) // [8, 8, 8]
 */
export function fundingIntervals(time: Float64Array, known?: Float64Array): Float64Array {
  const gaps = new Float64Array(time.length).fill(NaN);
  for (let i = 1; i < gaps.length; i++) gaps[i] = wholeHours(time[i] - time[i - 1]);
  const hours = gaps.slice();
  for (let i = 2; i < hours.length - 1; i++) {
    const usual = gaps[i - 1];
    if (usual === gaps[i + 1] && gaps[i] > usual) hours[i] = NaN;
  }
  if (hours.length > 1) hours[0] = hours[1];
  for (let i = 0; known && i < hours.length; i++) {
    if (known[i] === known[i]) hours[i] = known[i];
  }

  let next = 0, before = NaN;
  for (let i = 0; i < hours.length; i++) {
    if (hours[i] === hours[i]) {
      before = hours[i];
      continue;
    }
    if (next < i) next = i;
    while (next < hours.length && hours[next] !== hours[next]) next++;
    const after = next < hours.length ? hours[next] : NaN;
    // The first settlement has no gap before it; the one after it must fit as well.
    const gap = time[Math.max(i, 1)] - time[Math.max(i, 1) - 1];
    if (isMultiple(gap, before)) hours[i] = before;
    else if (isMultiple(gap, after)) hours[i] = after;
  }
  return hours;
}

function wholeHours(gap: number): number {
  for (const hours of HOURS) if (Math.abs(gap - hours * HOUR) <= JITTER) return hours;
  return NaN;
}

function isMultiple(gap: number, hours: number): boolean {
  const periods = Math.round(gap / (hours * HOUR));
  return periods >= 1 && Math.abs(gap - periods * hours * HOUR) <= JITTER;
}
