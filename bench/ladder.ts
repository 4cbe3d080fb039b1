/**
 * Writes bench/LADDER.md: whether other settings of the leverage ladder would rank days better than
 * its defaults, on data that they were not chosen by. Needs ../shared/data.
 * Run: deno run --allow-read --allow-write bench/ladder.ts
 */
import {
  estimateLiquidations,
  LADDER_DEFAULTS,
  type LadderOptions,
} from "../lib/analysis/ladder/ladder.ts";
import { dailyTotals } from "../lib/analysis/wave/daily-totals.ts";
import { spearman } from "../lib/stats/correlation.ts";
import { createRandom } from "../lib/stats/random.ts";
import { stationaryBootstrapOf, take } from "../lib/stats/stationary-bootstrap.ts";
import { formatDate, MINUTE } from "../lib/tables/time.ts";
import { realBars, realRows } from "../tests/real-data.ts";

const HALF_LIVES = [12, 24, 48, 72, 144, 288, 720];
const MIXES: Record<string, Partial<LadderOptions>> = {
  "10 to 100": {},
  "10 to 100, even": { shares: [0.25, 0.25, 0.25, 0.25] },
  "5 to 50": { leverages: [5, 10, 25, 50] },
  "20 to 125": { leverages: [20, 50, 75, 125] },
  "25 alone": { leverages: [25], shares: [1] },
};
const DEFAULT_MIX = "10 to 100";

/** Both sides of one reported source, day by day, and the estimates of every setting beside them. */
interface Compared {
  source: string;
  days: number[];
  reported: [long: number[], short: number[]];
  /** By setting, as in SETTINGS. */
  estimated: [long: number[], short: number[]][];
}

const SETTINGS = HALF_LIVES.flatMap((halfLifeHours) =>
  Object.entries(MIXES).map(([mix, options]) => ({ halfLifeHours, mix, options }))
);
const DEFAULT = SETTINGS.findIndex(({ halfLifeHours, mix }) =>
  halfLifeHours === LADDER_DEFAULTS.halfLifeHours && mix === DEFAULT_MIX
);

function compare(
  source: string,
  asset: string,
  reported: Map<number, [long: number, short: number]>,
): Compared {
  const bars = realBars(`binance-perps-5m/${asset}USDT_perp_5m.csv.gz`);
  const compared: Compared = { source, days: [], reported: [[], []], estimated: [] };
  for (const { halfLifeHours, options } of SETTINGS) {
    const { time, long_usd, short_usd } = dailyTotals(
      estimateLiquidations(bars, { ...options, halfLifeHours }),
      5 * MINUTE,
    );
    const at = [...time.keys()].filter((i) => reported.has(time[i]));
    compared.days = at.map((i) => time[i]);
    compared.estimated.push([at.map((i) => long_usd[i]), at.map((i) => short_usd[i])]);
  }
  for (const day of compared.days) {
    compared.reported.forEach((side, s) => side.push(reported.get(day)![s]));
  }
  return compared;
}

/** Days of a file on which both sides are known. */
function sidesOf(path: string, long: number, short: number, coin?: string) {
  const sides = new Map<number, [number, number]>();
  for (const row of realRows(path)) {
    if (coin !== undefined && row[2] !== coin) continue;
    if (row[long] !== "" && row[short] !== "") {
      sides.set(Number(row[0]), [Number(row[long]), Number(row[short])]);
    }
  }
  return sides;
}

/** Mean of Spearman's rank correlations of longs and shorts, over the days at some positions. */
function agreement(
  { reported, estimated }: Compared,
  setting: number,
  at: ArrayLike<number>,
): number {
  const rho = reported.map((side, s) => spearman(take(estimated[setting][s], at), take(side, at)));
  return (rho[0] + rho[1]) / 2;
}

const all = ({ days }: Compared) => days.map((_, i) => i);

function bestOf(fit: readonly [Compared, number[]][]): number {
  const score = SETTINGS.map((_, s) =>
    fit.reduce((sum, [compared, at]) => sum + agreement(compared, s, at), 0)
  );
  return score.indexOf(Math.max(...score));
}

/** One row: what was chosen on some days, what it is worth on others, and whether that is surely more. */
function tested(
  what: string,
  chosen: number,
  test: Compared,
  at: number[],
): { row: string; isBetter: boolean } {
  const { estimate, interval: [low, high] } = stationaryBootstrapOf(
    at.length,
    (sample) => {
      const days = take(at, sample);
      return agreement(test, chosen, days) - agreement(test, DEFAULT, days);
    },
    { meanBlock: 7, random: createRandom(1), resamples: 2000 },
  );
  const { halfLifeHours, mix } = SETTINGS[chosen];
  const signed = (value: number) => (value < 0 ? "" : "+") + value.toFixed(3);
  const setting = chosen === DEFAULT ? "the default" : `${halfLifeHours} h, ${mix}`;
  const difference = chosen === DEFAULT
    ? "none"
    : `${signed(estimate)} (${signed(low)} to ${signed(high)})`;
  const row = `| ${what} | ${setting} | ${test.source}, ${at.length} days | ${
    agreement(test, DEFAULT, at).toFixed(3)
  } | ${agreement(test, chosen, at).toFixed(3)} | ${difference} |`;
  return { row, isBetter: low > 0 };
}

