import { join } from "node:path";
import type { FigureData } from "../notebook/figure.ts";
import type { Columnar } from "../notebook/records.ts";
import type { Content } from "./collect.ts";
import { type Row, toCsv } from "./csv.ts";
import { svgToPng } from "./raster.ts";

/** Paths, below the report's folder, of the files of one figure. */
export interface FigureFiles {
  svg: string;
  png: string;
  csv: string;
  json: string;
}

/**
 * Base name of a figure's or table's files: the notebook's number and the name in the notebook.
 *
 * @example fileBase("02-resistance-rejections", "zone-visits") // "02-zone-visits"
 */
export function fileBase(notebook: string, name: string): string {
  const number = /^\d+(?=-)/.exec(notebook)?.[0] ?? notebook;
  return `${number}-${name}`;
}

/** Where the files of a figure stand in a report. */
export function figureFiles(notebook: string, name: string): FigureFiles {
  const base = `figures/${fileBase(notebook, name)}`;
  return { svg: `${base}.svg`, png: `${base}.png`, csv: `${base}.csv`, json: `${base}.json` };
}

/** Where the file of a table stands in a report. */
export function tableFile(notebook: string, name: string): string {
  return `tables/${fileBase(notebook, name)}.csv`;
}

/**
 * Writes every figure of a notebook as SVG, PNG at twice its size, CSV of what is plotted and JSON
 * of what it is, and every table as CSV.
 *
 * @param out the report's folder; it exists
 */
export async function writeFiles(out: string, content: Content): Promise<void> {
  await Deno.mkdir(join(out, "figures"), { recursive: true });
  await Deno.mkdir(join(out, "tables"), { recursive: true });
  for (const figure of content.figures) {
    const files = figureFiles(content.notebook, figure.name);
    await Deno.writeTextFile(
      join(out, files.svg),
      `<?xml version="1.0" encoding="UTF-8"?>\n${figure.svg}\n`,
    );
    await Deno.writeFile(join(out, files.png), await svgToPng(figure.svg, { scale: 2 }));
    await Deno.writeTextFile(join(out, files.csv), toCsv(rowsOf(figure.fields, figure.data)));
    await Deno.writeTextFile(
      join(out, files.json),
      JSON.stringify(described(content.notebook, figure), null, 2) + "\n",
    );
  }
  for (const { name, columns, data } of content.tables) {
    const fields = columns.map(({ field }) => field);
    const path = join(out, tableFile(content.notebook, name));
    await Deno.writeTextFile(path, toCsv(rowsOf(fields, data)));
  }
}

/** A figure without its picture and data, which stand in files of their own. */
function described(notebook: string, figure: FigureData) {
  const { svg: _svg, data: _data, fields: _fields, ...rest } = figure;
  return { notebook, ...rest };
}

function rowsOf(fields: readonly string[], data: Columnar): Row[] {
  const length = fields.length ? data[fields[0]].length : 0;
  return Array.from(
    { length },
    (_, i) => Object.fromEntries(fields.map((field) => [field, data[field][i]])),
  );
}
