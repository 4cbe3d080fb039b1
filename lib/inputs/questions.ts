import type { CoverageRow } from "../dataset/data-check.ts";
import type { TableName } from "../tables/schema.ts";
import { DAY, HOUR, intervalMs, MINUTE, parseTime } from "../tables/time.ts";
import { venueName } from "../tables/venue-name.ts";

/** One question of the notebooks, and what a dataset holds for it in a window. */
export interface QuestionLine {
  check: string;
  /** `fine`: all that it needs; `look`: a part of it; `unknown`: nothing, so not testable. */
  state: "fine" | "look" | "unknown";
  finding: string;
}

/** What an analysis of a question reads. */
interface Need {
  question: string;
  tables: TableName[];
  /** The longest bars that serve, in ms. */
  step?: number;
  /** Days before the window that the analysis looks back on. */
  history?: number;
  /** Assets that it compares. */
  assets?: number;
  /** Whether one venue is only a part of the answer. */
  market?: boolean;
  /** What happens without. */
  otherwise: string;
}

const LIQUIDATIONS: TableName[] = ["liquidations", "liquidation_totals"];
const NEEDS: readonly Need[] = [
  {
    question: "Visits to a price zone (C4, C5)",
    tables: ["candles"],
    step: HOUR,
    history: 30,
    otherwise: "no bars of an hour or less: not testable",
  },
  {
    question: "Liquidations in dollars (C1)",
    tables: LIQUIDATIONS,
    step: DAY,
    market: true,
    otherwise: "none reported: estimated from bars, which cannot settle dollars",
  },
  {
    question: "Liquidations one by one",
    tables: ["liquidations"],
    otherwise: "none: self-excitation is not testable",
  },
  {
    question: "Order of assets in a cascade (C6)",
    tables: ["candles"],
    step: 5 * MINUTE,
    history: 14,
    assets: 2,
    otherwise: "no bars of 5 minutes or less: not testable",
  },
  {
    question: "Concentration in the majors (C2)",
    tables: ["candles"],
    step: HOUR,
    history: 224,
    assets: 20,
    otherwise: "no bars of an hour or less: not testable",
  },
  {
    question: "Open interest (C3, C8)",
    tables: ["open_interest"],
    step: DAY,
    history: 180,
    otherwise: "none: not testable; to get it: deno task fetch --tables open_interest",
  },
  {
    question: "Volume against optimism (C7)",
    tables: ["candles"],
    step: DAY,
    history: 365,
    otherwise: "no bars: not testable",
  },
  {
    question: "Funding's reset (C9)",
    tables: ["funding"],
    history: 180,
    otherwise: "none: not testable; to get it: deno task fetch --tables funding",
  },
  {
    question: "Events like this one (C10)",
    tables: ["candles"],
    step: HOUR,
    history: 180,
    otherwise: "no bars of an hour or less: not testable",
  },
  {
    question: "Order book depth (C11)",
    tables: ["depth"],
    otherwise: "none: not testable; to get it: deno task fetch --tables depth",
  },
];

/** Series of one venue and interval, for one question. */
interface Held {
  venue: string;
  interval: string;
  /** Assets with rows in the window: the share of it, and days before it. */
  assets: { asset: string; share: number; history: number }[];
}

/** Assets that the story of the wave names. */
const NAMED = 5;

/**
 * What a dataset can carry in a window: for each question of the notebooks the venue that knows most
 * assets for longest, with the share of the window and the days before it that are there.
 *
 * @example questions(check.coverage, { from, to }).filter(({ state }) => state === "unknown")
 */
export function questions(
  coverage: readonly CoverageRow[],
  window: { from: number; to: number },
): QuestionLine[] {
  // The questions are about perpetuals: the notebooks ask nothing of spot alone.
  const perpetual = coverage.filter(({ market }) => market !== "spot");
  return NEEDS.map((need) => {
    const check = need.question;
    const best = widest(perpetual, need, window);
    if (!best) return { check, state: "unknown", finding: need.otherwise };
    const { history = 0, assets = 1, market = false } = need;
    const whole = best.assets.filter(({ share }) => share > 0.99).length >= assets &&
      shortest(best) >= history && (!market || best.venue === "all");
    return { check, state: whole ? "fine" : "look", finding: told(best, need) };
  });
}

function told(held: Held, { history = 0, assets: least = 1, market = false }: Need): string {
  const { venue, interval, assets } = held;
  const shares = assets.map(({ share }) => Math.round(share * 100));
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const who = assets.length > 6
    ? `${assets.length} assets`
    : assets.map(({ asset }) => asset).join(", ");
  const clauses = [
    `${[venueName(venue), interval].join(" ").trim()}: ${who}` +
    (assets.length < least ? `, of ${least} needed` : ""),
    `${low === high ? `${low}%` : `${low}% to ${high}%`} of the window`,
  ];
  if (history > 0) clauses.push(`${Math.floor(shortest(held))} days before it, ${history} needed`);
  if (market && venue !== "all") clauses.push("the market's are more");
  return clauses.join("; ");
}

function shortest({ assets }: Held): number {
  return Math.min(...assets.map(({ history }) => history));
}

function widest(
  coverage: readonly CoverageRow[],
  { tables, step, assets: least = 1, history = 0 }: Need,
  window: { from: number; to: number },
): Held | undefined {
  const groups = new Map<string, Held>();
  for (const row of coverage) {
    if (!tables.includes(row.table) || row.kind !== "trade") continue;
    const length = /^\d/.test(row.interval) ? intervalMs(row.interval) : 0;
    if (step !== undefined && length > step) continue;
    const from = Math.max(parseTime(row.from), window.from);
    const to = Math.min(parseTime(row.to) + length, window.to);
    if (to <= from) continue;
    const interval = length > 0 ? row.interval : "";
    const id = `${row.venue} ${interval}`;
    const held = groups.get(id) ?? { venue: row.venue, interval, assets: [] };
    groups.set(id, held);
    if (held.assets.some(({ asset }) => asset === row.asset)) continue;
    held.assets.push({
      asset: row.asset,
      share: (to - from) / (window.to - window.from) * (row.complete ?? 1),
      history: Math.max(0, (window.from - parseTime(row.from)) / DAY),
    });
  }
  // More assets than the story names are worth something only where that many are compared.
  const most = Math.max(NAMED, least);
  const worth = (held: Held) =>
    held.assets.map(({ share }) => share).sort((a, b) => b - a).slice(0, most)
      .reduce((sum, share) => sum + share, 0) + Math.min(1, shortest(held) / (history || 1));
  return [...groups.values()].sort((a, b) => worth(b) - worth(a))[0];
}
