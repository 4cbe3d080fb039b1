import type { Chart } from "../charts/chart.ts";
import { escapeXml } from "../charts/parts/text.ts";
import type { Basis } from "../tables/keys.ts";
import { type Bundle, display } from "./display.ts";
import { NO_MATH } from "./html-table.ts";
import { checkName } from "./name.ts";
import { type Columnar, toColumns } from "./records.ts";

export interface FigureOptions {
  /** What the reader should see in it; stands below the picture. */
  caption: string;
  /** What the figure was made with, for who wants to make it again. */
  parameters?: Record<string, unknown>;
}

/** MIME type of a figure's picture, data and metadata in a notebook's output. */
export const FIGURE_MIME = "application/vnd.aftershock.figure+json";

/** What the output of `figure` carries for the report: enough to write every file of a figure. */
export interface FigureData {
  name: string;
  title: string;
  subtitle: string;
  alt: string;
  caption: string;
  source: string;
  basis: Basis;
  /** Until when its data reaches, as ISO 8601, or null where nobody said. */
  until: string | null;
  parameters: Record<string, unknown>;
  width: number;
  height: number;
  svg: string;
  row_count: number;
  /** Fields of the data in their order: Jupyter sorts the keys of what it saves. */
  fields: string[];
  /** Everything that is plotted, by field. */
  data: Columnar;
}

/**
 * Shows a chart. The picture is inline SVG, which keeps hover titles; beside it, for the report,
 * stand the plotted data and where it came from.
 *
 * @throws UserError when the name could not be a file name
 * @example
 * await figure("zone-visits", zoneVisits(bars, result, context), {
 *   caption: "Sellers met every attempt until 5 January.",
 * });
 */
export async function figure(name: string, chart: Chart, options: FigureOptions): Promise<void> {
  await display(figureBundle(name, chart, options));
}

/** The output that `figure` shows. */
export function figureBundle(name: string, chart: Chart, options: FigureOptions): Bundle {
  checkName(name);
  const { title, subtitle, alt, source, basis, until, svg, width, height, rows } = chart;
  const { caption, parameters = {} } = options;
  const data = toColumns(rows);
  const content: FigureData = {
    name,
    title,
    subtitle,
    alt,
    caption,
    source,
    basis,
    until,
    parameters,
    width,
    height,
    svg,
    row_count: rows.length,
    fields: Object.keys(data),
    data,
  };
  // Shrinks with a narrow window, never grows beyond the size it was set for.
  const picture = svg.replace("<svg ", '<svg style="max-width:100%;height:auto" ');
  return {
    "text/plain": `${title}\n${alt}`,
    "text/html":
      `<figure class="${NO_MATH}" style="margin:0">${picture}<figcaption style="max-width:${width}px">` +
      `${escapeXml(caption)}</figcaption></figure>`,
    [FIGURE_MIME]: content,
  };
}
