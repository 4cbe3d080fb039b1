import { join } from "node:path";
import { executeNotebook } from "../../lib/jupyter/execute.ts";
import { startRunner } from "../../lib/jupyter/runner.ts";
import { readNotebook } from "../../lib/jupyter/notebook.ts";
import { setUp } from "../../lib/jupyter/setup.ts";
import { svgToPdf } from "../../lib/report/pdf.ts";
import { svgToPng } from "../../lib/report/raster.ts";
import { writeFiles, writeText } from "../../lib/report/files.ts";
import { writeReport } from "../../lib/report/report.ts";
import { bundledDataset, ROOT } from "../../lib/cli/bundled.ts";
import { type Work, work } from "../work.ts";

const NOTEBOOKS = join(ROOT, "notebooks");
const IMPORTS = /^import [^;]+;$/gm;

/** The report on the bundled dataset. */
export function report(dir: string): Promise<Work> {
  return writing(join(dir, "report"), writeFiles);
}

/**
 * The same with neither PNG nor PDF. Taking the time of rendering off afterwards would flatter: what is
 * drawn beside a running notebook takes no time of its own.
 */
export function unrendered(dir: string): Promise<Work> {
  return writing(join(dir, "unrendered"), writeText);
}

async function writing(out: string, write: typeof writeFiles): Promise<Work> {
  const { python } = await setUp({ root: ROOT });
  const parameters = { from: "2025-11-20T00:00:00Z", to: "2026-01-20T00:00:00Z" };
  return work(async () => {
    const failures = await writeReport({
      python,
      notebooks: NOTEBOOKS,
      data: bundledDataset(),
      out,
      parameters,
      about: { title: "bench", versions: [] },
      dataset: Promise.resolve([]),
      write,
    });
    if (failures.length > 0) throw new Error(failures.join("\n"));
  }, () => ({ figures: figures(out).length }));
}

/** The same notebooks with nothing left in them but their imports, as many at a time. */
export async function imports(): Promise<Work> {
  const { python } = await setUp({ root: ROOT });
  const names = [...Deno.readDirSync(NOTEBOOKS)].map(({ name }) => name)
    .filter((name) => /^\d\d-.+\.ipynb$/.test(name)).sort();
  const notebooks = await Promise.all(names.map(async (name) => {
    const notebook = await readNotebook(join(NOTEBOOKS, name));
    const cells = notebook.cells.flatMap((cell) => {
      const imports = cell.cell_type === "code" && cell.source.match(IMPORTS);
      return imports ? [{ ...cell, source: imports.join("\n") }] : [];
    });
    return { ...notebook, cells };
  }));
  return work(async () => {
    await using runner = await startRunner(python);
    const queue = [...notebooks];
    const runQueue = async () => {
      for (let notebook = queue.shift(); notebook; notebook = queue.shift()) {
        await executeNotebook({ runner, notebook, cwd: NOTEBOOKS });
      }
    };
    await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, runQueue));
  }, () => ({}));
}

/** The report's figures as PNG and PDF, one after the other. */
export function rendering(dir: string): Work {
  return work(async () => {
    for (const path of figures(join(dir, "report"))) {
      const svg = await Deno.readTextFile(path);
      const about = JSON.parse(await Deno.readTextFile(path.replace(/svg$/, "json")));
      await svgToPng(svg, { scale: 2 });
      await svgToPdf(svg, about, { ...about, date: new Date(about.until) });
    }
  }, () => ({ figures: figures(join(dir, "report")).length }));
}

function figures(out: string): string[] {
  const folder = join(out, "figures");
  return [...Deno.readDirSync(folder)].map(({ name }) => join(folder, name))
    .filter((path) => path.endsWith(".svg")).sort();
}
