import { basename } from "node:path";
import type { ChartOptions } from "../charts/chart.ts";
import type { Look } from "../charts/look.ts";
import type { Dataset } from "../dataset/open.ts";
import type { Basis } from "../tables/keys.ts";
import { formatDate, MINUTE } from "../tables/time.ts";
import { venueName } from "../tables/venue-name.ts";
import { fixed } from "../words/numbers.ts";

/** Where the numbers of a figure came from. */
export interface Provenance {
  /** Folder of the dataset. */
  dataset: string;
  /** Ids of the series that were read. */
  series: string[];
  basis: Basis;
  /** Rows read, and their span in ms, end exclusive. */
  rows: number;
  from: number;
  to: number;
  /** Licences or terms of what was read. */
  licences: string[];
  /** What an analyst should know of how the numbers were made, a clause each. */
  notes: string[];
}

/**
 * The source of a figure in a line, for its foot.
 *
 * @example sourceLine(provenance)
 * // "Binance BTCUSDT 5m bars (dataset binance, 17,568 rows, 2025-11-20 to 2026-01-19); licence: …"
 */
export function sourceLine(
  { dataset, series, rows, from, to, licences, notes }: Provenance,
): string {
  const names = series.map((id) => {
    const [table, venue, , symbol, kind, interval] = id.split("/");
    const what = table === "candles" ? (kind === "trade" ? "bars" : `${kind} bars`) : words(table);
    return `${venue === "all" ? "All exchanges," : venueName(venue)} ${symbol} ${
      /^\d/.test(interval) ? `${interval} ` : ""
    }${what}`;
  });
  const shown = names.length > 3
    ? [...names.slice(0, 2), `${names.length - 2} more series`]
    : names;
  const span = rows > 0 ? `, ${formatDate(from)} to ${formatDate(to - MINUTE)}` : "";
  return `${shown.join(", ")} (dataset ${basename(dataset)}, ${fixed(rows)} rows` +
    `${span})${licences.length > 0 ? `; licence: ${licences.join(", ")}` : ""}${
      notes.map((note) => `; ${note}`).join("")
    }`;
}

function words(table: string): string {
  return table.replaceAll("_", " ");
}

/**
 * Provenance of figures made from several inputs. The weakest basis counts: one simulated or
 * estimated part makes the whole so.
 */
export function combined(parts: readonly Provenance[]): Provenance {
  const order: Basis[] = ["reported", "estimated", "simulated"];
  const there = parts.filter(({ rows }) => rows > 0);
  return {
    dataset: parts[0].dataset,
    series: [...new Set(parts.flatMap(({ series }) => series))],
    basis: order[Math.max(...parts.map(({ basis }) => order.indexOf(basis)))],
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    from: Math.min(...there.map(({ from }) => from)),
    to: Math.max(...there.map(({ to }) => to)),
    licences: [...new Set(parts.flatMap(({ licences }) => licences))],
    notes: [...new Set(parts.flatMap(({ notes }) => notes))],
  };
}

/**
 * What a chart says about where its numbers come from: subject, source line and basis; with the look
 * that a notebook gives to all its charts.
 *
 * @example zoneVisits(bars, result, cite("BTC", provenance, { size: "journal" }))
 */
export function cite(subject: string, provenance: Provenance, look: Look = {}): ChartOptions {
  const { rows, to, basis } = provenance;
  return {
    subject,
    source: sourceLine(provenance),
    basis,
    ...(rows > 0 ? { until: to } : {}),
    ...look,
  };
}

/** The same for figures about a dataset as a whole. */
export function wholeDataset(dataset: Dataset, look: Look = {}): ChartOptions {
  const series = dataset.series();
  const simulated = series.some(({ key }) => key.basis === "simulated");
  return {
    subject: basename(dataset.dir),
    source: `dataset ${basename(dataset.dir)}, ${series.length} series`,
    basis: simulated ? "simulated" : "reported",
    ...(series.length > 0 ? { until: Math.max(...series.map(({ to }) => to)) } : {}),
    ...look,
  };
}
