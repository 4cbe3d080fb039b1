const FIRST = 1000;
const LONGEST = 60_000;

/**
 * Milliseconds to wait before the next try: doubling from one second to one minute, and by chance
 * up to half of it less, so that downloads which failed together do not come back together.
 *
 * @param attempt tries so far, from 1
 * @param random uniform in [0, 1)
 * @example retryDelay(3, 0.5) // 3000
 */
export function retryDelay(attempt: number, random: number): number {
  return Math.min(FIRST * 2 ** (attempt - 1), LONGEST) * (0.5 + random / 2);
}

/**
 * Milliseconds that a `Retry-After` header asks to wait, given as seconds or as a date; undefined
 * where there is none or it cannot be read.
 *
 * @example retryAfter("120", Date.now()) // 120_000
 */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // A date only in the forms of HTTP, which begin with the weekday: Date.parse takes "1.5" as well.
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
