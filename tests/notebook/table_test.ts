import assert from "node:assert/strict";
import * as aq from "arquero";
import { UserError } from "../../lib/errors.ts";
import { showBareTables } from "../../lib/notebook/bare-tables.ts";
import { table, TABLE_MIME, tableBundle, type TableData } from "../../lib/notebook/table.ts";

const rows = [
  { symbol: "BTCUSDT", start: "2026-01-05T09:00:00Z", share: 0.512 },
  { symbol: "<script>alert(1)</script>", start: "2026-01-06T10:00:00Z", share: null },
];

/** Texts of the cells, row by row. */
function cells(html: string): string[][] {
  return [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
    [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/g)].map(([, cell]) => cell.replace(/<[^>]+>/g, ""))
  );
}

Deno.test("a symbol called <script> shows as text", () => {
  const html = tableBundle("visits", rows, { caption: "<b>" })["text/html"];
  assert.doesNotMatch(html, /<script|<b>/);
  assert.equal(cells(html)[2][0], "&lt;script&gt;alert(1)&lt;/script&gt;");
});

Deno.test("headers carry units, numbers stand to the right, unknown is a dash", () => {
  const html = tableBundle("visits", rows, {
    columns: {
      symbol: {},
      start: { label: "Start" },
      share: { label: "Taker share", format: "percent" },
    },
  })["text/html"];
  assert.deepEqual(cells(html), [
    ["symbol", "Start (UTC)", "Taker share (%)"],
    ["BTCUSDT", "2026-01-05 09:00", "51.2"],
    ["&lt;script&gt;alert(1)&lt;/script&gt;", "2026-01-06 10:00", "–"],
  ]);
  assert.match(html, /<td style="[^"]*text-align:right[^"]*">51\.2</);
  assert.match(html, /tabular-nums/);
});

Deno.test("of a long table the first and last rows show, and all are carried", () => {
  const bundle = tableBundle("long", Array.from({ length: 1000 }, (_, i) => ({ i })), { limit: 4 });
  assert.deepEqual(cells(bundle["text/html"]).map(([cell]) => cell), [
    "i",
    "0",
    "1",
    "… 996 more rows",
    "998",
    "999",
  ]);
  const data = bundle[TABLE_MIME] as TableData;
  assert.equal(data.row_count, 1000);
  assert.equal(data.data.i.length, 1000);
});

Deno.test("an empty table says so, with its columns where they are told", () => {
  const html = tableBundle("none", [], { columns: { start: {}, end: {} } })["text/html"];
  assert.deepEqual(cells(html), [["start", "end"], ["no rows"]]);
  assert.deepEqual(cells(tableBundle("none", [])["text/html"]), [["no rows"]]);
});

Deno.test("a column that is not there, and a name that no file can have, are refused", () => {
  assert.throws(() => tableBundle("visits", rows, { columns: { stat: {} } }), /no column "stat"/);
  assert.throws(() => tableBundle("../visits", rows), UserError);
});

Deno.test("outside the kernel a notebook's cell shows nothing and does not fail", async () => {
  assert.equal(await table("visits", rows), undefined);
});

Deno.test("a bare Arquero table shows as a table and is not exported", () => {
  showBareTables(aq.ColumnTable);
  const show = Reflect.get(aq.table({ x: [1, 2] }), Symbol.for("Jupyter.display"));
  const bundle = show.call(aq.table({ x: [1, 2] }));
  assert.deepEqual(Object.keys(bundle), ["text/plain", "text/html"]);
  assert.deepEqual(cells(bundle["text/html"]), [["x"], ["1"], ["2"]]);
});
