import assert from "node:assert/strict";
import { claims, figures, README_END, README_START, SHOWN } from "../../../docs/gallery/pages.ts";

const ROOT = new URL("../../../", import.meta.url);
const read = (path: string) => Deno.readTextFileSync(new URL(path, ROOT));

const verdict = (claim: string) => ({
  notebook: "01-liquidation-wave",
  claim,
  statement: `What ${claim} says`,
  verdict: "inconclusive" as const,
  figure: "1 of 2",
  interval: null,
  p: null,
  n: null,
  basis: "reported",
  reason: "too few",
  smallest_effect: null,
});

Deno.test("the claims stand in the order of their numbers, those of one market behind", () => {
  const verdicts = [verdict("C10"), verdict("C2 ETH"), verdict("C2")];
  assert.deepEqual(claims({ verdicts }, true).slice(2), [
    "| C2 ETH: What C2 ETH says | **inconclusive** | 1 of 2 (reported) | too few |",
    "| C2: What C2 says | **inconclusive** | 1 of 2 (reported) | too few |",
    "| C10: What C10 says | **inconclusive** | 1 of 2 (reported) | too few |",
  ]);
  assert.equal(
    claims({ verdicts }, false)[4],
    "| C10: What C10 says | **inconclusive** | 1 of 2 (reported) |",
  );
});

Deno.test("a figure that the report lacks is named", () => {
  assert.throws(
    () => figures("october", { figures: [] }),
    { message: "the report of october has no figure 01-anatomy-btcusdt" },
  );
});

Deno.test("the gallery shows every figure it names, each with its source, and nothing else", () => {
  const page = read("docs/gallery/README.md");
  const linked = [...page.matchAll(/\]\(([^)]+\.png)\)/g)].map(([, file]) => file);
  const wanted = Object.entries(SHOWN).flatMap(([report, names]) =>
    names.map((name) => `${report}-${name}.png`)
  );
  assert.deepEqual(linked, wanted);
  assert.equal(page.match(/\*Source: /g)?.length, wanted.length);
  const there = [...Deno.readDirSync(new URL("docs/gallery/", ROOT))]
    .map(({ name }) => name).filter((name) => name.endsWith(".png"));
  assert.deepEqual(there.sort(), wanted.toSorted());
});

Deno.test("the README tells the same verdicts as the gallery", () => {
  const readme = read("README.md");
  const rows = (text: string) =>
    [...text.matchAll(/^\| (C\d+[^|]*\|[^|]*\|[^|]*)\|/gm)].map(([, row]) => row);
  const told = rows(readme.slice(readme.indexOf(README_START), readme.indexOf(README_END)));
  assert.ok(told.length >= 12);
  assert.deepEqual(told, rows(read("docs/gallery/README.md")));
});
