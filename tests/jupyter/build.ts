import type { Cell, Notebook } from "../../lib/jupyter/notebook.ts";

/** A notebook of code cells; a cell is its source, or its source and tags. */
export function notebookOf(...cells: (string | [source: string, ...tags: string[]])[]): Notebook {
  return {
    cells: cells.map((cell, i): Cell => {
      const [source, ...tags] = typeof cell === "string" ? [cell] : cell;
      const metadata = tags.length > 0 ? { tags } : {};
      const id = `cell-${i}`;
      return { cell_type: "code", id, metadata, source, execution_count: null, outputs: [] };
    }),
    metadata: { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** Code that shows `text` as a display helper of the project does. */
export function showing(text: string): string {
  const bundle = `{ "text/plain": ${JSON.stringify(text)} }`;
  return `await Deno.jupyter.display({ [Deno.jupyter.$display]: () => (${bundle}) });`;
}

/** What a notebook's cells show, cell by cell: plain texts of displays, results and streams. */
export function shown(notebook: Notebook): string[][] {
  return notebook.cells.map((cell) =>
    cell.cell_type !== "code" ? [] : cell.outputs.map((output) => {
      if (output.output_type === "stream") return output.text;
      return "data" in output ? String(output.data["text/plain"]) : output.evalue;
    })
  );
}
