import { UserError } from "../errors.ts";
import { fieldsOfJson } from "../sources/json.ts";
import { assetOf } from "../tables/keys.ts";
import { formatDate } from "../tables/time.ts";
import type { ApiFile } from "./api-file.ts";
import { nextMonth } from "./plan.ts";
import { PROVIDERS, type Wanted } from "./request.ts";
import type { Web } from "./web.ts";

/** Rows that one answer holds at most. */
const PAGE = 500;
const PAGE_LIMIT = 1 << 20;
/** A page weighs 20 + 500/20 of the 1200 that a minute allows an address: 26 pages. */
export const HYPERLIQUID_SPACING = 2400;

/**
 * Hyperliquid's hourly funding of the assets that are wanted, a file for each month of the window.
 *
 * @example hyperliquidFiles(wanted)[0].path // "info/fundingHistory/BTC/BTC-fundingHistory-….json"
 */
export function hyperliquidFiles({ symbols, tables, from, to }: Wanted): ApiFile[] {
  if (!tables.includes("funding")) return [];
  const files: ApiFile[] = [];
  for (const coin of new Set(symbols.map(coinOf))) {
    for (let start = from; start < to; start = nextMonth(start)) {
      const end = Math.min(to, nextMonth(start));
      const name = `${coin}-fundingHistory-${formatDate(start)}_${formatDate(end)}.json`;
      files.push({
        path: `info/fundingHistory/${coin}/${name}`,
        series: `hyperliquid fundingHistory ${coin}`,
        from: start,
        to: end,
        fetch: (web) => fundingHistory(web, coin, start, end),
      });
    }
  }
  return files;
}

/** Hyperliquid's coin of a symbol; its `kPEPE` is the `1000PEPE` of others. */
export function coinOf(symbol: string): string {
  return assetOf(symbol).replace(/^1000(?=[A-Z])/, "k");
}

/**
 * All rows of a window, page after page, as one list.
 *
 * @throws UserError when an answer is none of funding
 */
async function fundingHistory(
  web: Web,
  coin: string,
  from: number,
  to: number,
): Promise<string | undefined> {
  const url = `${PROVIDERS.hyperliquid}/info`;
  const rows: unknown[] = [];
  for (let start = from; start < to;) {
    const body = JSON.stringify({
      type: "fundingHistory",
      coin,
      startTime: start,
      endTime: to - 1,
    });
    const text = await web.text({ url, body }, PAGE_LIMIT);
    // An unknown coin is answered with null.
    const page = text === undefined || text === "null" ? [] : rowsOf(text, coin, start, to);
    rows.push(...page);
    if (page.length < PAGE) break;
    start = timeOf(page[page.length - 1]) + 1;
  }
  return rows.length > 0 ? JSON.stringify(rows) : undefined;
}

function rowsOf(text: string, coin: string, from: number, to: number): unknown[] {
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch {
    rows = undefined;
  }
  let last = from;
  const fitting = Array.isArray(rows) && rows.every((row) => {
    const time = timeOf(row), before = last;
    last = time;
    return fieldsOfJson(row)?.coin === coin && time >= before && time < to;
  });
  if (fitting) return rows as unknown[];
  throw new UserError(
    `${PROVIDERS.hyperliquid}/info: the answer is not the funding of ${coin} in order of time; ` +
      `nothing of it was taken`,
  );
}

function timeOf(row: unknown): number {
  const time = fieldsOfJson(row)?.time;
  return typeof time === "number" ? time : NaN;
}
