import { basename } from "node:path";
import { UserError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";

/** A JSON value: what parameters are, and what a notebook holds. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One output of a code cell, as nbformat 4 has it; texts of `data` are joined to one string. */
export type Output =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string }
  | { output_type: "display_data"; data: MimeBundle; metadata: Record<string, Json> }
  | {
    output_type: "execute_result";
    execution_count: number | null;
    data: MimeBundle;
    metadata: Record<string, Json>;
  }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

/** What one display shows, by MIME type: a string, or JSON where the type ends in `json`. */
export type MimeBundle = Record<string, Json>;

export interface CellMetadata {
  tags?: string[];
  [key: string]: Json | undefined;
}

export interface CodeCell {
  cell_type: "code";
  id: string;
  metadata: CellMetadata;
  source: string;
  execution_count: number | null;
  outputs: Output[];
}

export interface TextCell {
  cell_type: "markdown" | "raw";
  id: string;
  metadata: CellMetadata;
  source: string;
}

export type Cell = CodeCell | TextCell;

/** A notebook in nbformat 4.5, every multi-line text as one string. */
export interface Notebook {
  cells: Cell[];
  metadata: Record<string, Json>;
  nbformat: 4;
  nbformat_minor: number;
}

/**
 * Reads a notebook from a file.
 *
 * @throws UserError when the file is missing or is no notebook of nbformat 4.5
 * @example const notebook = await readNotebook("notebooks/00-data-check.ipynb");
 */
export async function readNotebook(path: string): Promise<Notebook> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new UserError(`${path}: no such notebook`);
    throw error;
  }
  return parseNotebook(text, path);
}

/**
 * The notebook that a file's text holds.
 *
 * @param name how messages name the file
 * @throws UserError when it is not JSON, or no notebook of nbformat 4.5
 */
