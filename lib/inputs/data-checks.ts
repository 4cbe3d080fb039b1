import type { CoverageRow, DataCheck } from "../dataset/data-check.ts";
import { TABLES } from "../tables/schema.ts";
import { dateTime } from "../words/dates.ts";
import { count, fixed, significant } from "../words/numbers.ts";
import type { PriceCheck, SideCheck } from "./cross-checks.ts";
import type { Overlap } from "./overlaps.ts";

/** One question about a dataset, answered in a line. */
export interface CheckLine {
  check: string;
  /** `fine`; `look`: something to know before the figures are believed; `unknown`: cannot be told. */
  state: "fine" | "look" | "unknown";
  finding: string;
}

/** Everything that is known of a dataset. */
export interface Known {
  check: DataCheck;
  overlaps: readonly Overlap[];
  prices: readonly PriceCheck[];
  sides: readonly SideCheck[];
}

/** Hours after which the newest row is old: analysts read last week's events. */
const OLD_HOURS = 48;

/**
 * What a dataset can and cannot carry, a line for each question that an analyst should ask of it.
 *
 * @example dataChecks({ check, overlaps, prices, sides }).filter(({ state }) => state === "look")
 */
export function dataChecks({ check, overlaps, prices, sides }: Known): CheckLine[] {
  return [
    contents(check.coverage),
    basis(check.coverage),
    gaps(check.coverage),
    rejects(check),
    duplicates(check),
    intervals(overlaps),
    quoteVolume(overlaps, check.coverage),
    impliedPrices(prices),
    liquidationSides(sides),
    units(check),
    readers(check),
    licences(check),
    age(check),
  ];
}

function contents(coverage: readonly CoverageRow[]): CheckLine {
  const present = new Set(coverage.map(({ table }) => table));
  // Single liquidations and their totals serve the same questions.
  const wanted = Object.keys(TABLES).filter((table) => table !== "liquidation_totals");
  const absent = wanted.filter((table) =>
    !present.has(table as CoverageRow["table"]) &&
    !(table === "liquidations" && present.has("liquidation_totals"))
  );
  const assets = new Set(coverage.map(({ asset }) => asset)).size;
  const there = `${fixed(coverage.length)} series of ${count(assets, "asset")}, ` +
    `${fixed(sum(coverage.map(({ rows }) => rows)))} rows`;
  return line(
    "What there is",
    absent.length === 0,
    absent.length === 0 ? there : `${there}; no ${absent.map(words).join(", no ")}`,
  );
}

function basis(coverage: readonly CoverageRow[]): CheckLine {
  const made = coverage.filter(({ basis }) => basis !== "reported");
  if (made.length === 0) return line("Basis", true, "all series are reported by venues");
  const kinds = [...new Set(made.map(({ basis }) => basis))].join(" and ");
  return line("Basis", false, `${of(made.length, coverage.length)} series are ${kinds}`);
}

function gaps(coverage: readonly CoverageRow[]): CheckLine {
  const timed = coverage.filter(({ missing }) => missing !== null);
  if (timed.length === 0) return unknown("Gaps", "no series keeps a timetable");
  const gappy = timed.filter(({ missing }) => missing! > 0);
  const missing = sum(timed.map(({ missing }) => missing!));
  if (missing === 0) {
    return line("Gaps", true, `no row is missing in ${count(timed.length, "series", "series")}`);
  }
  const worst = gappy.reduce((a, b) => a.missing! >= b.missing! ? a : b);
  const all = sum(timed.map(({ rows }) => rows)) + missing;
  return line(
    "Gaps",
    false,
    `${of(gappy.length, timed.length)} series miss ${fixed(missing)} rows (${
      share(missing / all)
    }), ` +
      `most ${nameOf(worst.series)}: ${fixed(worst.missing!)}`,
  );
}

function rejects({ files, rejects }: DataCheck): CheckLine {
  const rejected = sum(files.map(({ rejected }) => rejected));
  if (rejected === 0) return line("Rejected rows", true, "none");
  const [most] = rejects;
  return line(
    "Rejected rows",
    false,
    `${of(rejected, sum(files.map(({ rows }) => rows)))}; most in ${most.file}: ${most.reason}`,
  );
}

function duplicates({ files, differences }: DataCheck): CheckLine {
  const twice = sum(files.map(({ duplicates }) => duplicates));
  const different = sum(files.map(({ differences }) => differences));
  if (twice + different === 0) return line("Rows told twice", true, "none");
  if (different === 0) return line("Rows told twice", true, `${fixed(twice)}, all say the same`);
  const [first] = differences;
  return line(
    "Rows told twice",
    false,
    `${fixed(twice)} say the same, ${fixed(different)} differ from the source that is kept` +
      (first ? `; first ${first.column} of ${nameOf(first.series)} at ${first.time}` : ""),
  );
}

function intervals(overlaps: readonly Overlap[]): CheckLine {
  const name = "Two intervals of a market";
  if (overlaps.length === 0) {
    return unknown(name, "no market has bars of two intervals that overlap");
  }
  const bars = sum(overlaps.map(({ overlapping }) => overlapping));
  const different = overlaps.filter((overlap) => overlap.different > 0);
  if (different.length === 0) {
    return line(name, true, `equal in all ${fixed(bars)} bars that were compared`);
  }
  const { venue, symbol, short, long, first_difference } = different[0];
  return line(
    name,
    false,
    `${of(sum(different.map((overlap) => overlap.different)), bars)} bars differ; first ${venue} ` +
      `${symbol} ${short} against ${long}: ${first_difference}`,
  );
}