function grid(compared: Compared): string {
  const at = all(compared);
  const rows = HALF_LIVES.map((hours) => {
    const cells = Object.keys(MIXES).map((mix) => {
      const s = SETTINGS.findIndex((one) => one.halfLifeHours === hours && one.mix === mix);
      const rho = agreement(compared, s, at).toFixed(3);
      return s === DEFAULT ? `**${rho}**` : rho;
    });
    return `| ${hours} h | ${cells.join(" | ")} |`;
  });
  return [
    `${compared.source}, ${at.length} days, ${formatDate(compared.days[0])} to ${
      formatDate(compared.days.at(-1)!)
    }:`,
    "",
    `| half-life | ${Object.keys(MIXES).join(" | ")} |`,
    `| --- |${" --- |".repeat(Object.keys(MIXES).length)}`,
    ...rows,
  ].join("\n");
}

function main(): void {
  const HYPERLIQUID = "hyperliquid/csv/hyperliquid_liquidations_daily.csv";
  const cryptoquant = compare(
    "CryptoQuant BTC",
    "BTC",
    sidesOf("cryptoquant/btc_liquidations_daily_all_exchange_usd.csv", 2, 3),
  );
  const [btc, eth, sol] = ["BTC", "ETH", "SOL"].map((asset) =>
    compare(`Hyperliquid ${asset}`, asset, sidesOf(HYPERLIQUID, 4, 5, asset))
  );
  const days = all(cryptoquant);
  const middle = days.length >> 1;
  const [early, late] = [days.slice(0, middle), days.slice(middle)];
  const onCryptoquant = bestOf([[cryptoquant, days]]), onHyperliquid = bestOf([[btc, all(btc)]]);
  const onBoth = bestOf([[cryptoquant, days], [btc, all(btc)]]);
  const splits = [
    tested("CryptoQuant BTC", onCryptoquant, btc, all(btc)),
    tested("Hyperliquid BTC", onHyperliquid, cryptoquant, days),
    tested("first half of CryptoQuant", bestOf([[cryptoquant, early]]), cryptoquant, late),
    tested("second half of CryptoQuant", bestOf([[cryptoquant, late]]), cryptoquant, early),
    tested("both, BTC", onBoth, eth, all(eth)),
    tested("both, BTC", onBoth, sol, all(sol)),
  ];
  const better = splits.filter(({ isBetter }) => isBetter).length;
  const page = `# Could the leverage ladder be bettered?

The ladder's parameters are plausible guesses (half-life ${LADDER_DEFAULTS.halfLifeHours} h; leverage ${
    LADDER_DEFAULTS.leverages.join(", ")
  } with shares ${LADDER_DEFAULTS.shares.join(", ")}). ${SETTINGS.length}
settings are tried here: ${HALF_LIVES.length} half-lives of positions by ${
    Object.keys(MIXES).length
  } mixes of leverage. What counts is the mean of
Spearman's rank correlations of longs and of shorts with reported daily totals; the 5-minute bars are
Binance's. Written by \`deno run --allow-read --allow-write bench/ladder.ts\`.

## Chosen on some days, tested on others

Each row takes the setting that ranks best on the days of its first column, and tests it on days that
had no part in the choice. The interval is a stationary bootstrap of the tested days (mean block 7, 2,000
resamples, both settings on the same days).

| chosen on | setting | tested on | default | chosen | difference (95%) |
| --- | --- | --- | --- | --- | --- |
${splits.map(({ row }) => row).join("\n")}

In **${better} of ${splits.length}** tests the setting that was chosen is surely better than the default; ${
    better > splits.length / 2 ? "the defaults should follow it." : "the\ndefaults stay."
  }

## The plateau

All settings on all days; the default is bold. It stands on a plateau of half-lives from two days on and
of mixes that reach a leverage of 100; a single leverage, or none above 50, ranks Bitcoin's days worse.

${[cryptoquant, btc, eth, sol].map(grid).join("\n\n")}

Sources: liquidations by Crypto Market Data (Ercin Dedeoglu, CC BY 4.0) and 0xknxwledge (Unlicense); bars
Harthor/marketlab 6135a75.
`;
  Deno.writeTextFileSync(new URL("LADDER.md", import.meta.url), page);
}

if (import.meta.main) main();
