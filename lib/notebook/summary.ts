import { escapeXml } from "../charts/parts/text.ts";
import { fixed, significant } from "../words/numbers.ts";
import { cellWriter, inferFormat } from "./cells.ts";
import { type Bundle, display } from "./display.ts";
import { checkName } from "./name.ts";
import { scrolling, STYLES } from "./html-table.ts";

/** MIME type of an analysis' whole result in a notebook's output. */
export const RESULT_MIME = "application/vnd.aftershock.result+json";

/**
 * Shows the figures of a result as a short list, folded; the output carries the whole result, and the
 * report's `summary.json` is made of it.
 *
 * @param slug what the result is called there: the analysis, and the series where there are several
 * @throws UserError when the slug could not be a file name
 * @example await summary("resistance-rejections", result);
 */
export async function summary(slug: string, result: object): Promise<void> {
  await display(summaryBundle(slug, result));
}

/** The output that `summary` shows. */
export function summaryBundle(slug: string, result: object): Bundle {
  checkName(slug);
  const lines = flatten(result);
  const rows = lines.map(([key, value]) =>
    `<tr><th scope="row" style="${STYLES.cell};${STYLES.text};font-weight:400">${
      escapeXml(key)
    }</th><td style="${STYLES.cell};${STYLES.text}">${escapeXml(value)}</td></tr>`
  );
  return {
    "text/plain": lines.map(([key, value]) => `${key}: ${value}`).join("\n"),
    "text/html": folded(
      slug,
      lines.length,
      `<table style="${STYLES.table}"><tbody>${rows.join("")}</tbody></table>`,
    ),
    [RESULT_MIME]: { slug, result },
  };
}

/** Open to a click: a dozen of lists would hide the charts that follow. */
function folded(slug: string, count: number, list: string): string {
  const label = `${slug}: ${count} values`;
  return `<details><summary style="font-weight:600">${escapeXml(label)}</summary>` +
    `${scrolling(list, label)}</details>`;
}

/** What every result has, and no reader looks for. */
const UNSHOWN = ["schema_version", "analysis"];

/** Scalars and short lists of a result and of its parts; long lists and what lies deeper are named. */
function flatten(value: object, path = ""): [key: string, value: string][] {
  return Object.entries(value).flatMap(([name, inner]): [string, string][] => {
    if (path === "" && UNSHOWN.includes(name)) return [];
    const key = path ? `${path}.${name}` : name;
    if (Array.isArray(inner)) {
      const short = inner.length <= 5 && inner.every((item) => typeof item !== "object");
      return [[key, short ? inner.map(scalar).join("; ") : `${inner.length} rows`]];
    }
    if (inner === null || typeof inner !== "object") return [[key, scalar(inner)]];
    return path ? [[key, Object.keys(inner).join(", ")]] : flatten(inner, key);
  });
}

function scalar(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value !== "number") return cellWriter(inferFormat([String(value)]), [])(String(value));
  // Counts whole, all else to six digits.
  return Number.isInteger(value) ? fixed(value) : significant(value, 6);
}
