/**
 * What the mechanism did, written down when it did it and never derived from the finished tables.
 * Times ISO 8601 UTC, money in USD, moves in log price.
 */
export interface Truth {
  schema_version: 1;
  preset: string;
  seed: string;
  from: string;
  to: string;
  step_minutes: number;
  /** Times of panic: forced orders overran the book and market makers withdrew. */
  cascades: CascadeTruth[];
  news: { at: string; move: number }[];
  zone: [number, number] | null;
  visits: VisitTruth[];
  volume_changes: { at: string; asset: string | null; shift: number }[];
  funding: {
    process: "ar1" | "jumps";
    /** Over 8 hours, of the premium's excess. */
    phi: number;
    sd: number;
    crowding: { from: string; full: string; to: string; excess: number }[];
    /** Excess (crowding included) just before and after a cascade took leverage away. */
    resets: { at: string; asset: string; before: number; after: number }[];
    interval_changes: { venue: string; at: string; hours: number }[];
  };
  branching: {
    ratio: number;
    decay_seconds: number;
    /** Counts as drawn; offspring / all is near the ratio. */
    background: Record<string, number>;
    offspring: Record<string, number>;
  };
  lags_minutes: Record<string, number>;
  depth: { trend_per_day: number; trend_from: string };
}

/** One episode of panic, over all assets. */
export interface CascadeTruth {
  start: string;
  end: string;
  planned: boolean;
  total_usd: number;
  long_usd: number;
  by_asset: Record<string, number>;
  /** When each asset that panicked did so first. */
  onsets: Record<string, string>;
  /** Bitcoin's (the first asset's) log price change from start to end. */
  price_change: number;
}

/** One visit to the wall. */
export interface VisitTruth {
  start: string;
  end: string;
  /** `held`: price fell back; `broken`: the wall was bought through; `withdrawn`: taken away, or the record ended. */
  outcome: "held" | "broken" | "withdrawn";
  peak: number;
  absorbed_usd: number;
  /** Whether buyers had set out to reach it. */
  planned: boolean;
}
