import assert from "node:assert/strict";
import { UserError } from "../../lib/errors.ts";
import type { Notebook, Output } from "../../lib/jupyter/notebook.ts";
import { FINDINGS_MIME } from "../../lib/notebook/findings.ts";
import { RESULT_MIME } from "../../lib/notebook/summary.ts";
import { tableBundle } from "../../lib/notebook/table.ts";
import { collect } from "../../lib/report/collect.ts";

const shows = (data: object): Output =>
  ({ output_type: "display_data", data, metadata: {} }) as Output;

function notebook(...outputs: Output[]): Notebook {
  return {
    cells: [
      { cell_type: "markdown", id: "a", metadata: {}, source: "## Not this\n# Two words\ntext" },
      { cell_type: "code", id: "b", metadata: {}, source: "", execution_count: 1, outputs },
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
}

Deno.test("title, tables, results and verdicts are read out of the outputs", () => {
  const content = collect(
    "03-x",
    notebook(
      { output_type: "stream", name: "stdout", text: "noise" },
      shows(tableBundle("visits", [{ a: 1 }])),
      shows({ [RESULT_MIME]: { slug: "x", result: { drop: -0.17 } } }),
      shows({ [FINDINGS_MIME]: { verdicts: [{ claim: "C7" }] } }),
      shows({ "text/plain": "a bare value" }),
    ),
  );
  assert.equal(content.title, "Two words");
  assert.deepEqual(content.tables.map(({ name, row_count }) => [name, row_count]), [["visits", 1]]);
  assert.deepEqual(content.results, { x: { drop: -0.17 } });
  assert.deepEqual(content.verdicts.map(({ claim }) => claim), ["C7"]);
  assert.deepEqual(content.figures, []);
});

Deno.test("a name given twice is refused: one file would replace the other", () => {
  const twice = shows(tableBundle("visits", []));
  assert.throws(() => collect("03-x", notebook(twice, twice)), (error) => {
    assert(error instanceof UserError);
    assert.match(error.message, /03-x: two tables are named "visits"/);
    return true;
  });
});

Deno.test("a notebook without outputs or heading is empty and keeps its name", () => {
  const content = collect("09-y", { ...notebook(), cells: [] });
  assert.equal(content.title, "09-y");
  assert.deepEqual(content.verdicts, []);
});
