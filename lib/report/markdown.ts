import type { Changes } from "./changes.ts";
import { changesMarkdown } from "./changes-page.ts";
import type { Content } from "./collect.ts";
import { figureFiles } from "./file-names.ts";
import type { About } from "./page.ts";

/**
 * The report as Markdown with relative images, for pasting elsewhere.
 *
 * @example await Deno.writeTextFile("report.md", markdown(about, contents));
 */
export function markdown(
  about: About,
  contents: readonly Content[],
  changes?: Changes,
): string {
  const lines = [`# ${escape(about.title)}`, ""];
  if (about.failures.length) {
    lines.push("## Missing here: these notebooks failed", "");
    lines.push(...about.failures.map((failure) => `- ${escape(failure)}`), "");
  }
  const verdicts = contents.flatMap(({ verdicts }) => verdicts);
  if (verdicts.length) {
    lines.push("| Claim | Verdict | Measured | Why |", "| --- | --- | --- | --- |");
    for (const { claim, statement, verdict, figure, reason, basis } of verdicts) {
      const cells = [
        `${claim}: ${statement}`,
        `**${verdict}**`,
        `${figure} (data: ${basis})`,
        reason,
      ];
      lines.push(`| ${cells.map(escape).join(" | ")} |`);
    }
    lines.push("");
  }
  if (changes) lines.push(...changesMarkdown(changes, escape));
  for (const { notebook, title, figures } of contents) {
    lines.push(`## ${escape(title)}`, "");
    for (const { name, alt, caption } of figures) {
      lines.push(`![${escape(alt)}](${figureFiles(notebook, name).png})`, "", escape(caption), "");
    }
  }
  lines.push("## What this report was made with", "");
  for (const [name, value] of [...about.dataset, ...about.versions]) {
    lines.push(`- ${escape(name)}: ${escape(value)}`);
  }
  for (const [name, value] of Object.entries(about.parameters)) {
    lines.push(`- ${escape(name)}: \`${JSON.stringify(value).replaceAll("`", "'")}\``);
  }
  return lines.join("\n") + "\n";
}

/** Data as Markdown text: no markup, no cell end and no line break can come out of it. */
function escape(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[\\|<>[\]`#]/g, (sign) => `\\${sign}`);
}
