/** Paths, below the report's folder, of the files of one figure. */
export interface FigureFiles {
  svg: string;
  png: string;
  pdf: string;
  csv: string;
  json: string;
}

/** The workbook of all tables of a report. */
export const WORKBOOK = "tables.xlsx";

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
  return {
    svg: `${base}.svg`,
    png: `${base}.png`,
    pdf: `${base}.pdf`,
    csv: `${base}.csv`,
    json: `${base}.json`,
  };
}

/** Where the file of a table stands in a report. */
export function tableFile(notebook: string, name: string): string {
  return `tables/${fileBase(notebook, name)}.csv`;
}
