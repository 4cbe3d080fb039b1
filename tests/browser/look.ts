/** What a notebook shows, as the browser lays it out, and whether it is as it should be. */
import assert from "node:assert/strict";
import { type CodeCell, expectedOutputs, type Notebook } from "../../lib/jupyter/notebook.ts";
import { FIGURE_MIME, type FigureData } from "../../lib/notebook/figure.ts";
import { TABLE_MIME, type TableData } from "../../lib/notebook/table.ts";

/** A chart, in CSS pixels. */
export interface ShownChart {
  title: string;
  width: number;
  height: number;
  /** How far it stands out of the output's area, or of anything around it that clips. */
  clipped: number;
  /** Whether its middle is what the eye meets there. */
  visible: boolean;
}

export interface ShownTable {
  caption: string;
  /** Whether its header is one: of a table of rows, or of a list, whose rows have headers. */
  headed: boolean;
  header: string[];
  rows: number;
  /** How the body's cells are aligned, column by column: one word where all are alike. */
  aligned: string[];
}

/** What one code cell shows. */
export interface ShownCell {
  outputs: number;
  errors: string[];
  charts: ShownChart[];
  tables: ShownTable[];
}

/** Looks at one code cell. Runs in the browser, so it uses nothing from outside. */
export function look(cell: Element): ShownCell {
  const area = cell.querySelector(".jp-Cell-outputArea");
  const outputs = [...cell.querySelectorAll(".jp-OutputArea-output")];
  const charts = [...cell.querySelectorAll<SVGSVGElement>("figure svg")].map((svg) => {
    svg.scrollIntoView({ block: "center" });
    const box = svg.getBoundingClientRect();
    const out: number[] = [];
    for (let up = svg.parentElement; up && up !== cell; up = up.parentElement) {
      if (up !== area && getComputedStyle(up).overflow === "visible") continue;
      const { left, right, top, bottom } = up.getBoundingClientRect();
      out.push(left - box.left, box.right - right, top - box.top, box.bottom - bottom);
    }
    const middle = [box.left + box.width / 2, box.top + box.height / 2] as const;
    const met = document.elementFromPoint(...middle);
    return {
      title: svg.querySelector("title")?.textContent ?? "",
      width: box.width,
      height: box.height,
      clipped: Math.max(0, ...out),
      visible: met !== null && svg.contains(met),
    };
  });
  const tables = [...cell.querySelectorAll<HTMLTableElement>(".jp-OutputArea-output table")]
    .map((table) => {
      const header = [...table.tHead?.rows[0]?.cells ?? []];
      const bodyRows = [...table.tBodies].flatMap((body) => [...body.rows]);
      const isHeader = (cell?: Element) => cell?.tagName === "TH" && cell.hasAttribute("scope");
      return {
        caption: table.caption?.textContent ?? "",
        headed: header.length > 0
          ? header.every(isHeader)
          : bodyRows.every((row) => isHeader(row.cells[0])),
        header: header.map((th) => th.textContent ?? ""),
        rows: bodyRows.length,
        aligned: header.map((_, column) => {
          const cells = bodyRows.filter((row) => row.cells[0].colSpan === 1)
            .map((row) => getComputedStyle(row.cells[column]).textAlign);
          return [...new Set(cells)].join(" ");
        }),
      };
    });
  const isError = (output: Element) =>
    /error|stderr/.test(output.getAttribute("data-mime-type") ?? "");
  return {
    outputs: outputs.length,
    errors: outputs.filter(isError).map((output) => output.textContent ?? ""),
    charts,
    tables,
  };
}

/**
 * Asserts that the browser shows what the saved notebook holds: every output that its cells call
 * for, no error, charts whole and in their own proportions, tables that are tables.
 */
export function assertShown(name: string, saved: Notebook, shown: readonly ShownCell[]): void {
  const cells = saved.cells.filter((cell) => cell.cell_type === "code");
  assert.equal(shown.length, cells.length, name);
  for (const [i, cell] of cells.entries()) {
    const where = `${name}, code cell ${i + 1}`;
    const { outputs, errors, charts, tables } = shown[i];
    assert.deepEqual(errors, [], where);
    assert(outputs >= expectedOutputs(cell), `${where}: an output is missing`);
    assert.equal(outputs, cell.outputs.length, where);
    const figures = carried<FigureData>(cell, FIGURE_MIME);
    assert.equal(charts.length, figures.length, `${where}: charts`);
    for (const [k, { name, width, height, title }] of figures.entries()) {
      const chart = charts[k];
      const what = `${where}, ${name}: ${JSON.stringify(chart)}`;
      assert.equal(chart.title, title, what);
      assert(chart.visible && chart.clipped < 1, what);
      // Never larger than it was set for, and still large enough to be read on a laptop.
      assert(chart.width <= width + 1 && chart.width >= Math.min(width, 600), what);
      assert(Math.abs(chart.width / chart.height - width / height) < 0.01, what);
    }
    const carriedTables = carried<TableData>(cell, TABLE_MIME);
    for (const table of tables) {
      // Where there are no rows, the columns may be unknown.
      const empty = carriedTables.some(({ caption, row_count }) =>
        caption === table.caption && row_count === 0
      );
      assert(table.rows > 0 && (table.headed || empty), `${where}: ${JSON.stringify(table)}`);
    }
    for (const { caption, columns, data, row_count } of carriedTables) {
      const table = tables.find((table) => table.caption === caption);
      assert(table, `${where}: no table "${caption}"`);
      assert.deepEqual(
        table.header,
        columns.map(({ label, unit }) => unit ? `${label} (${unit})` : label),
      );
      assert(table.rows === Math.max(1, row_count) || table.rows === 21, `${where}: ${table.rows}`);
      for (const [k, { field }] of row_count > 0 ? columns.entries() : []) {
        const value = data[field].find((value) => value !== null) ?? null;
        if (value === null) continue;
        const what = `${where}, table "${caption}", column ${field}`;
        assert.equal(table.aligned[k], typeof value === "number" ? "right" : "left", what);
      }
    }
  }
}

/** What the outputs of a cell carry of one kind, for the report. */
function carried<T>(cell: CodeCell, mime: string): T[] {
  return cell.outputs.flatMap((output) =>
    "data" in output && mime in output.data ? [output.data[mime] as T] : []
  );
}
