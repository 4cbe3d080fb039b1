import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../errors.ts";
import { type CodeCell, type Notebook, readNotebook } from "./notebook.ts";

/** The code cells of a notebook as one module, and which line came from where. */
export interface CellsModule {
  text: string;
  /** For each line of `text`, from the first: the code cell's number and the line in it, from 1. */
  lines: ({ cell: number; line: number } | undefined)[];
}

const IMPORT =
  /^import\s+(?:[\w*{][^;'"]*?\s+from\s+)?["'][^"'\n]+["'](?:\s+with\s*\{[^}]*\})?;?/gm;
const RELATIVE = /(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}\/[^"'\n]*)\2/g;

/**
 * All code cells of a notebook as one TypeScript module, for `deno check`.
 *
 * Imports come first, the same one once. Each cell's code stands in a block inside the block of the
 * cell before it, so that it sees what earlier cells declare and may declare a name anew, as cells
 * may in the kernel. Relative imports become absolute: the module can lie anywhere.
 *
 * @param path the notebook's own path
 * @example cellsAsModule(await readNotebook(path), path).text
 */
export function cellsAsModule(notebook: Notebook, path: string): CellsModule {
  const folder = dirname(resolve(path));
  const absolute = (source: string) =>
    source.replace(
      RELATIVE,
      (_, before, quote, specifier) =>
        before + quote + pathToFileURL(join(folder, specifier)).href + quote,
    );
  const module: CellsModule = { text: "", lines: [] };
  const add = (text: string, cell?: number, line = 1) => {
    module.text += text + "\n";
    text.split("\n").forEach((_, i) =>
      module.lines.push(cell === undefined ? undefined : { cell, line: line + i })
    );
  };
  const cells = notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
  const imported = new Set<string>();
  const bodies = cells.map(({ source }, i) =>
    source.replace(IMPORT, (statement, offset: number) => {
      if (!imported.has(statement)) {
        imported.add(statement);
        add(absolute(statement), i + 1, source.slice(0, offset).split("\n").length);
      }
      return statement.replace(/[^\n]/g, " ");
    })
  );
  bodies.forEach((body, i) => {
    add("{");
    add(absolute(body), i + 1);
  });
  add(cells.map(() => "}").join("") + "\nexport {};");
  return module;
}

/**
 * Checks the types of notebooks' cells with `deno check`, by the project's own `deno.json`.
 *
 * @param root the project's folder
 * @returns one text per finding, naming notebook, cell and line; empty when all is well
 * @example await checkNotebooks(".", ["notebooks/00-data-check.ipynb"])
 */
export async function checkNotebooks(root: string, paths: string[]): Promise<string[]> {
  const folder = await Deno.makeTempDir({ prefix: "aftershock-check-" });
  try {
    const modules = new Map<string, { name: string; lines: CellsModule["lines"] }>();
    for (const [i, path] of paths.entries()) {
      const { text, lines } = cellsAsModule(await readNotebook(path), path);
      const file = join(folder, `cells${i}.ts`);
      await Deno.writeTextFile(file, text);
      modules.set(pathToFileURL(file).href, { name: basename(path), lines });
    }
    if (modules.size === 0) return [];
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--quiet", "--config", join(resolve(root), "deno.json"), ...modules.keys()],
      env: { NO_COLOR: "1" },
      stdout: "null",
      stderr: "piped",
    }).output();
    if (code === 0) return [];
    const findings = splitFindings(new TextDecoder().decode(stderr)).map((finding) =>
      finding.replace(/(file:\S+?\/cells\d+\.ts):(\d+):(\d+)/g, (place, url, line, column) => {
        const module = modules.get(url);
        const origin = module?.lines[Number(line) - 1];
        if (module === undefined || origin === undefined) return place;
        return `${module.name}, cell ${origin.cell}, line ${origin.line}, column ${column}`;
      })
    );
    if (findings.length > 0) return findings;
    throw new UserError(`deno check failed without saying why (exit code ${code})`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** One text per diagnostic of `deno check`, without its closing summary. */
function splitFindings(output: string): string[] {
  return output.split(/^(?=(?:TS\d+ \[ERROR\]|error): )/m)
    .map((part) => part.replace(/^Found \d+ errors?\.$/m, "").trim())
    .filter((part) => part !== "" && !part.startsWith("error: Type checking failed"));
}
