import { basename, join, relative } from "node:path";
import { UserError } from "../errors.ts";
import { executeNotebook } from "../jupyter/execute.ts";
import { declaredParameters, type Json, readNotebook } from "../jupyter/notebook.ts";
import { type Runner, startRunner } from "../jupyter/runner.ts";
import { count } from "../words/numbers.ts";
import { collect, type Content } from "./collect.ts";
import type { EarlierReport } from "./earlier.ts";
import type { Fact } from "./facts.ts";
import { type FileOptions, writeFiles, writeWorkbook } from "./files.ts";
import { markdown } from "./markdown.ts";
import { type About, page } from "./page.ts";
import { runAndWrite } from "./run-and-write.ts";
import { summarise } from "./summary.ts";

/** What a report is made of and where it goes. */
export interface ReportOptions extends FileOptions {
  /** Python of the set-up, with Jupyter. */
  python: string;
  /** Folder of the notebooks; they run in it. */
  notebooks: string;
  /** Dataset to run on. */
  data: string;
  /** Folder to write; an earlier report there is replaced, anything else is refused. */
  out: string;
  /** Values for the notebooks' parameters, by name; each notebook takes those that it declares. */
  parameters: Record<string, Json>;
  /** Notebooks to run, by number or name; all unless told. */
  only?: readonly string[];
  /** Title and versions for the page. */
  about: Pick<About, "title" | "versions">;
  /** What the page says about the dataset; it may be found while the notebooks run. */
  dataset: Promise<Fact[]>;
  /** An earlier report to compare with. */
  earlier?: EarlierReport;
  /** Writes what a notebook found; everything unless told. */
  write?: typeof writeFiles;
  onProgress?: (message: string) => void;
  signal?: AbortSignal;
}

/**
 * Runs the notebooks through the kernel and writes the report: executed notebooks, figures, tables,
 * `index.html`, `report.md` and `summary.json`. It is written beside and renamed into place, so that
 * an interruption leaves no half report. A failing notebook does not stop the others.
 *
 * @returns one line per notebook that failed
 * @throws UserError when there is nothing to run or the folder holds something else
 */
export async function writeReport(options: ReportOptions): Promise<string[]> {
  const { notebooks, out, write = writeFiles, onProgress, signal } = options;
  const names = await chosenNotebooks(notebooks, options.only);
  refuseForeign(out);
  const partial = `${out}.partial`;
  await Deno.remove(partial, { recursive: true }).catch(ignoreMissing);
  await Deno.mkdir(join(partial, "notebooks"), { recursive: true });
  try {
    const contents = new Map<string, Content>();
    const failures: string[] = [];
    await using runner = await startRunner(options.python);
    const order = await longestFirst(notebooks, names);
    const running = runAndWrite(order, {
      run: (name) => runOne(name, partial, runner, options),
      write: async (content, name) => {
        signal?.throwIfAborted();
        await write(partial, content, options);
        contents.set(name, content);
      },
      failed: (name, error) => {
        signal?.throwIfAborted();
        if (!(error instanceof UserError)) throw error;
        failures.push(error.message);
        onProgress?.(`${name} failed`);
      },
    }, navigator.hardwareConcurrency);
    // Half a megabyte of source, loaded while Python loads its own.
    await Promise.all([running, import("./workbook.ts")]);
    signal?.throwIfAborted();
    const ordered = names.flatMap((name) => contents.get(name) ?? []);
    const about = {
      ...options.about,
      parameters: given(options),
      dataset: await options.dataset,
      failures: failures.sort(),
    };
    await writeWorkbook(partial, ordered);
    await writePages(partial, ordered, about, options.earlier);
    await Deno.remove(out, { recursive: true }).catch(ignoreMissing);
    await Deno.rename(partial, out);
    return failures;
  } catch (error) {
    await Deno.remove(partial, { recursive: true }).catch(ignoreMissing);
    throw error;
  }
}

