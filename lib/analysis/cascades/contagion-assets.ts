/** What contagion is tested on: each asset's own cascades, and returns on one grid. */
import { parseTime } from "../../tables/time.ts";
import { type CascadeInputs, findCascades } from "./cascades.ts";
import type { ContagionAsset } from "./contagion.ts";
import { sumFlows } from "../wave/flow.ts";

/**
 * Runs the detector on each asset alone and lays returns and liquidations of all on one grid.
 *
 * @param inputs as for `findCascades`; assets without bars get no returns
 * @example contagion(contagionAssets(inputs), inputs.basis, { from, to, step: inputs.step })
 */
export function contagionAssets(inputs: CascadeInputs): ContagionAsset[] {
  const flow = sumFlows(inputs.assets, inputs.step);
  return flow.assets.map((asset, a) => {
    const own = inputs.assets.filter((one) => one.asset === asset);
    const { cascades } = findCascades({ ...inputs, assets: own });
    const bars = own.find(({ bars }) => bars)?.bars;
    const returns = bars && new Float64Array(flow.total.length).fill(NaN);
    for (let i = 1; bars && returns && i < bars.time.length; i++) {
      const slot = (bars.time[i] - flow.start) / flow.step;
      // A return over a gap belongs to no bar.
      if (bars.time[i] - bars.time[i - 1] !== flow.step || !Number.isInteger(slot)) continue;
      if (slot >= 0 && slot < returns.length) {
        returns[slot] = Math.log(bars.close[i] / bars.close[i - 1]);
      }
    }
    return {
      asset,
      onsets: Float64Array.from(cascades, ({ start }) => parseTime(start)),
      returns,
      liquidations: flow.byAsset[a],
    };
  });
}
