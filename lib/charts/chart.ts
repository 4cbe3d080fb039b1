import type { Basis } from "../tables/keys.ts";
import type { Look } from "./look.ts";

/** One plotted row: plain values, so that it survives JSON and CSV. Times are ISO 8601 UTC. */
export type Row = Record<string, string | number | boolean | null>;

/**
 * A finished chart. `svg` is one self-contained SVG that holds everything a reader needs: title,
 * subtitle, legend, plot, source and basis. `rows` is exactly what is plotted.
 */
export interface Chart {
  /** Slug of the kind of chart, `zone-visits`: the start of file names and of ids inside the SVG. */
  name: string;
  /** The finding, computed from the result. */
  title: string;
  /** What is plotted, with units. */
  subtitle: string;
  /** Description for who cannot see it. */
  alt: string;
  source: string;
  basis: Basis;
  /** Until when its data reaches, as ISO 8601, or null where nobody said. */
  until: string | null;
  svg: string;
  /** Size of the SVG in CSS pixels. */
  width: number;
  height: number;
  rows: Row[];
}

/** What every chart function takes beside its result. */
export interface ChartOptions extends Look {
  /** Where the data came from: `Binance USDT perpetual BTCUSDT, 1h bars from 5m, 2025-11-20 to …`. */
  source: string;
  /** Who the chart speaks of in its title: `BTC`. */
  subject: string;
  /** How the numbers came about; anything but `reported` is marked on the face of the chart. */
  basis: Basis;
  /** Until when the data reaches, in ms: the date of the files that are made of the chart. */
  until?: number;
}
