import type { DescribedFigure } from "../analysis/wave/day-fit.ts";

/** The wave as it was told: the figures that C1 tests and that a day is searched for. */
export const EVENT_FIGURES: readonly DescribedFigure[] = [
  { asset: "total", usd: 400e6, at_least: true },
  { asset: "ETH", usd: 180e6, at_least: true },
  { asset: "BTC", usd: 177e6, at_least: false },
];

/** Assets that lost considerably, by the same account. */
export const OTHER_LOSERS = ["SOL", "DOGE", "ZEC"] as const;
