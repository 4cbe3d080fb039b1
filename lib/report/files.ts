import { join } from "node:path";
import type { FigureData } from "../notebook/figure.ts";
import type { Columnar } from "../notebook/records.ts";
import type { Content } from "./collect.ts";
import { type Row, toCsv } from "./csv.ts";
import { figureFiles, tableFile, WORKBOOK } from "./file-names.ts";
import { svgToPdf } from "./pdf.ts";
import { outlineSvg, svgToPng } from "./raster.ts";

/** The date of files whose data has none: the first that a zip can hold. */
const NO_DATE = Date.UTC(1980, 0, 1);

/** How figures are written. */
export interface FileOptions {
  /** Text of SVG and PDF as paths. */
  outline?: boolean;
}

/**
 * Writes every figure of a notebook as SVG, PNG at twice its size, PDF, CSV of what is plotted and
 * JSON of what it is, and every table as CSV.
 *
 * @param out the report's folder; it exists
 */
export async function writeFiles(
  out: string,
  content: Content,
  { outline = false }: FileOptions = {},
): Promise<void> {
  const { notebook, figures } = content;
  const written = outline ? await outlined(figures) : figures;
  await writeText(out, { ...content, figures: written });
  for (const [i, figure] of figures.entries()) {
    const files = figureFiles(notebook, figure.name);
    const { title, alt } = figure;
    await Deno.writeFile(join(out, files.png), await svgToPng(figure.svg, { scale: 2 }));
    await Deno.writeFile(
      join(out, files.pdf),
      await svgToPdf(written[i].svg, figure, { title, alt, date: endOf([figure]) }),
    );
  }
}

/** Writes what of a notebook is text, without drawing: figures as SVG, CSV, JSON, tables as CSV. */
export async function writeText(
  out: string,
  { notebook, figures, tables }: Content,
): Promise<void> {
  await Deno.mkdir(join(out, "figures"), { recursive: true });
  await Deno.mkdir(join(out, "tables"), { recursive: true });
  for (const figure of figures) {
    const files = figureFiles(notebook, figure.name);
    await Deno.writeTextFile(
      join(out, files.svg),
      `<?xml version="1.0" encoding="UTF-8"?>\n${figure.svg}\n`,
    );
    await Deno.writeTextFile(join(out, files.csv), toCsv(rowsOf(figure.fields, figure.data)));
    await Deno.writeTextFile(
      join(out, files.json),
      JSON.stringify(described(notebook, figure), null, 2) + "\n",
    );
  }
  for (const { name, columns, data } of tables) {
    const fields = columns.map(({ field }) => field);
    await Deno.writeTextFile(join(out, tableFile(notebook, name)), toCsv(rowsOf(fields, data)));
  }
}

function outlined(figures: readonly FigureData[]): Promise<FigureData[]> {
  return Promise.all(
    figures.map(async (figure) => ({ ...figure, svg: await outlineSvg(figure.svg) })),
  );
}

/** Writes the tables of all notebooks as one workbook. */
export async function writeWorkbook(out: string, contents: readonly Content[]): Promise<void> {
  // Not loaded before it is needed: half a megabyte of source.
  const { toWorkbook } = await import("./workbook.ts");
  const date = endOf(contents.flatMap(({ figures }) => figures));
  await Deno.writeFile(join(out, WORKBOOK), toWorkbook(contents, date));
}

/** Until when the data of figures reaches: what a file made of them gives as its date. */
function endOf(figures: readonly FigureData[]): Date {
  // Notebooks that ran under an earlier version say nothing of it.
  const ends = figures.flatMap(({ until }) => until ? [Date.parse(until)] : []);
  return new Date(Math.max(NO_DATE, ...ends));
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
