import { escapeXml } from "../charts/parts/text.ts";
import { significant } from "../words/numbers.ts";
import type { Changes, FieldChange, VerdictChange } from "./changes.ts";

/** Figures that are listed; `summary.json` has all. */
const MOST = 200;

/**
 * The section of the page that says what differs from an earlier report.
 *
 * @example changesSection(changes).startsWith("<section")
 */
export function changesSection(changes: Changes): string {
  const { compared_with, parameters, verdicts, figures } = changes;
  return `<section aria-labelledby="changes">
<h2 id="changes">What changed since an earlier report</h2>
<p>${escapeXml(inWords(changes))} Compared with <code>${escapeXml(compared_with)}</code>.</p>
${
    table(
      "Verdicts that changed",
      ["Claim", "Before", "Now"],
      verdicts.map((change) => [
        `${change.claim} (${change.notebook})`,
        side(change.before),
        side(change.after),
      ]),
    )
  }
${
    table(
      "Parameters that differ",
      ["Parameter", "Before", "Now"],
      parameters.map(({ name, before, after }) => [name, before ?? "–", after ?? "–"]),
    )
  }
${
    table(
      figures.length > MOST ? `The first ${MOST} figures that changed` : "Figures that changed",
      ["Figure", "Before", "Now"],
      figures.slice(0, MOST).map((change) => [
        fieldName(change),
        shown(change.before),
        shown(change.after),
      ]),
      true,
    )
  }
</section>`;
}

/**
 * The same as Markdown lines; `escape` makes text out of data.
 *
 * @example lines.push(...changesMarkdown(changes, escape));
 */
export function changesMarkdown(changes: Changes, escape: (text: string) => string): string[] {
  const rows = [
    ...changes.verdicts.map((change) => [
      `${change.claim} (${change.notebook})`,
      side(change.before),
      side(change.after),
    ]),
    ...changes.parameters.map(({ name, before, after }) => [name, before ?? "–", after ?? "–"]),
    ...changes.figures.slice(0, MOST).map((change) => [
      fieldName(change),
      shown(change.before),
      shown(change.after),
    ]),
  ];
  return [
    "## What changed since an earlier report",
    "",
    escape(`${inWords(changes)} Compared with ${changes.compared_with}.`),
    "",
    ...(rows.length > 0 ? ["| What | Before | Now |", "| --- | --- | --- |"] : []),
    ...rows.map((row) => `| ${row.map(escape).join(" | ")} |`),
    ...(rows.length > 0 ? [""] : []),
  ];
}

function inWords({ verdicts, verdicts_unchanged, figures, figures_unchanged }: Changes): string {
  const answers = verdicts.filter(({ changed }) => changed !== "figure").length;
  const only = verdicts.length - answers;
  return `${answers} verdicts changed, ${only} more rest on other figures, ${verdicts_unchanged} ` +
    `stand as they were; of the results' figures ${figures.length} changed and ` +
    `${figures_unchanged} did not.`;
}

function table(caption: string, header: string[], rows: string[][], folded = false): string {
  if (rows.length === 0) return "";
  const html =
    `<div class="scroll" role="region" aria-label="${escapeXml(caption)}" tabindex="0">` +
    `<table class="ledger"><thead><tr>${
      header.map((name) => `<th scope="col">${name}</th>`).join("")
    }</tr></thead><tbody>${
      rows.map(([name, ...cells]) =>
        `<tr><th scope="row">${escapeXml(name)}</th>${
          cells.map((cell) => `<td>${escapeXml(cell)}</td>`).join("")
        }</tr>`
      ).join("\n")
    }</tbody></table></div>`;
  return folded
    ? `<details><summary>${escapeXml(caption)} (${rows.length})</summary>${html}</details>`
    : `<h3>${escapeXml(caption)}</h3>${html}`;
}

function side(side: VerdictChange["before"]): string {
  return side === null ? "not in this report" : `${side.verdict}: ${side.figure}`;
}

function fieldName({ notebook, result, field }: FieldChange): string {
  return `${notebook}, ${result}: ${field}`;
}

function shown(value: FieldChange["before"]): string {
  if (value === null) return "–";
  return typeof value === "number" ? significant(value, 6) : String(value);
}
