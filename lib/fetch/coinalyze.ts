import { UserError } from "../errors.ts";
import { fieldsOfJson } from "../sources/json.ts";
import { isCoinMargined } from "../sources/series-of.ts";
import { formatDate, intervalMs } from "../tables/time.ts";
import type { ApiFile } from "./api-file.ts";
import { binanceSymbol } from "./plan.ts";
import { type FetchTable, PROVIDERS, type Wanted } from "./request.ts";
import type { Web } from "./web.ts";

/** Forty calls a minute are allowed, and each symbol counts as one. */
export const COINALYZE_SPACING = 1600;
const ANSWER_LIMIT = 64 << 20;

/** Coinalyze's bars by our interval, finest first. */
const BARS: readonly (readonly [string, string])[] = [
  ["1m", "1min"],
  ["5m", "5min"],
  ["15m", "15min"],
  ["30m", "30min"],
  ["1h", "1hour"],
  ["2h", "2hour"],
  ["4h", "4hour"],
  ["6h", "6hour"],
  ["12h", "12hour"],
  ["1d", "daily"],
];
/** Settlements are hours apart: bars of 6 hours and more would step over some. */
const FUNDING_BARS = BARS.filter(([ours]) => ["1h", "2h", "4h"].includes(ours));

/** Bars of less than a day are kept for 1,500 to 2,000 of them; days for ever. */
const KEPT = 1500;

/** Endpoint by table, and what the readers look for in the name of a file. */
const HISTORIES: { [table in FetchTable]?: { endpoint: string; label: string; query: string } } = {
  open_interest: { endpoint: "open-interest-history", label: "open-interest", query: "" },
  // In coins they could not become USD without prices.
  liquidations: {
    endpoint: "liquidation-history",
    label: "liquidation-usd",
    query: "&convert_to_usd=true",
  },
  funding: { endpoint: "funding-rate-history", label: "funding", query: "" },
};

/**
 * Coinalyze's histories of the symbols on Binance, one call each, in bars as fine as it still has
 * for the window.
 *
 * @param key the user's key; it goes into the `api_key` header, and nowhere else
 * @throws UserError when a symbol can be none of Binance
 * @example coinalyzeFiles(wanted, key).map(({ path }) => path)
 */
export function coinalyzeFiles(wanted: Wanted, key: string): ApiFile[] {
  const { symbols, tables, from, to } = wanted;
  const files: ApiFile[] = [];
  for (const symbol of new Set(symbols.map(binanceSymbol))) {
    // Contracts with an end have codes that only Coinalyze's list of markets tells.
    if (/_\d/.test(symbol)) continue;
    const code = `${symbol}${isCoinMargined(symbol) ? "" : "_PERP"}.A`;
    for (const table of tables) {
      const history = HISTORIES[table];
      if (!history) continue;
      const { endpoint, label, query } = history;
      const interval = coinalyzeInterval(table, wanted);
      const span = `${formatDate(from)}_${formatDate(to)}`;
      const url = `${PROVIDERS.coinalyze}/v1/${endpoint}?symbols=${code}&interval=${interval}` +
        `&from=${from / 1000}&to=${to / 1000 - 1}${query}`;
      files.push({
        path: `v1/${endpoint}/${code}/${code}-${label}-${interval}-${span}.json`,
        series: `coinalyze ${endpoint} ${code}`,
        from,
        to,
        // What it has no more is missing, and need not be asked for.
        fetch: interval
          ? (web) => historyOf(web, url, code, key)
          : () => Promise.resolve(undefined),
      });
    }
  }
  return files;
}

/**
 * Coinalyze's name of the finest bars, from the interval that is wanted on, which it still has for
 * the whole window; undefined where it has none.
 *
 * @example coinalyzeInterval("liquidations", { interval: "5m", from: now - 30 * DAY, now }) // "1hour"
 */
export function coinalyzeInterval(
  table: FetchTable,
  { interval, from, now }: Pick<Wanted, "interval" | "from" | "now">,
): string | undefined {
  for (const [ours, theirs] of table === "funding" ? FUNDING_BARS : BARS) {
    const step = intervalMs(ours);
    if (ours === "1d") return theirs;
    if ((table === "funding" || step >= intervalMs(interval)) && now - from <= KEPT * step) {
      return theirs;
    }
  }
}

async function historyOf(
  web: Web,
  url: string,
  code: string,
  key: string,
): Promise<string | undefined> {
  const text = await web.text({
    url,
    headers: { api_key: key },
    refusal: ": Coinalyze does not accept the key in COINALYZE_API_KEY",
  }, ANSWER_LIMIT);
  if (text === undefined) return undefined;
  // Raw files are passed on; a host that echoes headers must not put the key into one.
  if (text.includes(key)) {
    throw new UserError(`${url}: the answer repeats the key; nothing of it was taken`);
  }
  const points = pointsOf(text, code);
  if (points === undefined) {
    throw new UserError(`${url}: the answer is no history of ${code}; nothing of it was taken`);
  }
  return points > 0 ? text : undefined;
}

/** Points of the one symbol asked for; undefined where the answer is something else. */
function pointsOf(text: string, code: string): number | undefined {
  let items: unknown;
  try {
    items = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(items)) return undefined;
  let points = 0;
  for (const item of items) {
    const fields = fieldsOfJson(item);
    if (fields?.symbol !== code || !Array.isArray(fields.history)) return undefined;
    points += fields.history.length;
  }
  return points;
}
