import { formatTime, MINUTE } from "../tables/time.ts";
import type { Preset } from "./preset.ts";

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

/** The truth of a run that begins: what is planned, and empty lists for what is to happen. */
export function beginTruth(preset: Preset, seed: number | string, step: number): Truth {
  return {
    schema_version: 1,
    preset: preset.name,
    seed: String(seed),
    from: formatTime(preset.from),
    to: formatTime(preset.to),
    step_minutes: step / MINUTE,
    cascades: [],
    news: [],
    zone: preset.wall ? [...preset.wall.zone] : null,
    visits: [],
    volume_changes: preset.changes.map(({ at, shift, asset = null }) => ({
      at: formatTime(at),
      asset,
      shift,
    })),
    funding: {
      process: preset.premium.kind,
      phi: preset.premium.phi,
      sd: preset.premium.sd,
      crowding: preset.crowding.map(({ from, full, to, excess }) => ({
        from: formatTime(from),
        full: formatTime(full),
        to: formatTime(to),
        excess,
      })),
      resets: [],
      interval_changes: preset.venues.flatMap(({ venue, fundingHours }) =>
        fundingHours.slice(1).map(({ from, hours }) => ({ venue, at: formatTime(from), hours }))
      ),
    },
    branching: {
      ratio: preset.liquidations.kind === "book" ? preset.liquidations.branching : 0,
      decay_seconds: preset.liquidations.decaySeconds,
      background: {},
      offspring: {},
    },
    lags_minutes: Object.fromEntries(
      preset.assets.map(({ asset, lagMinutes }) => [asset, lagMinutes]),
    ),
    depth: {
      trend_per_day: preset.depth.trendPerDay,
      trend_from: formatTime(preset.depth.trendFrom),
    },
  };
}
