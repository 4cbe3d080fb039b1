import assert from "node:assert/strict";
import { UserError } from "../../lib/errors.ts";
import {
  cellName,
  type CodeCell,
  expectedOutputs,
  formatNotebook,
  injectParameters,
  type Json,
  outputsCommitted,
  parseNotebook,
} from "../../lib/jupyter/notebook.ts";
import fc from "../property.ts";
import { notebookOf } from "./build.ts";

const PARAMETERS = ["const seed = 1;\nconst symbols = [];\nlet zone = null;", "parameters"] as [
  string,
  string,
];

Deno.test("a notebook survives being written and read", () => {
  const notebook = notebookOf("const a = 1;\n\na;\n", "");
  (notebook.cells[0] as CodeCell).outputs = [
    { output_type: "stream", name: "stdout", text: "one\ntwo\n" },
    { output_type: "display_data", data: { "application/json": ["a", "b"] }, metadata: {} },
  ];
  assert.deepEqual(parseNotebook(formatNotebook(notebook), "a.ipynb"), notebook);
});

Deno.test("texts that JupyterLab saved as lists of lines are joined, JSON is not", () => {
  const text = JSON.stringify({
    cells: [{
      cell_type: "code",
      id: "a",
      metadata: {},
      source: ["const a = 1;\n", "a"],
      execution_count: 1,
      outputs: [{
        output_type: "display_data",
        data: { "image/svg+xml": ["<svg>\n", "</svg>"], "application/json": ["x"] },
        metadata: {},
      }],
    }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
  const cell = parseNotebook(text, "a.ipynb").cells[0] as CodeCell;
  assert.equal(cell.source, "const a = 1;\na");
  assert.deepEqual(cell.outputs[0], {
    output_type: "display_data",
    data: { "image/svg+xml": "<svg>\n</svg>", "application/json": ["x"] },
    metadata: {},
  });
});

Deno.test("what is no notebook is refused by name", () => {
  assert.throws(() => parseNotebook("{", "a.ipynb"), /^UserError: a\.ipynb is no notebook: /);
  assert.throws(() => parseNotebook("null", "a.ipynb"), /a\.ipynb is no notebook of nbformat 4/);
  assert.throws(() => parseNotebook('{"nbformat":3,"cells":[]}', "a.ipynb"), UserError);
  assert.throws(
    () => parseNotebook('{"nbformat":4,"cells":[{"source":""}]}', "a.ipynb"),
    /older than nbformat 4\.5/,
  );
});

Deno.test("parameters are set in a cell right behind the defaults", () => {
  const notebook = notebookOf("import x;", PARAMETERS, "use(seed)");
  const injected = injectParameters(notebook, { seed: 7, zone: [1, 2.5] }, "a.ipynb");
  assert.deepEqual(injected.cells.map((cell) => cell.source), [
    "import x;",
    PARAMETERS[0],
    "const seed = 7;\nconst zone = [1,2.5];",
    "use(seed)",
  ]);
  assert.deepEqual(injected.cells[2].metadata.tags, ["injected-parameters"]);
  assert.equal(notebook.cells.length, 3, "the notebook that was given stays as it was");
  const again = injectParameters(injected, { seed: 8 }, "a.ipynb");
  assert.deepEqual(again.cells.map((cell) => cell.source)[2], "const seed = 8;");
  assert.equal(again.cells.length, 4);
});

Deno.test("an unknown parameter is refused with the nearest known one", () => {
  assert.throws(
    () => injectParameters(notebookOf(PARAMETERS), { symbol: 1 }, "notebooks/a.ipynb"),
    /^UserError: a\.ipynb has no parameter "symbol"; did you mean "symbols"\? \(it has: seed, /,
  );
  assert.throws(
    () => injectParameters(notebookOf("const seed = 1;"), { seed: 2 }, "a.ipynb"),
    /a\.ipynb: no code cell has the tag "parameters"/,
  );
});

Deno.test("a parameter's value is the value again when its cell runs, and never code", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const { cells } = injectParameters(notebookOf(PARAMETERS), { seed: value as Json }, "a.ipynb");
    assert.equal(cells[1].source.split(/[\n\r\u2028\u2029]/).length, 1);
    const back = new Function(`${cells[1].source} return seed;`)();
    assert.deepEqual(JSON.stringify(back), JSON.stringify(value));
  }));
  const hostile = { "__proto__x": 1, text: "\u2028`${Deno.exit()}`</script>\"'" };
  const value = JSON.parse(JSON.stringify(hostile).replace("__proto__x", "__proto__")) as Json;
  const { cells } = injectParameters(notebookOf(PARAMETERS), { seed: value }, "a.ipynb");
  const back = new Function(`${cells[1].source} return seed;`)();
  assert.deepEqual(Object.keys(back), ["__proto__", "text"]);
  assert.equal(back.text, hostile.text);
});

Deno.test("cells are named by number and first line of code, as before the injection", () => {
  const notebook = injectParameters(
    notebookOf(PARAMETERS, "// why\n\n  await go();\nmore", "x".repeat(99)),
    { seed: 2 },
    "a.ipynb",
  );
  assert.equal(cellName(notebook, 0), "cell 1 (const seed = 1;)");
  assert.equal(cellName(notebook, 1), "the injected parameters");
  assert.equal(cellName(notebook, 2), "cell 2 (await go();)");
  assert.equal(cellName(notebook, 3), `cell 3 (${"x".repeat(59)}…)`);
});

Deno.test("cells with outputs or execution counts are told", () => {
  const notebook = notebookOf("a", "b", "c");
  (notebook.cells[0] as CodeCell).execution_count = 1;
  (notebook.cells[2] as CodeCell).outputs = [
    { output_type: "stream", name: "stdout", text: "x" },
  ];
  assert.deepEqual(outputsCommitted(notebook), ["cell 1 (a)", "cell 3 (c)"]);
  assert.deepEqual(outputsCommitted(notebookOf("a")), []);
});

Deno.test("a cell must show one output for each unindented call of a display helper", () => {
  const expected = (source: string, ...tags: string[]) =>
    expectedOutputs(notebookOf([source, ...tags]).cells[0] as CodeCell);
  assert.equal(expected('await figure("a", chart);\nawait table("b", rows);'), 2);
  assert.equal(expected("const shown = await findings(verdicts);\nsummary(x)"), 2);
  assert.equal(expected("for (const x of xs) {\n  await show(x);\n}"), 0);
  assert.equal(expected("const figure = 1;\nconfigure(1);\n// await figure(1)"), 0);
  assert.equal(expected("for (const x of xs) {\n  await show(x);\n}", "displays"), 1);
});
