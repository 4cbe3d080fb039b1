import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import type { Verdict } from "../../lib/claims/verdict.ts";
import type { FigureData } from "../../lib/notebook/figure.ts";
import { TABLE_MIME, tableBundle, type TableData } from "../../lib/notebook/table.ts";
import type { Content } from "../../lib/report/collect.ts";
import { markdown } from "../../lib/report/markdown.ts";
import { type About, page } from "../../lib/report/page.ts";

const HOSTILE = `<script>alert("x")</script> | *x* & 'y'`;

const VERDICT: Verdict = {
  claim: "C5",
  statement: HOSTILE,
  verdict: "not testable",
  figure: HOSTILE,
  interval: [-0.5, 0.25],
  p: 0.0004,
  n: 3,
  basis: "reported",
  reason: HOSTILE,
  smallest_effect: HOSTILE,
};

const FIGURE: FigureData = {
  name: "zone-visits",
  title: HOSTILE,
  subtitle: "",
  alt: HOSTILE,
  caption: HOSTILE,
  source: "",
  basis: "reported",
  parameters: {},
  width: 10,
  height: 10,
  until: "2026-01-19T23:55:00Z",
  svg: `<svg xmlns="http://www.w3.org/2000/svg"><title>t</title></svg>`,
  row_count: 0,
  fields: [],
  data: {},
};

const CONTENT: Content = {
  notebook: "02-resistance-rejections",
  title: HOSTILE,
  figures: [FIGURE],
  tables: [tableBundle("visits", [{ symbol: HOSTILE }])[TABLE_MIME] as TableData],
  results: {},
  verdicts: [VERDICT],
};

const ABOUT: About = {
  title: HOSTILE,
  parameters: { zones: [[1, 2]] },
  dataset: [["dataset", HOSTILE]],
  versions: [["deno", "2"]],
  failures: [],
};
const html = page(ABOUT, [CONTENT]);
const { document } = parseHTML(html);
const text = (selector: string) => document.querySelector(selector)?.textContent ?? "";

Deno.test("findings come first, with verdict, figure, interval and reason", () => {
  const headings = [...document.querySelectorAll("h2")].map((heading) => heading.textContent);
  assert.equal(headings[0], "What the data says about each claim");
  const row = text(".ledger tbody tr");
  assert.match(row, /C5/);
  assert.match(row, /– not testable/);
  assert.match(row, /95% interval −0.5 to 0.25 · p < 0.001 · n = 3 · data: reported/);
});

Deno.test("nothing that came from data becomes markup", () => {
  assert.equal(document.querySelectorAll("script").length, 0);
  assert.equal(text("h1"), HOSTILE);
  assert.equal(text("figcaption").includes(HOSTILE), true);
  assert.equal(text("details td"), HOSTILE);
});

Deno.test("every link within the page leads somewhere, and the end says what it was made with", () => {
  const inner = [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute("href")!);
  assert(inner.length >= 3);
  for (const href of inner) assert(document.getElementById(href.slice(1)), href);
  const facts = [...document.querySelectorAll("dt")].map((dt) => dt.textContent);
  assert.deepEqual(facts, ["zones", "dataset", "deno"]);
});

Deno.test("each figure stands with its caption and links to its files", () => {
  const links = [...document.querySelectorAll("figcaption a")].map((a) => a.getAttribute("href"));
  assert.deepEqual(
    links,
    ["svg", "png", "pdf", "csv", "json"].map((kind) => `figures/02-zone-visits.${kind}`),
  );
  assert(document.querySelector("figure svg"));
});

Deno.test("the page needs nothing else: no script, no link to other hosts", () => {
  assert.doesNotMatch(html, /<script|<link|@import|src=/);
  assert.doesNotMatch(html.replaceAll("http://www.w3.org/2000/svg", ""), /https?:/);
});

Deno.test("Markdown keeps one table row a claim and escapes what would be markup", () => {
  const pasted = markdown(ABOUT, [CONTENT]);
  const row = pasted.split("\n").find((line) => line.includes("C5"))!;
  assert.equal(row.match(/(?<!\\)\|/g)!.length, 5);
  assert.doesNotMatch(pasted, /<script>/);
  assert.match(pasted, /!\[.*\]\(figures\/02-zone-visits.png\)/);
});
