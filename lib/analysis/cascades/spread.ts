/** How far a cascade spread, and in which order it reached the assets. */
import { MINUTE, parseTime } from "../../tables/time.ts";
import type { Cascade } from "./cascades.ts";
import { cascadeDefaults, normalPerBar } from "./detect-cascades.ts";
import { type AssetTotals, sumFlows } from "../wave/flow.ts";
import { type Result, SCHEMA_VERSION } from "../result.ts";

/** One asset in a cascade, against its own normal. */
export interface SpreadRow {
  asset: string;
  total_usd: number;
  /** Total over what is normal for the asset in as many bars; null where no normal is known. */
  times_normal: number | null;
  /** From the cascade's start to the asset's first loud bar; below 0 it was loud before. */
  delay_minutes: number | null;
}

export interface Spread extends Result {
  basis: string;
  start: string | null;
  end: string | null;
  /** Assets whose normal is known, and those with a loud bar. */
  assets: number;
  reached: number;
  /** In the order in which it reached them, the largest first; then those it did not reach. */
  by_asset: SpreadRow[];
}

const NO_SPREAD: Spread = {
  schema_version: SCHEMA_VERSION,
  analysis: "liquidation-wave",
  not_testable: "the event is no cascade: nothing spreads",
  basis: "reported",
  start: null,
  end: null,
  assets: 0,
  reached: 0,
  by_asset: [],
};

/**
 * Looks at each asset from the detector's window before the cascade to its end: the first bar of at
 * least 4 times the asset's own normal is when the cascade reached it.
 *
 * @param step distance of the totals' bars in ms
 * @param cascade null where the event is none
 * @example spread(assets, 5 * MINUTE, cascade).reached
 */
export function spread(
  assets: readonly AssetTotals[],
  step: number,
  cascade: Pick<Cascade, "start" | "end" | "basis"> | null,
): Spread {
  if (cascade === null) return NO_SPREAD;
  const options = cascadeDefaults(step);
  // In coarser bars than the cascade was found in, the bar that it began in counts.
  const start = Math.floor(parseTime(cascade.start) / step) * step;
  const end = parseTime(cascade.end);
  const rows = assets.flatMap((one): SpreadRow[] => {
    const flow = sumFlows([one], step);
    const normal = normalPerBar(flow, options);
    const slot = (time: number) => Math.ceil((time - flow.start) / step);
    let total = 0, normals = 0, first = NaN;
    for (let s = Math.max(0, slot(start - options.window)); s < slot(end); s++) {
      const usd = flow.total[s] ?? NaN;
      if (Number.isNaN(first) && normal[s] > 0 && usd >= options.keep * normal[s]) first = s;
      if (s < slot(start) || Number.isNaN(usd)) continue;
      total += usd;
      normals += normal[s];
    }
    // An asset that was not yet, or no longer, traded has no part in the cascade.
    if (!(flow.total[slot(start)] >= 0)) return [];
    return [{
      asset: one.asset,
      total_usd: total,
      times_normal: normals > 0 ? total / normals : null,
      delay_minutes: Number.isNaN(first) ? null : (flow.start + first * step - start) / MINUTE,
    }];
  });
  const known = rows.filter(({ times_normal }) => times_normal !== null);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: known.length > 0 ? null : "no asset has a known normal before the cascade",
    basis: cascade.basis,
    start: cascade.start,
    end: cascade.end,
    assets: known.length,
    reached: known.filter(({ delay_minutes }) => delay_minutes !== null).length,
    by_asset: rows.sort((a, b) =>
      a.delay_minutes === b.delay_minutes
        ? b.total_usd - a.total_usd
        : (a.delay_minutes ?? Infinity) - (b.delay_minutes ?? Infinity)
    ),
  };
}
