import type { Verdict } from "../claims/verdict.ts";
import { UserError } from "../errors.ts";
import type { Notebook } from "../jupyter/notebook.ts";
import { FIGURE_MIME, type FigureData } from "../notebook/figure.ts";
import { FINDINGS_MIME } from "../notebook/findings.ts";
import { RESULT_MIME } from "../notebook/summary.ts";
import { TABLE_MIME, type TableData } from "../notebook/table.ts";

/** Everything that one executed notebook has to say to a report, in the order of its cells. */
export interface Content {
  /** File name without its ending, as `02-resistance-rejections`. */
  notebook: string;
  /** Its first heading. */
  title: string;
  figures: FigureData[];
  tables: TableData[];
  /** Whole results of analyses, by the name they were shown under. */
  results: Record<string, object>;
  verdicts: Verdict[];
}

/**
 * Reads what `figure`, `table`, `summary` and `findings` left in the outputs of a notebook. It does
 * not matter who ran it: the report, or an analyst in Jupyter.
 *
 * @throws UserError when two figures, tables or results of the notebook share a name
 * @example collect("02-resistance-rejections", notebook).figures.length
 */
export function collect(name: string, notebook: Notebook): Content {
  const content: Content = {
    notebook: name,
    title: firstHeading(notebook) ?? name,
    figures: [],
    tables: [],
    results: {},
    verdicts: [],
  };
  const names = new Set<string>();
  const unique = (kind: string, label: string) => {
    if (names.has(`${kind} ${label}`)) {
      throw new UserError(`${name}: two ${kind}s are named "${label}"; each needs its own name`);
    }
    names.add(`${kind} ${label}`);
  };
  for (const data of shown(notebook)) {
    const figure = data[FIGURE_MIME] as FigureData | undefined;
    const table = data[TABLE_MIME] as TableData | undefined;
    const result = data[RESULT_MIME] as { slug: string; result: object } | undefined;
    const findings = data[FINDINGS_MIME] as { verdicts: Verdict[] } | undefined;
    if (figure) {
      unique("figure", figure.name);
      content.figures.push(figure);
    }
    if (table) {
      unique("table", table.name);
      content.tables.push(table);
    }
    if (result) {
      unique("result", result.slug);
      content.results[result.slug] = result.result;
    }
    if (findings) content.verdicts.push(...findings.verdicts);
  }
  return content;
}

/** What the cells of a notebook show, in order, by MIME type. */
function shown(notebook: Notebook): Record<string, unknown>[] {
  return notebook.cells.flatMap((cell) =>
    cell.cell_type !== "code"
      ? []
      : cell.outputs.flatMap((output) => "data" in output ? [output.data] : [])
  );
}

function firstHeading(notebook: Notebook): string | undefined {
  for (const { cell_type, source } of notebook.cells) {
    const heading = cell_type === "markdown" ? /^# +(.+)$/m.exec(source) : null;
    if (heading) return heading[1].trim();
  }
}
