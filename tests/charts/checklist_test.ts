import assert from "node:assert/strict";
import { answerable, type Checked, checklist } from "../../lib/charts/checklist.ts";
import { snapshot, texts } from "./svg.ts";

const lines: Checked[] = [
  { check: "What there is", state: "fine", finding: "15 series of 5 assets, 654,750 rows" },
  { check: "Gaps", state: "look", finding: `2 of 15 series miss ${"many ".repeat(80)}rows` },
  { check: "Sides of liquidations", state: "unknown", finding: "nothing to hold against bars" },
  ...Array.from({ length: 7 }, (_, i): Checked => ({
    check: `Check ${i}`,
    state: "fine",
    finding: "<none>",
  })),
];

Deno.test("checklist: what to look at is counted in the title, long findings are cut with a mark", () => {
  const chart = snapshot("checklist", (options) => checklist(lines, options));
  assert.equal(chart.title, "BTC: 1 point to know before the figures are believed");
  assert(texts(chart.svg).some((text) => /^2 of 15 series miss (many )+many…$/.test(text)));
  assert.equal(chart.rows.length, 10);
  assert.match(chart.alt, /Sides of liquidations \(unknown\): nothing to hold against bars; /);
});

Deno.test("a slide shows what to look at first, and says how much it leaves out", () => {
  const last: Checked[] = [...lines.slice(3), ...lines.slice(0, 3)];
  const chart = checklist(last, { subject: "x", source: "s", basis: "reported", size: "slide" });
  const said = texts(chart.svg);
  assert(said.includes("Gaps"));
  assert(said.includes("Shown: 7 of 10 lines."));
});

Deno.test("a dataset without a fault is said to have none", () => {
  const fine = lines.filter(({ state }) => state === "fine");
  const { title } = checklist(fine, { subject: "x", source: "s", basis: "reported" });
  assert.equal(title, "x: nothing stands in the way of the figures");
});

Deno.test("answerable: how many questions are carried in full, in part and not at all", () => {
  const some = lines.slice(0, 5);
  const chart = snapshot("answerable", (options) => answerable(some, options));
  assert.equal(chart.title, "BTC carries 3 of 5 questions in full, 1 in part, 1 not at all");
  assert(texts(chart.svg).includes("Not at all"));
});
