import assert from "node:assert/strict";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { UserError } from "../../lib/errors.ts";
import { changesSection } from "../../lib/report/changes-page.ts";
import { changesSince, type ThisReport } from "../../lib/report/changes.ts";
import { type EarlierReport, readEarlier } from "../../lib/report/earlier.ts";
import { markdown } from "../../lib/report/markdown.ts";

const verdict = (claim: string, answer: string, figure: string, notebook = "02-x") => ({
  notebook,
  claim,
  verdict: answer,
  figure,
});
const NOW = {
  parameters: { from: "2025-11-20", seed: 2 },
  verdicts: [
    verdict("C5", "supported", "12 rejections"),
    verdict("C7", "inconclusive", "-17%"),
    verdict("C9", "supported", "reset"),
    verdict("C11", "not testable", "no trend"),
  ],
  results: {
    "02-x": {
      visits: {
        rate: 0.8,
        interval: [0.6, 0.9],
        rows: new Array(21).fill({ a: 1 }),
        halves: [{ n: 5 }],
        place: "below",
      },
    },
    "05-new": { depth: { trend: 1 } },
  },
} as unknown as ThisReport;
const BEFORE: EarlierReport = {
  name: "reports/old",
  parameters: { from: "2025-11-20", seed: 1, zones: [[1, 2]] },
  verdicts: [
    verdict("C5", "inconclusive", "11 rejections"),
    verdict("C7", "inconclusive", "-16%"),
    verdict("C9", "supported", "reset"),
    verdict("C1", "supported", "$400M"),
  ],
  results: {
    "02-x": {
      visits: {
        rate: 0.8 + 1e-12,
        interval: [0.5, 0.9],
        rows: new Array(21).fill({ a: 2 }),
        halves: [{ n: 4 }],
        place: "above",
      },
    },
  },
};

Deno.test("verdicts: changed, resting on other figures, new, gone, and as they were", () => {
  const { verdicts, verdicts_unchanged } = changesSince(BEFORE, NOW);
  assert.deepEqual(verdicts.map(({ claim, changed }) => [claim, changed]), [
    ["C5", "verdict"],
    ["C7", "figure"],
    ["C11", "new"],
    ["C1", "gone"],
  ]);
  assert.deepEqual(verdicts[0].before, { verdict: "inconclusive", figure: "11 rejections" });
  assert.equal(verdicts_unchanged, 1);
});

Deno.test("figures: numbers and words by path, without long lists and without rounding's noise", () => {
  const { figures, figures_unchanged, parameters } = changesSince(BEFORE, NOW);
  assert.deepEqual(figures, [
    { notebook: "02-x", result: "visits", field: "interval.0", before: 0.5, after: 0.6 },
    { notebook: "02-x", result: "visits", field: "halves.0.n", before: 4, after: 5 },
    { notebook: "02-x", result: "visits", field: "place", before: "above", after: "below" },
  ]);
  assert.equal(figures_unchanged, 2);
  assert.deepEqual(parameters, [
    { name: "seed", before: "1", after: "2" },
    { name: "zones", before: "[[1,2]]", after: null },
  ]);
});

Deno.test("a report against itself changes nothing", () => {
  const same = changesSince({ ...NOW, name: "same" } as unknown as EarlierReport, NOW);
  assert.deepEqual([same.verdicts, same.figures, same.parameters], [[], [], []]);
});

Deno.test("nothing of an earlier report becomes markup, on the page or in Markdown", () => {
  const hostile = `<script>alert(1)</script> | [x](javascript:1)`;
  const changes = changesSince({
    ...BEFORE,
    name: hostile,
    verdicts: [verdict(hostile, hostile, hostile, hostile)],
    results: { "02-x": { visits: { [hostile]: hostile, rate: 1 } } },
  }, NOW);
  const { document } = parseHTML(`<main>${changesSection(changes)}</main>`);
  assert.equal(document.querySelectorAll("script, a").length, 0);
  assert(document.querySelector("code")!.textContent === hostile);
  const pasted = markdown(
    { title: "t", parameters: {}, dataset: [], versions: [], failures: [] },
    [],
    changes,
  );
  assert.doesNotMatch(pasted, /<script>|\[x\]\(/);
  for (const row of pasted.split("\n").filter((line) => line.startsWith("|"))) {
    assert.equal(row.match(/(?<!\\)\|/g)!.length, 4, row);
  }
});

async function inTemp(use: (folder: string) => void | Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const GOOD = JSON.stringify({
  schema_version: 1,
  parameters: {},
  verdicts: BEFORE.verdicts,
  results: {},
  figures: "not read",
});

Deno.test("a report is read by its folder or by its summary.json", () =>
  inTemp((folder) => {
    const file = join(folder, "summary.json");
    Deno.writeTextFileSync(file, GOOD);
    assert.deepEqual(readEarlier(folder).verdicts, BEFORE.verdicts);
    assert.deepEqual(readEarlier(file).verdicts, BEFORE.verdicts);
  }));

Deno.test("what is no report is refused in one line that says why", () =>
  inTemp((folder) => {
    const refused = (text: string | Uint8Array, why: RegExp) => {
      const file = join(folder, "summary.json");
      Deno.writeFileSync(file, typeof text === "string" ? new TextEncoder().encode(text) : text);
      assert.throws(() => readEarlier(folder), (error) => {
        assert(error instanceof UserError, String(error));
        assert.match(error.message, why);
        assert.doesNotMatch(error.message, /[\r\n\u2028]/);
        return true;
      });
    };
    const broken = (changes: object) => JSON.stringify({ ...JSON.parse(GOOD), ...changes });
    refused("", /it is not JSON/);
    refused("<html>", /it is not JSON/);
    refused(new Uint8Array([0xff, 0xfe, 0, 1]), /it is not JSON/);
    refused("null", /it holds no object/);
    refused("[]", /it holds no object/);
    refused("{}", /no schema_version/);
    refused(broken({ schema_version: 99 }), /schema_version is 99, and this version writes 1/);
    refused(broken({ schema_version: "1\n<b>" }), /no schema_version/);
    refused(broken({ verdicts: {} }), /no list of verdicts/);
    refused(broken({ verdicts: [null] }), /verdict 1 has no notebook/);
    refused(broken({ verdicts: [{ notebook: "a", claim: {} }] }), /verdict 1 has no claim/);
    refused(broken({ parameters: [] }), /no parameters/);
    refused(broken({ results: { a: 1 } }), /no results by notebook/);
    assert.throws(() => readEarlier(join(folder, "no\nsuch")), /no earlier report at .*no\?such/);
    Deno.mkdirSync(join(folder, "empty"));
    assert.throws(() => readEarlier(join(folder, "empty")), /no earlier report at/);
  }));

Deno.test("depth and odd names in an old result do no harm", () =>
  inTemp((folder) => {
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    const nested = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
    Deno.writeTextFileSync(
      join(folder, "summary.json"),
      `{"schema_version":1,"parameters":{"__proto__":{"seed":3}},"verdicts":[],"results":{"02-x":` +
        `{"visits":{"__proto__":{"rate":5},"deep":${deep},"nested":${nested}},"constructor":1}}}`,
    );
    const { figures, parameters } = changesSince(readEarlier(folder), NOW);
    assert(figures.some(({ field }) => field === "__proto__.rate"));
    assert(parameters.some(({ name }) => name === "__proto__"));
    assert.equal(({} as Record<string, unknown>).rate, undefined);
  }));
