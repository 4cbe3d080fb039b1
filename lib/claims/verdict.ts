import type { Interval } from "../analysis/result.ts";

/** The four answers to a claim. Only code that stands beside the claim's rule computes them. */
export type Answer = "supported" | "contradicted" | "inconclusive" | "not testable";

/** A claim, the figure that was measured for it, and the answer that follows from the figure. */
export interface Verdict {
  /** `C1` to `C12`, as in the project's list of claims; an asset behind it where each has its own: `C7 ETH`. */
  claim: string;
  /** What is claimed, in a sentence. */
  statement: string;
  verdict: Answer;
  /** The measured figure in words and numbers, with its unit. */
  figure: string;
  /** Interval of the figure in its own unit, where it has one. */
  interval: Interval | null;
  /** p-value after adjustment for testing many, where there is a test. */
  p: number | null;
  /** Number of observations that carry the figure: visits, days, events. */
  n: number | null;
  /** Whether the data was reported, estimated or simulated. */
  basis: string;
  /** Why this verdict follows, in a sentence; for "not testable" what data is missing. */
  reason: string;
  /** For an inconclusive verdict: the smallest effect that could have been seen. */
  smallest_effect: string | null;
}
