import type { Interval } from "../analysis/result.ts";
import type { LiquidationWave, WaveSource } from "../analysis/wave/wave.ts";
import { OTHER_LOSERS } from "./event-figures.ts";
import { venueName } from "../tables/venue-name.ts";
import { percent, usd } from "../words/numbers.ts";
import type { Answer, Verdict } from "./verdict.ts";

const TOTAL = 400e6, ETH = 180e6, BTC = 177e6, TOLERANCE = 0.15;

/**
 * C1: liquidations exceeded $400M, ETH over $180M and BTC about $177M, the rest in SOL, DOGE, ZEC.
 *
 * Supported on reported data when the total is over 400M, ETH over 180M, BTC within 15% of 177M, and
 * SOL, DOGE and ZEC each over 0. Contradicted on reported data of the whole market when a threshold
 * is clearly missed: total or ETH by more than 15%, BTC by more than 30%, or one of the others is 0.
 * One venue or a throttled feed undercounts, so a miss there says nothing. Estimates settle nothing
 * in dollars: they are inconclusive, and the prediction interval of BTC says how far off they are.
 * Judged by the widest source that knows both BTC and ETH; not testable without one.
 *
 * @param btcInterval prediction interval of estimated BTC dollars, where there is one
 * @example c1(liquidationWave(series, { from, to })).verdict
 */
export function c1(wave: LiquidationWave, btcInterval: Interval | null = null): Verdict {
  const verdict: Verdict = {
    claim: "C1",
    statement: "Liquidations exceeded $400M: ETH over $180M, BTC about $177M, the rest in SOL, " +
      "DOGE, ZEC and others",
    verdict: "not testable",
    figure: "no liquidations",
    interval: null,
    p: null,
    n: null,
    basis: "reported",
    reason: wave.not_testable ?? "no source knows the liquidations of both BTC and ETH",
    smallest_effect: null,
  };
  const source = widest(wave.sources);
  if (!source) return verdict;
  const measured = {
    ...verdict,
    figure: `${usd(source.total_usd ?? 0)} in all; ${
      source.by_asset.slice(0, 5).map((one) => `${one.asset} ${usd(one.total_usd ?? 0)}`).join(", ")
    } (${nameOf(source)})`,
    n: source.by_asset.length,
    basis: source.basis,
  };
  const others = wave.sources.filter((one) => one !== source).map((one) => {
    // A total of fewer assets must not be taken for one of all.
    const partly = one.by_asset.length < source.by_asset.length
      ? ` in ${one.by_asset.map(({ asset }) => asset).join(", ")}`
      : "";
    return `${usd(one.total_usd ?? 0)} by ${nameOf(one)} (${one.basis})${partly}`;
  });
  const beside = others.length > 0 ? `; beside it ${others.join(", ")}` : "";
  return source.basis === "estimated"
    ? { ...measured, ...onEstimates(source, btcInterval, beside) }
    : { ...measured, ...onReports(source, beside) };
}

function nameOf({ venue, coverage }: WaveSource): string {
  return coverage === "model" ? `the ladder on ${venueName(venue)} bars` : venueName(venue);
}

function widest(sources: readonly WaveSource[]): WaveSource | undefined {
  const order = ["market", "venue", "throttled", "model"];
  return sources
    .filter((source) => amount(source, "BTC") !== null && amount(source, "ETH") !== null)
    .sort((a, b) => order.indexOf(a.coverage) - order.indexOf(b.coverage))[0];
}

function amount(source: WaveSource, asset: string): number | null {
  return source.by_asset.find((one) => one.asset === asset)?.total_usd ?? null;
}

type Judgement = Pick<Verdict, "verdict" | "reason" | "interval" | "smallest_effect">;

function onReports(source: WaveSource, beside: string): Judgement {
  const btc = amount(source, "BTC") ?? 0, eth = amount(source, "ETH") ?? 0;
  const total = source.total_usd ?? 0;
  const rest = OTHER_LOSERS.map((asset) => amount(source, asset));
  const off = Math.abs(btc / BTC - 1);
  const met = total > TOTAL && eth > ETH && off <= TOLERANCE &&
    rest.every((value) => value !== null && value > 0);
  const missed = total < (1 - TOLERANCE) * TOTAL || eth < (1 - TOLERANCE) * ETH ||
    off > 2 * TOLERANCE || rest.some((value) => value === 0);
  const whole = source.coverage === "market" && source.covered > 0.99;
  const verdict: Answer = met ? "supported" : missed && whole ? "contradicted" : "inconclusive";
  const clauses = [
    `total ${usd(total)} of over ${usd(TOTAL)}`,
    `ETH ${usd(eth)} of over ${usd(ETH)}`,
    `BTC off ${usd(BTC)} by ${percent(off, 0)}`,
  ];
  const why = !whole && !met ? `; ${source.note}` : "";
  return {
    verdict,
    reason: clauses.join(", ") + why + beside,
    interval: null,
    smallest_effect: verdict === "inconclusive"
      ? "data of all exchanges would decide at a miss of 15% (BTC: 30%)"
      : null,
  };
}

function onEstimates(source: WaveSource, interval: Interval | null, beside: string): Judgement {
  const misses = interval !== null &&
    (interval[1] < (1 - TOLERANCE) * BTC || interval[0] > (1 + TOLERANCE) * BTC);
  const range = interval
    ? `; reported BTC would lie between ${usd(interval[0])} and ${usd(interval[1])}${
      misses ? `, off ${usd(BTC)} by more than ${percent(TOLERANCE, 0)}` : ""
    }`
    : "";
  return {
    verdict: "inconclusive",
    reason: `${source.note}: estimates cannot settle a claim in dollars${range}${beside}`,
    interval,
    smallest_effect: "none on estimates: reported liquidations of all exchanges would decide",
  };
}
