import { type DailyMarket, dailyMarket } from "../analysis/market/daily-market.ts";
import { type BelowLevel, belowLevel } from "../analysis/volume/below-level.ts";
import { type VolumeCharacter, volumeCharacter } from "../analysis/volume/volume-character.ts";
import { type VolumeDropResult, volumeDrops } from "../analysis/volume/volume-drops.ts";
import type { Dataset } from "../dataset/open.ts";
import { volumeInputs } from "./volume-drops.ts";

/** One market with what is said of its volume. */
export interface VolumeMarket {
  symbol: string;
  asset: string;
  inputs: Awaited<ReturnType<typeof volumeInputs>>;
  daily: DailyMarket;
  result: VolumeDropResult;
  below: BelowLevel;
  character: VolumeCharacter;
}

/**
 * The volume of several markets in the week up to a day, against their levels of optimism.
 *
 * @param window days of [from, to), ms, are counted; the judged day may lie outside
 * @throws UserError when the dataset has no bars of a symbol
 * @example await volumeMarkets(dataset, ["BTCUSDT"], { at, from, to, seed: 1 })
 */
export async function volumeMarkets(
  dataset: Dataset,
  symbols: readonly string[],
  { at, from, to, seed }: { at: number; from: number; to: number; seed: number },
): Promise<VolumeMarket[]> {
  const needed = { from: Math.min(from, at), to: Math.max(to, at) };
  return await Promise.all(symbols.map(async (symbol): Promise<VolumeMarket> => {
    const inputs = await volumeInputs(dataset, symbol, needed);
    const options = { at, step: inputs.step, seed };
    return {
      symbol,
      asset: inputs.key.asset,
      inputs,
      daily: dailyMarket(inputs.bars, inputs.step),
      result: volumeDrops(inputs, options),
      below: belowLevel(inputs, { ...options, from, to }),
      character: volumeCharacter(inputs, options),
    };
  }));
}
