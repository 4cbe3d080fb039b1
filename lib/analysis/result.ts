/** Version of the JSON that analyses return; grows when a field changes its meaning. */
export const SCHEMA_VERSION = 1;

/** What every analysis returns: plain data that serialises to JSON as it is. */
export interface Result {
  schema_version: typeof SCHEMA_VERSION;
  /** Slug of the analysis, as `resistance-rejections`. */
  analysis: string;
  /** Why nothing can be said with this data, or null. Other fields are then null or empty. */
  not_testable: string | null;
  /** Seed of everything random in the result, where chance plays a part. */
  seed?: number;
}

export type { Interval } from "../stats/interval.ts";

/**
 * A number as JSON can hold it: NaN and infinities mean "not known" and become null.
 *
 * @example known(NaN) // null
 */
export function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