function quoteVolume(overlaps: readonly Overlap[], coverage: readonly CoverageRow[]): CheckLine {
  const name = "Volume x close as quote volume";
  const told = overlaps.filter(({ quote_volume_median_error: error }) =>
    error !== null && error > 1e-9
  );
  if (told.length === 0) {
    return coverage.some(({ table }) => table === "candles")
      ? unknown(name, "no two series of a market to tell how near it comes")
      : unknown(name, "no bars");
  }
  const worst = told.reduce((a, b) =>
    a.quote_volume_median_error! >= b.quote_volume_median_error! ? a : b
  );
  const largest = Math.max(...told.map(({ quote_volume_largest_error: error }) => error!));
  return line(
    name,
    true,
    `off by at most ${
      share(worst.quote_volume_median_error!)
    } in the median bar (${worst.symbol} ` +
      `${worst.long}), ${share(largest)} in the worst`,
  );
}

function impliedPrices(prices: readonly PriceCheck[]): CheckLine {
  const name = "Prices in depth and interest";
  if (prices.length === 0) return unknown(name, "nothing to hold against bars");
  const compared = sum(prices.map(({ compared }) => compared));
  const off = prices.filter(({ misaligned_days }) => misaligned_days > 0);
  if (off.length === 0) return line(name, true, `${fixed(compared)} lie in the market's bars`);
  const [{ series, first_misaligned_day, median_deviation }] = off;
  return line(
    name,
    false,
    `${count(sum(off.map(({ misaligned_days }) => misaligned_days)), "day")} off the market: ` +
      `${nameOf(series)}, first ${first_misaligned_day}, by ${share(median_deviation!)}`,
  );
}

function liquidationSides(sides: readonly SideCheck[]): CheckLine {
  const name = "Sides of liquidations";
  if (sides.length === 0) return unknown(name, "nothing to hold against bars");
  const odd = sides.filter(({ suspicious }) => suspicious);
  const bars = sum(sides.map(({ bars }) => bars));
  const agreeing = sum(sides.map(({ bars, agreement }) => bars * agreement!)) / bars;
  if (odd.length === 0) {
    return line(name, true, `as price moved in ${share(agreeing)} of ${fixed(bars)} bars`);
  }
  return line(
    name,
    false,
    `${nameOf(odd[0].series)}: longs as price rises in ${
      share(1 - odd[0].agreement!)
    } of bars: sides of orders?`,
  );
}

function units({ warnings }: DataCheck): CheckLine {
  const odd = warnings.filter(({ warning }) => warning.endsWith("?"));
  return line(
    "Units",
    odd.length === 0,
    odd.length === 0
      ? "nothing looks like another unit"
      : `${count(odd.length, "suspicion")}: ${odd[0].warning}`,
  );
}

function readers({ files }: DataCheck): CheckLine {
  const unverified = files.filter(({ verified }) => !verified);
  const sources = [...new Set(unverified.map(({ source }) => source))];
  return line(
    "Readers",
    unverified.length === 0,
    unverified.length === 0
      ? "every format was tested on genuine files"
      : `unverified: ${sources.join(", ")} (${count(unverified.length, "file")})`,
  );
}

function licences({ files }: DataCheck): CheckLine {
  const unstated = files.filter(({ licence }) => /unknown|none stated/i.test(licence));
  const all = [...new Set(files.map(({ licence }) => licence))];
  return line(
    "Licences",
    unstated.length === 0,
    unstated.length === 0
      ? all.join("; ")
      : `not stated for ${of(unstated.length, files.length)} files, as ${unstated[0].file}`,
  );
}

function age({ newest, age_hours: hours }: DataCheck): CheckLine {
  if (newest === null || hours === null) return unknown("Newest row", newest ?? "none");
  const when = `${dateTime(Date.parse(newest))} UTC`;
  const told = hours < 0
    ? `${when}, after the window`
    : `${when}, ${
      hours < OLD_HOURS ? `${Math.round(hours)} h` : count(Math.round(hours / 24), "day")
    } before the window's end`;
  return line("Newest row", hours < OLD_HOURS, told);
}

function line(check: string, fine: boolean, finding: string): CheckLine {
  return { check, state: fine ? "fine" : "look", finding };
}

function unknown(check: string, finding: string): CheckLine {
  return { check, state: "unknown", finding };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function of(part: number, all: number): string {
  return `${fixed(part)} of ${fixed(all)}`;
}

function share(fraction: number): string {
  return `${significant(fraction * 100, 2)}%`;
}

/** "lighter BTC 1h candles" of a series id. */
function nameOf(series: string): string {
  const [table, venue, , symbol, kind, interval] = series.split("/");
  const price = table === "candles" && kind !== "trade" ? `${kind} ` : "";
  return `${venue} ${symbol} ${/^\d/.test(interval) ? `${interval} ` : ""}${price}${words(table)}`;
}

function words(table: string): string {
  return table.replaceAll("_", " ");
}
