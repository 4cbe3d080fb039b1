import assert from "node:assert/strict";
import * as aq from "arquero";
import * as arrow from "apache-arrow";
import { records, type TableLike, toColumns } from "../../lib/notebook/records.ts";
import { toArrow } from "../../lib/tables/columns.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";

Deno.test("rows: the fields of all of them, in the order of their first appearance", () => {
  assert.deepEqual(toColumns([{ b: 1 }, { a: "x", b: null }, {}]), {
    b: [1, null, null],
    a: [null, "x", null],
  });
  assert.deepEqual(toColumns([]), {});
});

Deno.test("values become plain: dates text, NaN and undefined null, big integers exact", () => {
  const row = {
    date: new Date(Date.UTC(2026, 0, 5, 9)),
    invalid: new Date(NaN),
    nan: NaN,
    infinite: -Infinity,
    missing: undefined,
    small: 12n,
    large: 2n ** 60n,
    list: [1, 2],
  };
  assert.deepEqual(toColumns([row]), {
    date: ["2026-01-05T09:00:00Z"],
    invalid: [null],
    nan: [null],
    infinite: [null],
    missing: [null],
    small: [12],
    large: ["1152921504606846976"],
    list: ["[1,2]"],
  });
});

Deno.test("arquero: as it is ordered and filtered", () => {
  const table = aq.table({ x: [3, 1, 2], s: ["c", "a", "b"] })
    .filter((row: { x: number }) => row.x < 3).orderby("x");
  assert.deepEqual(toColumns(table), { x: [1, 2], s: ["a", "b"] });
});

Deno.test("arrow: timestamps are times, nulls stay null", () => {
  const columns = emptyColumns("funding", 2);
  columns.time.set([0, Date.UTC(2026, 0, 5)]);
  columns.rate.set([1e-4, -2e-4]);
  const shown = toColumns(toArrow("funding", columns));
  assert.deepEqual(shown.time, ["1970-01-01T00:00:00Z", "2026-01-05T00:00:00Z"]);
  assert.deepEqual(shown.rate, [1e-4, -2e-4]);
  assert.deepEqual(shown.premium, [null, null]);
});

Deno.test("flechette's tables read like Arrow's", () => {
  const table = aq.table({ x: [1, 2], s: ["a", "b"] }).toArrow();
  assert.deepEqual(toColumns(table as unknown as TableLike), { x: [1, 2], s: ["a", "b"] });
});

Deno.test("danfojs: its own DataFrame and Series, type and all", async () => {
  const { DataFrame, Series } = await import("danfojs");
  const frame = new DataFrame([[1, "a"], [NaN, "b"]], { columns: ["x", "s"] });
  assert.deepEqual(toColumns(frame), { x: [1, null], s: ["a", "b"] });
  assert.deepEqual(toColumns(new Series([1, 2], { columns: ["x"] })), { x: [1, 2] });
});

Deno.test("only the rows asked for are read, so millions cost nothing", () => {
  let reads = 0;
  const table = {
    numRows: 5_000_000,
    schema: { fields: [{ name: "x", type: { typeId: 3 } }] },
    getChild: () => ({ at: (row: number) => (reads++, row) }),
  };
  assert.deepEqual(toColumns(table, [0, 4_999_999]), { x: [0, 4_999_999] });
  assert.equal(reads, 2);
  assert.equal(records(table).count, 5_000_000);
});

Deno.test("what is no table is refused", () => {
  assert.throws(() => toColumns({} as unknown as TableLike), /no table/);
  assert.throws(() => toColumns(arrow as unknown as TableLike), /no table/);
});
