import { parseSize, parseTheme } from "../charts/look.ts";
import { SIZES, THEMES } from "../charts/theme.ts";
import { UserError } from "../errors.ts";
import { FETCH_TABLES, type FetchTable, type Provider, PROVIDERS } from "../fetch/request.ts";
import { didYouMean } from "../nearest.ts";
import { intervalMs, parseTime } from "../tables/time.ts";

/** One option of the command line: how its value is written, read and explained. */
export interface Option<T> {
  /** How the value is written in help, as `DIR`; a flag has none. */
  value?: string;
  help: string;
  /** May be given more than once; the values are collected in an array. */
  repeatable?: boolean;
  /** @throws UserError that says what a value looks like */
  parse: (text: string) => T;
}

const text = (text: string) => text;
const flag = () => true;

/** The one vocabulary of all commands: an option means the same wherever it is accepted. */
export const VOCABULARY = {
  data: { value: "DIR", help: "dataset to read from", parse: text },
  out: { value: "DIR", help: "folder to write to", parse: text },
  symbols: {
    value: "LIST",
    help: "symbols or assets, as BTCUSDT,ETHUSDT or BTC (its perpetuals on all venues)",
    parse: parseSymbols,
  },
  from: { value: "TIME", help: "start of the window, UTC", parse: parseTime },
  to: { value: "TIME", help: "end of the window, UTC, exclusive", parse: parseTime },
  at: {
    value: "TIME",
    help: "an event, UTC; repeatable (default: the window's most severe cascade)",
    repeatable: true,
    parse: parseTime,
  },
  zone: {
    value: "LO:HI",
    help: "a price zone, as 92800:93900; repeatable",
    repeatable: true,
    parse: parseZone,
  },
  interval: { value: "1h", help: "length of a bar", parse: parseInterval },
  events: {
    value: "FILE",
    help: "calendar of macro events, CSV of time,name,importance (default: the Fed's decisions)",
    parse: text,
  },
  size: {
    value: "NAME",
    help: `charts for ${Object.keys(SIZES).join(", ")}`,
    parse: parseSize,
  },
  theme: {
    value: Object.keys(THEMES).join("|"),
    help: "ground of the charts (default: light)",
    parse: parseTheme,
  },
  outline: {
    help: "text of SVG and PDF as paths, for programs without its font",
    parse: flag,
  },
  seed: { value: "N", help: "seed of everything random", parse: parseSeed },
  json: { help: "write JSON to standard output", parse: flag },
  help: { help: "show this help", parse: flag },
  source: { value: "NAME", help: "format of the files, when it is not recognised", parse: text },
  symbol: { value: "SYMBOL", help: "symbol of files that do not name one", parse: parseSymbol },
  venue: { value: "NAME", help: "venue of files that do not name one", parse: parseVenue },
  market: {
    value: "spot|linear|inverse",
    help: "market of files that do not name one",
    parse: parseMarket,
  },
  kind: {
    value: "mark|index",
    help: "price of bars that are none of trades, where the file does not tell",
    parse: parseKind,
  },
  mapping: { value: "FILE", help: "columns and units of a CSV or Parquet file", parse: text },
  compare: {
    value: "DIR",
    help: "an earlier report, or its summary.json: shows which verdicts and figures changed",
    parse: text,
  },
  only: { value: "LIST", help: "notebooks (of bench: rows) to run, as 02,04", parse: parseList },
  quick: { help: "small inputs: shows that everything runs, not how fast", parse: flag },
  tables: {
    value: "LIST",
    help: `tables to fetch, of ${FETCH_TABLES.join(",")}`,
    parse: (text: string): FetchTable[] => parseNames(text, FETCH_TABLES, "table"),
  },
  providers: {
    value: "LIST",
    help: `where to fetch from, of ${Object.keys(PROVIDERS).join(",")}`,
    parse: (text: string): Provider[] =>
      parseNames(text, Object.keys(PROVIDERS) as Provider[], "provider"),
  },
  "base-url": { value: "URL", help: "a mirror to fetch from instead", parse: parseBaseUrl },
} as const satisfies Record<string, Option<unknown>>;

export type OptionName = keyof typeof VOCABULARY;

function parseList(text: string): string[] {
  const items = text.split(",").map((item) => item.trim());
  if (items.some((item) => item === "")) {
    throw new UserError(`"${text}" has an empty item: write a,b without a comma at the end`);
  }
  return [...new Set(items)];
}

function parseNames<N extends string>(text: string, known: readonly N[], what: string): N[] {
  return parseList(text).map((item) => {
    const name = known.find((name) => name === item);
    if (name !== undefined) return name;
    throw new UserError(
      `"${item}" is no ${what}${didYouMean(item, known)} (known: ${known.join(", ")})`,
    );
  });
}

/** As they name series: a symbol in capitals, a venue in small letters. */
const NAME = /^[A-Z0-9][A-Z0-9._-]{0,39}$/i;

function parseSymbols(text: string): string[] {
  const symbols = parseList(text).map((symbol) => symbol.toUpperCase());
  for (const symbol of symbols) {
    if (!NAME.test(symbol)) throw new UserError(`"${symbol}" is no symbol: write BTCUSDT,ETHUSDT`);
  }
  return symbols;
}

function parseSymbol(text: string): string {
  if (NAME.test(text)) return text.toUpperCase();
  throw new UserError(`"${text}" is no symbol: write one, as BTCUSDT`);
}

function parseKind(text: string): "mark" | "index" {
  if (text === "mark" || text === "index") return text;
  throw new UserError(`"${text}" is neither mark nor index`);
}

function parseVenue(text: string): string {
  if (NAME.test(text)) return text.toLowerCase();
  throw new UserError(`"${text}" is no venue: write one, as binance`);
}

function parseZone(text: string): [number, number] {
  const match = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(text.replaceAll("_", ""));
  if (!match) throw new UserError(`"${text}" is no zone: write LO:HI, as 92800:93900`);
  const [lo, hi] = [Number(match[1]), Number(match[2])];
  if (lo > hi) throw new UserError(`zone ${text} is upside down: write ${hi}:${lo}`);
  if (lo === hi) throw new UserError(`zone ${text} has no width: its ends must differ`);
  if (lo === 0) throw new UserError(`zone ${text} starts at 0: prices are positive`);
  return [lo, hi];
}

function parseBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search ||
    url.hash
  ) {
    throw new UserError("that is no base URL: write https://HOST or http://127.0.0.1:PORT");
  }
  return url.href.replace(/\/+$/, "");
}

function parseInterval(text: string): string {
  intervalMs(text);
  return text;
}

function parseSeed(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new UserError(`"${text}" is no seed: write a whole number up to 999999999`);
  }
  return Number(text);
}

function parseMarket(text: string): "spot" | "linear" | "inverse" {
  if (text === "spot" || text === "linear" || text === "inverse") return text;
  throw new UserError(`"${text}" is no market: write spot, linear or inverse`);
}
