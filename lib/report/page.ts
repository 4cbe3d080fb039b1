import { escapeXml } from "../charts/parts/text.ts";
import type { Verdict } from "../claims/verdict.ts";
import type { FigureData } from "../notebook/figure.ts";
import type { TableData } from "../notebook/table.ts";
import { tableBundle } from "../notebook/table.ts";
import { probability, significant } from "../words/numbers.ts";
import type { Changes } from "./changes.ts";
import { changesSection } from "./changes-page.ts";
import type { Content } from "./collect.ts";
import { figureFiles, fileBase, tableFile, WORKBOOK } from "./file-names.ts";
import type { Fact } from "./facts.ts";
import { STYLE } from "./page-style.ts";

/** What a report says about itself. */
export interface About {
  /** As `Aftershock report, 20 Nov 2025 to 20 Jan 2026`. */
  title: string;
  /** What the notebooks ran with. */
  parameters: Record<string, unknown>;
  /** What they ran on: extent, gaps, licences. */
  dataset: Fact[];
  /** What they ran in: programs and packages. */
  versions: Fact[];
  /** Why a notebook failed, one line each: what it would have told is not in the report. */
  failures: readonly string[];
}

const SHAPES = { supported: "✓", contradicted: "✗", inconclusive: "?", "not testable": "–" };

/**
 * The report as one HTML page that needs nothing else: findings first, then each notebook's figures
 * with captions and tables, then what it was made with. Behind the findings stands what changed since an
 * earlier report, where one is compared with. No script; every text is escaped.
 *
 * @example await Deno.writeTextFile("index.html", page(about, contents));
 */
export function page(about: About, contents: readonly Content[], changes?: Changes): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(about.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${dated(about.title)}</h1>
${contentsList(contents)}
</header>
<main>
${failed(about.failures)}
${ledger(contents)}
${changes ? changesSection(changes) : ""}
${contents.map(section).join("\n")}
${colophon(about)}
</main>
</body>
</html>
`;
}

/** Dates stay in one piece where lines are short. */
function dated(text: string): string {
  return escapeXml(text).replace(/\b\d{4}-\d\d-\d\d\b/g, "<time>$&</time>");
}

function contentsList(contents: readonly Content[]): string {
  const links = contents.map(({ notebook, title }) => [notebook, title])
    .concat([["made-with", "What this report was made with"]])
    .map(([id, title]) => `<li><a href="#${escapeXml(id)}">${escapeXml(title)}</a></li>`);
  return `<nav aria-label="Contents"><ol>${links.join("")}</ol></nav>`;
}

function failed(failures: readonly string[]): string {
  if (failures.length === 0) return "";
  return `<section aria-labelledby="failed">
<h2 id="failed">Missing here: these notebooks failed</h2>
<ul>${failures.map((failure) => `<li>${escapeXml(failure)}</li>`).join("")}</ul>
</section>`;
}

function ledger(contents: readonly Content[]): string {
  const rows = contents.flatMap(({ notebook, verdicts }) =>
    verdicts.map((verdict) => claim(notebook, verdict))
  );
  if (rows.length === 0) return "";
  return `<section aria-labelledby="findings">
<h2 id="findings">What the data says about each claim</h2>
<table class="ledger claims">
<thead><tr><th scope="col">Claim</th><th scope="col">Verdict</th><th scope="col">Measured</th><th scope="col">Why</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table>
</section>`;
}

function claim(notebook: string, verdict: Verdict): string {
  const facts = [
    verdict.interval
      ? `95% interval ${significant(verdict.interval[0], 3)} to ${
        significant(verdict.interval[1], 3)
      }`
      : "",
    verdict.p === null ? "" : probability(verdict.p),
    verdict.n === null ? "" : `n = ${verdict.n}`,
    `data: ${verdict.basis}`,
  ].filter(Boolean).join(" · ");
  const seen = verdict.smallest_effect
    ? `<br><small>Could have seen: ${escapeXml(verdict.smallest_effect)}</small>`
    : "";
  const slug = verdict.verdict.replace(" ", "-");
  return `<tr><th scope="row"><a href="#${escapeXml(notebook)}">${escapeXml(verdict.claim)}</a> ` +
    `<span class="statement">${escapeXml(verdict.statement)}</span></th>` +
    `<td><span class="verdict ${slug}">${SHAPES[verdict.verdict]} ${verdict.verdict}</span></td>` +
    `<td data-label="Measured">${escapeXml(verdict.figure)}<br>` +
    `<small>${escapeXml(facts)}</small></td>` +
    `<td data-label="Why">${escapeXml(verdict.reason)}${seen}</td></tr>`;
}

function section(content: Content): string {
  const { notebook, title, figures, tables } = content;
  return `<section aria-labelledby="${escapeXml(notebook)}">
<h2 id="${escapeXml(notebook)}">${escapeXml(title)}</h2>
${figures.map((figure) => picture(notebook, figure)).join("\n")}
${tables.map((table) => details(notebook, table)).join("\n")}
<p class="files"><small>Notebook: <a href="notebooks/${escapeXml(notebook)}.ipynb">${
    escapeXml(notebook)
  }.ipynb</a></small></p>
</section>`;
}

function picture(notebook: string, figure: FigureData): string {
  const files = Object.entries(figureFiles(notebook, figure.name)).map(([kind, path]) =>
    `<a href="${escapeXml(path)}">${kind.toUpperCase()}</a>`
  );
  return `<figure id="${escapeXml(fileBase(notebook, figure.name))}">
<div class="picture" role="group" aria-label="${
    escapeXml(figure.title)
  }" tabindex="0">${figure.svg}</div>
<figcaption>${escapeXml(figure.caption)} <small>${files.join(" ")}</small></figcaption>
</figure>`;
}

function details(notebook: string, table: TableData): string {
  const views = Object.fromEntries(table.columns.map(({ field, ...view }) => [field, view]));
  const rows = Array.from(
    { length: table.row_count },
    (_, i) => Object.fromEntries(table.columns.map(({ field }) => [field, table.data[field][i]])),
  );
  const label = table.caption ?? table.name;
  const html =
    tableBundle(table.name, rows, { columns: views, caption: label, limit: 50 })["text/html"];
  const path = tableFile(notebook, table.name);
  return `<details><summary>Table: ${escapeXml(label)}</summary>
${html}
<p class="files"><small><a href="${escapeXml(path)}">CSV</a></small></p></details>`;
}

function colophon({ parameters, dataset, versions }: About): string {
  const given = Object.entries(parameters)
    .map((
      [name, value],
    ): Fact => [name, typeof value === "string" ? value : JSON.stringify(value)]);
  const list = (title: string, facts: Fact[]) =>
    facts.length === 0
      ? ""
      : `<h3>${title}</h3>\n<dl>${
        facts.map(([name, value]) => `<dt>${escapeXml(name)}</dt><dd>${escapeXml(value)}</dd>`)
          .join("")
      }</dl>`;
  return `<section aria-labelledby="made-with">
<h2 id="made-with">What this report was made with</h2>
${list("Parameters", given)}
${list("Data", dataset)}
${list("Versions", versions)}
<p class="files"><a href="${WORKBOOK}">All tables as one workbook (XLSX)</a></p>
</section>`;
}