export function parseNotebook(text: string, name: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${name} is no notebook: ${(error as Error).message}`);
  }
  const notebook = value as Notebook;
  if (notebook?.nbformat !== 4 || !Array.isArray(notebook.cells)) {
    throw new UserError(`${name} is no notebook of nbformat 4; open it in JupyterLab and save it`);
  }
  for (const cell of notebook.cells) {
    if (typeof cell.id !== "string") {
      throw new UserError(`${name} is older than nbformat 4.5; open it in JupyterLab and save it`);
    }
    cell.source = joined(cell.source) as string;
    if (cell.cell_type !== "code") continue;
    for (const output of cell.outputs) {
      if (output.output_type === "stream") output.text = joined(output.text) as string;
      if (!("data" in output)) continue;
      for (const [type, data] of Object.entries(output.data)) {
        if (!/[/+]json$/.test(type)) output.data[type] = joined(data);
      }
    }
  }
  return notebook;
}

/** Notebooks on disk hold texts as lists of lines. */
function joined(text: Json): Json {
  return Array.isArray(text) ? text.join("") : text;
}

/** The notebook as the text of a file, in the form in which JupyterLab saves it. */
export function formatNotebook(notebook: Notebook): string {
  const lines = (text: string) => text.split(/(?<=\n)/).filter((line) => line !== "");
  const cells = notebook.cells.map((cell) => ({ ...cell, source: lines(cell.source) }));
  return JSON.stringify({ ...notebook, cells }, null, 1) + "\n";
}

/** The cells of a notebook that hold outputs or execution counts, as users name them. */
export function outputsCommitted(notebook: Notebook): string[] {
  const held = (cell: Cell) =>
    cell.cell_type === "code" && (cell.outputs.length > 0 || cell.execution_count !== null);
  return notebook.cells.flatMap((cell, i) => held(cell) ? [cellName(notebook, i)] : []);
}

/**
 * How messages name a cell: its number among the code cells of the notebook as it was written, so
 * without the injected one, and its first line of code.
 *
 * @example cellName(notebook, 7) // "cell 4 (await figure(\"price\", chart);)"
 */
export function cellName(notebook: Notebook, index: number): string {
  const cell = notebook.cells[index];
  if (hasTag(cell, INJECTED)) return "the injected parameters";
  const number = notebook.cells.slice(0, index + 1)
    .filter((cell) => cell.cell_type === "code" && !hasTag(cell, INJECTED)).length;
  const lines = cell.source.split("\n").map((line) => line.trim());
  const first = lines.find((line) => line !== "" && !line.startsWith("//")) ?? lines[0];
  return `cell ${number} (${first.length > 60 ? first.slice(0, 59) + "…" : first})`;
}

/**
 * How many outputs a cell must have: one for each call of a display helper (`figure`, `table`,
 * `findings`, `summary`, `show`) that starts a line without indentation, with or without `await`
 * and a variable before it; and at least one where the cell is tagged `displays`. Calls within
 * loops and conditions are indented and may happen any number of times, so they do not count.
 */
export function expectedOutputs(cell: CodeCell): number {
  const call =
    /^(?:(?:const|let)\s+[\w$]+\s*=\s*)?(?:await\s+)?(?:figure|table|findings|summary|show)\(/gm;
  return Math.max(cell.source.match(call)?.length ?? 0, hasTag(cell, "displays") ? 1 : 0);
}

const INJECTED = "injected-parameters";

function hasTag(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

/**
 * The names that the cell tagged `parameters` declares; none where no cell has that tag.
 *
 * @example declaredParameters(notebook) // ["data", "symbols", "from", "to", "seed"]
 */
export function declaredParameters(notebook: Notebook): string[] {
  const cell = notebook.cells.find((cell) => hasTag(cell, "parameters"));
  return cell ? declaredNames(cell.source) : [];
}

/**
 * A copy of the notebook with a cell behind the one tagged `parameters`, that sets `values`. An
 * earlier injected cell is replaced. Values appear as JSON literals only: nothing of them can run.
 *
 * @param name how messages name the notebook
 * @throws UserError when no cell is tagged `parameters`, or it declares no variable of that name
 * @example injectParameters(notebook, { symbols: ["BTCUSDT"], seed: 1 }, "outlook.ipynb")
 */
export function injectParameters(
  notebook: Notebook,
  values: Record<string, Json>,
  name: string,
): Notebook {
  const cells = notebook.cells.filter((cell) => !hasTag(cell, INJECTED));
  const at = cells.findIndex((cell) => cell.cell_type === "code" && hasTag(cell, "parameters"));
  if (at < 0) {
    throw new UserError(`${basename(name)}: no code cell has the tag "parameters"; add one`);
  }
  const known = declaredNames(cells[at].source);
  for (const key of Object.keys(values)) {
    if (known.includes(key)) continue;
    throw new UserError(
      `${basename(name)} has no parameter "${key}"${didYouMean(key, known)} ` +
        `(it has: ${known.join(", ")})`,
    );
  }
  const source = Object.entries(values)
    .map(([key, value]) => `const ${key} = ${literal(value)};`).join("\n");
  const injected: CodeCell = {
    cell_type: "code",
    id: INJECTED,
    metadata: { tags: [INJECTED] },
    source,
    execution_count: null,
    outputs: [],
  };
  return { ...notebook, cells: [...cells.slice(0, at + 1), injected, ...cells.slice(at + 1)] };
}

/** Names that `const` and `let` declare at the start of a line. */
function declaredNames(source: string): string[] {
  return Array.from(source.matchAll(/^(?:const|let)\s+([A-Za-z_$][\w$]*)/gm), (match) => match[1]);
}

/**
 * JSON is a subset of the language but for one name: `{"__proto__": x}` would set a prototype.
 * The separators of lines are legal in a string, but cut a line in two for many editors.
 */
function literal(value: Json): string {
  return JSON.stringify(value)
    .replaceAll('"__proto__":', '["__proto__"]:')
    .replace(/[\u2028\u2029]/g, (c) => "\\u" + c.charCodeAt(0).toString(16));
}
