import { escapeXml } from "../charts/parts/text.ts";
import { fixed } from "../words/numbers.ts";
import { cellWriter, type Format, isNumeric } from "./cells.ts";
import type { Columnar } from "./records.ts";

/** One column as it is shown. */
export interface HtmlColumn {
  field: string;
  label: string;
  unit: string;
  format: Format;
}

/** Styles stand inline: JupyterLab drops style sheets, and colours must follow its theme. */
export const STYLES = {
  table: "border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:0.9em;margin:0",
  caption: "caption-side:top;text-align:left;font-weight:600;padding:0 0 0.4em;min-width:24em",
  header: "border-bottom:1px solid;padding:0.25em 0.8em;vertical-align:bottom;white-space:nowrap",
  cell: "padding:0.2em 0.8em;vertical-align:top",
  number: "text-align:right;white-space:nowrap",
  text: "text-align:left",
  time: "text-align:left;white-space:nowrap",
};

/**
 * Class of everything that is shown: Jupyter would set what stands between two dollar signs as a
 * formula. MathJax 3 and 4 know the first name, MathJax 2 the second.
 */
export const NO_MATH = "mathjax_ignore tex2jax_ignore";

/** Around every table: one that is too wide scrolls by itself, by keyboard too. */
export function scrolling(table: string, label: string): string {
  return `<div class="${NO_MATH}" style="overflow-x:auto" role="group" ` +
    `aria-label="${escapeXml(label)}" tabindex="0">${table}</div>`;
}

/**
 * The rows that a long table shows: the first and the last ones, `limit` in all.
 *
 * @example excerpt(100, 4) // [0, 1, 98, 99]
 */
export function excerpt(count: number, limit: number): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, row) => row);
  const head = Math.ceil(limit / 2);
  return Array.from({ length: limit }, (_, i) => i < head ? i : count - limit + i);
}

/**
 * An HTML table of `shown` columns, all of them escaped; where `count` is more than their rows, a
 * line between the first and the last half says how many are left out.
 *
 * @example htmlTable(null, columns, { symbol: ["<script>"] }, 1)
 */
export function htmlTable(
  caption: string | null,
  columns: readonly HtmlColumn[],
  shown: Columnar,
  count: number,
): string {
  const writers = columns.map(({ field, format }) => cellWriter(format, shown[field]));
  const align = columns.map(({ format }) =>
    isNumeric(format) ? STYLES.number : format === "text" ? STYLES.text : STYLES.time
  );
  // A column of sentences that had to give way to others would stand one word a line.
  const width = columns.map(({ field, format }) =>
    format === "text" && shown[field].some((value) => String(value).length > 24)
      ? ";min-width:14em"
      : ""
  );
  const header = columns.map(({ label, unit }, i) =>
    `<th scope="col" style="${STYLES.header};${align[i]}${width[i]}">${escapeXml(label)}${
      unit ? ` <span style="font-weight:400">(${escapeXml(unit)})</span>` : ""
    }</th>`
  );
  const rows = columns.length ? shown[columns[0].field].length : 0;
  const note = (text: string) =>
    `<tr><td colspan="${Math.max(1, columns.length)}" style="${STYLES.cell};text-align:center">` +
    `<em>${text}</em></td></tr>`;
  const body: string[] = [];
  for (let row = 0; row < rows; row++) {
    if (count > rows && row === Math.ceil(rows / 2)) {
      body.push(note(`… ${fixed(count - rows)} more rows`));
    }
    const cells = columns.map(({ field }, i) =>
      `<td style="${STYLES.cell};${align[i]}">${escapeXml(writers[i](shown[field][row]))}</td>`
    );
    body.push(`<tr>${cells.join("")}</tr>`);
  }
  if (rows === 0) body.push(note("no rows"));
  return scrolling(
    `<table style="${STYLES.table}">` +
      (caption ? `<caption style="${STYLES.caption}">${escapeXml(caption)}</caption>` : "") +
      (columns.length ? `<thead><tr>${header.join("")}</tr></thead>` : "") +
      `<tbody>${body.join("")}</tbody></table>`,
    caption ?? "Table",
  );
}
