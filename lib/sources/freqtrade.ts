import { UserError } from "../errors.ts";
import { emptyColumns } from "../tables/columns.ts";
import { assetOf, type Kind, type Market, type SeriesKey } from "../tables/keys.ts";
import { arrowRows, isArrowFile } from "./arrow-file.ts";
import type { RawFile, Read, ReadOptions, Source } from "./source.ts";

const NAME =
  /^([A-Z0-9]{1,20})_([A-Z0-9]{1,10})(?:_([A-Z0-9]{1,10}))?-(\d{1,3}[smhdw])(?:-(futures|mark|index|premiumIndex|funding_rate))?\.feather$/i;
const KINDS: Record<string, Kind> = { mark: "mark", index: "index", premiumindex: "premium" };
const PRICES = ["open", "high", "low", "close"] as const;

/**
 * Candles as freqtrade stores them: `BTC_USDT_USDT-5m-futures.feather`, `-mark`, `-funding_rate`, and
 * `BTC_USDT-5m.feather` for spot. The name, not the file, tells symbol, interval and kind; it does not
 * tell the venue: that is Binance unless `venue` says otherwise. Funding files keep the rate in
 * `open`, and the interval in their name is not that of the settlements.
 */
export const freqtrade: Source = {
  name: "freqtrade",
  title: "freqtrade candles and funding (feather); venue Binance unless --venue names another",
  verified: true,
  licence: "terms of the exchange that the candles were downloaded from",
  recognises: (name, head) => isArrowFile(head) && NAME.test(name),
  read,
};

async function* read(file: RawFile, options: ReadOptions): AsyncGenerator<Read> {
  const key = keyOf(file.name, options);
  if (!options.venue) {
    yield { warning: "freqtrade names no exchange: taken as binance (--venue to overrule)" };
  }
  let line = 1;
  for await (const { times, numbers } of arrowRows(file)) {
    const time = times.get("date");
    const [open, high, low, close] = PRICES.map((name) => numbers.get(name));
    const volume = numbers.get("volume");
    if (!time || !open || !high || !low || !close || !volume) {
      const there = [...times.keys(), ...numbers.keys()].join(", ").slice(0, 200);
      throw new UserError(
        `${file.name}: no freqtrade file: it wants date (timestamp) and open, high, low, close, ` +
          `volume (float64), and of these kinds has ${there || "none"}`,
      );
    }
    const lines = Float64Array.from(time, (_, i) => line + i);
    line += time.length;
    if (key.table === "funding") {
      const columns = { ...emptyColumns("funding", time.length), time, rate: open };
      yield { batch: { key, columns, lines } };
    } else {
      // Only trades have a volume; freqtrade writes 0 or a leftover where there is none.
      const known = key.kind === "trade" ? { volume } : {};
      const bars = { ...emptyColumns("candles", time.length), time, open, high, low, close };
      yield { batch: { key, columns: { ...bars, ...known }, lines } };
    }
  }
}

function keyOf(name: string, options: ReadOptions): SeriesKey {
  const match = NAME.exec(name);
  if (!match) {
    throw new UserError(
      `${name}: freqtrade files are called BTC_USDT_USDT-5m-futures.feather; ` +
        `rename it so: only the name tells symbol, interval and kind`,
    );
  }
  const [base, quote, settle] = match.slice(1, 4).map((part) => part?.toUpperCase());
  const type = (match[5] ?? "").toLowerCase();
  const market: Market = !settle ? "spot" : settle === base ? "inverse" : "linear";
  if (market === "spot" && type !== "") {
    throw new UserError(`${name}: ${type} needs a settlement coin, as BTC_USDT_USDT-1h-${type}`);
  }
  const venue = options.venue ?? "binance";
  const symbol = base + quote + (market === "inverse" && venue === "binance" ? "_PERP" : "");
  const funding = type === "funding_rate";
  return {
    table: funding ? "funding" : "candles",
    venue,
    market,
    symbol,
    asset: assetOf(symbol),
    kind: KINDS[type] ?? "trade",
    interval: funding ? "settlement" : match[4],
    basis: "reported",
  };
}
