/** Liquidations of several assets on one regular time grid: what waves and cascades are read from. */
import type { Columns } from "../../tables/columns.ts";
import { UserError } from "../../errors.ts";
import { dateTime } from "../../words/dates.ts";

/** Liquidation totals of one asset, or of one venue of it: flows of one asset are summed. */
export interface AssetTotals {
  asset: string;
  totals: Columns<"liquidation_totals">;
}

/** USD per bar on a grid without holes; NaN where a flow has a gap or does not know its total. */
export interface Flow {
  /** Time of the first slot and distance of the slots in ms. */
  start: number;
  step: number;
  assets: string[];
  total: Float64Array;
  /** Long USD and the USD whose side is known; their ratio is the share of longs. */
  long: Float64Array;
  sided: Float64Array;
  /** Total by asset, in the order of `assets`; NaN before the asset starts and in its gaps. */
  byAsset: Float64Array[];
}

/**
 * Lays the totals of several assets on one grid and sums them.
 *
 * An asset counts from its first bar to its last. A bar that is missing in between, or whose total
 * is not known, makes the sum unknown too: half a sum would look like calm.
 *
 * @param step distance of bars in ms
 * @throws UserError when a time does not lie on the grid
 * @example sumFlows([{ asset: "BTC", totals }], 5 * MINUTE).total
 */
export function sumFlows(flows: readonly AssetTotals[], step: number): Flow {
  const filled = flows.filter(({ totals }) => totals.time.length > 0);
  const start = Math.min(...filled.map(({ totals }) => totals.time[0]));
  const end = Math.max(...filled.map(({ totals }) => totals.time[totals.time.length - 1]));
  const slots = filled.length > 0 ? Math.round((end - start) / step) + 1 : 0;
  const assets = [...new Set(filled.map(({ asset }) => asset))];
  const flow: Flow = {
    start: filled.length > 0 ? start : 0,
    step,
    assets,
    total: new Float64Array(slots),
    long: new Float64Array(slots),
    sided: new Float64Array(slots),
    byAsset: assets.map(() => new Float64Array(slots)),
  };
  const covered = assets.map(() => new Uint8Array(slots));
  for (const { asset, totals } of filled) {
    const a = assets.indexOf(asset);
    addFlow(flow, flow.byAsset[a], covered[a], asset, totals);
  }
  for (let s = 0; s < slots; s++) {
    let any = false;
    for (let a = 0; a < assets.length; a++) {
      if (covered[a][s]) any = true;
      else flow.byAsset[a][s] = NaN;
    }
    if (!any) flow.total[s] = NaN;
  }
  return flow;
}

function addFlow(
  flow: Flow,
  ofAsset: Float64Array,
  covered: Uint8Array,
  asset: string,
  { time, long_usd, short_usd, total_usd }: Columns<"liquidation_totals">,
): void {
  let next = Math.round((time[0] - flow.start) / flow.step);
  for (let i = 0; i < time.length; i++) {
    const s = (time[i] - flow.start) / flow.step;
    if (!Number.isInteger(s)) {
      throw new UserError(
        `liquidation totals of ${asset} do not lie on one grid of ${flow.step / 60_000} minutes` +
          ` (${dateTime(time[i])} UTC); resample them to one interval first`,
      );
    }
    for (; next < s; next++) flow.total[next] = ofAsset[next] = NaN;
    next = s + 1;
    covered[s] = 1;
    const sided = long_usd[i] + short_usd[i];
    const total = Number.isNaN(total_usd[i]) ? sided : total_usd[i];
    flow.total[s] += total;
    ofAsset[s] += total;
    if (!Number.isNaN(sided)) {
      flow.long[s] += long_usd[i];
      flow.sided[s] += sided;
    }
  }
}