async function runOne(
  name: string,
  partial: string,
  runner: Runner,
  options: ReportOptions,
): Promise<Content> {
  const { notebooks, onProgress, signal } = options;
  const path = join(notebooks, `${name}.ipynb`);
  const declared = declaredParameters(await readNotebook(path));
  const executed = await executeNotebook({
    runner,
    notebook: path,
    cwd: notebooks,
    parameters: Object.fromEntries(
      Object.entries(given(options)).filter(([parameter]) => declared.includes(parameter)),
    ),
    outPath: join(partial, "notebooks", `${name}.ipynb`),
    onProgress: ({ cell, cells }) => onProgress?.(`${name}: cell ${cell} of ${cells}`),
    signal,
  });
  const content = collect(name, executed);
  onProgress?.(`${name}: ${count(content.figures.length, "figure")}`);
  return content;
}

/** The notebook with the most in it first, so that none is still at work when the others are done. */
async function longestFirst(folder: string, names: readonly string[]): Promise<string[]> {
  const sized = await Promise.all(names.map(async (name) => {
    const { size } = await Deno.stat(join(folder, `${name}.ipynb`));
    return { name, size };
  }));
  return sized.sort((a, b) => b.size - a.size).map(({ name }) => name);
}

async function writePages(
  out: string,
  contents: Content[],
  about: About,
  earlier?: EarlierReport,
): Promise<void> {
  const summary = summarise(contents, about.parameters, earlier);
  const { changes } = summary;
  await Deno.writeTextFile(join(out, "index.html"), page(about, contents, changes));
  await Deno.writeTextFile(join(out, "report.md"), markdown(about, contents, changes));
  await Deno.writeTextFile(join(out, "summary.json"), JSON.stringify(summary, null, 2) + "\n");
}

/** Parameters as the notebooks see them: they run in their own folder, so paths lead from there. */
function given({ notebooks, data, parameters }: ReportOptions): Record<string, Json> {
  return { data: relative(notebooks, data).replaceAll("\\", "/"), ...parameters };
}

/**
 * Names of the numbered notebooks of a folder, in order, or those of them that were asked for.
 *
 * @throws UserError when there are none, one that was asked for is not there, or two have one number
 * @example await chosenNotebooks("notebooks", ["02"]) // ["02-resistance-rejections"]
 */
export async function chosenNotebooks(
  folder: string,
  only?: readonly string[],
): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (/^\d\d-.+\.ipynb$/.test(name)) names.push(basename(name, ".ipynb"));
  }
  names.sort();
  if (names.length === 0) throw new UserError(`${folder}: no notebooks there (01-name.ipynb)`);
  for (const wanted of only ?? []) {
    if (!names.some((name) => isNamed(name, wanted))) {
      throw new UserError(`--only: no notebook "${wanted}"; there are ${names.join(", ")}`);
    }
  }
  const chosen = only
    ? names.filter((name) => only.some((wanted) => isNamed(name, wanted)))
    : names;
  // Files are named after the number: those of one would replace the other's.
  const twin = chosen.find((name, i) => i > 0 && name.slice(0, 3) === chosen[i - 1].slice(0, 3));
  if (twin) {
    throw new UserError(
      `${folder}: ${twin}.ipynb has the number of another notebook; give it one of its own`,
    );
  }
  return chosen;
}

/** `02`, `resistance-rejections` and `02-resistance-rejections` all name that notebook. */
function isNamed(name: string, wanted: string): boolean {
  return name === wanted || name.slice(0, 2) === wanted || name.slice(3) === wanted;
}

/** Only a report may be replaced: nobody's other files are ever deleted. */
function refuseForeign(out: string): void {
  try {
    const names = [...Deno.readDirSync(out)].map(({ name }) => name);
    if (names.length === 0 || (names.includes("summary.json") && names.includes("index.html"))) {
      return;
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw new UserError(`${out} is no folder that a report could be written to`);
  }
  throw new UserError(`${out} holds files that are no report; name another folder with --out`);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
