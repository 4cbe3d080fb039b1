import { UserError } from "../errors.ts";
import { intervalMs, parseTime } from "../tables/time.ts";

/**
 * The parameters `from`, `to` and `interval` of a notebook in milliseconds.
 *
 * @throws UserError when one is malformed or the window is empty
 * @example const window = parseWindow("2025-11-20", "2026-01-20", "1h");
 */
export function parseWindow(
  from: string,
  to: string,
  interval: string,
): { from: number; to: number; step: number } {
  const window = { from: parseTime(from), to: parseTime(to), step: intervalMs(interval) };
  if (window.from >= window.to) throw new UserError(`from ${from} is not before to ${to}`);
  return window;
}
