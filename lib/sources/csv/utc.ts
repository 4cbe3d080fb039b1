import { UserError } from "../../errors.ts";
import { parseTime } from "../../tables/time.ts";

/**
 * A UTC time as files write it (`2025-11-02 00:05:00`, `2025-11-02T00:05:00.000Z`, `2025-11-02`,
 * `2025-11-02 00:05:00+00:00`, ` UTC` at the end; digits beyond the millisecond are cut), in ms.
 *
 * @returns NaN where the text is none, or names another offset
 * @example readUtc("2025-11-02 00:05:00") // 1762041900000
 */
export function readUtc(text: string): number {
  const plain = text.trim().replace(/ ?(?:UTC|GMT)$/, "Z").replace(/(\.\d{3})\d{1,6}/, "$1");
  try {
    return parseTime(plain);
  } catch (error) {
    if (error instanceof UserError) return NaN;
    throw error;
  }
}
