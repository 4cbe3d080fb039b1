import assert from "node:assert/strict";
import { mergePartition, withoutFiles } from "../../lib/dataset/merge.ts";
import { LONG, SHORT } from "../../lib/tables/schema.ts";

const of = (...values: number[]) => Float64Array.from(values);
const RANK = new Map([["a", 0], ["b", 1], ["c", 2]]);

/** Settlements of files: [time, rate, interval, file]. */
function funding(...rows: [number, number, number, string][]) {
  const ids = [...new Set(rows.map(([, , , id]) => id))];
  return {
    columns: {
      time: of(...rows.map(([time]) => time)),
      rate: of(...rows.map(([, rate]) => rate)),
      interval_hours: of(...rows.map(([, , hours]) => hours)),
      premium: of(...rows.map(() => NaN)),
    },
    file: Int32Array.from(rows, ([, , , id]) => ids.indexOf(id)),
    line: of(...rows.map((_, i) => i + 1)),
    ids,
  };
}

Deno.test("rows that are the same are one row of both files, accepted for the preferred one", () => {
  const merged = mergePartition("funding", [], {}, funding([1, 5, 8, "b"], [1, 5, 8, "a"]), RANK);
  assert.deepEqual(merged.kept.sets, ["a b"]);
  assert.deepEqual(merged.files, {
    a: { rows: 1, accepted: 1, different: 0 },
    b: { rows: 1, accepted: 0, different: 0 },
  });
  assert.equal(merged.superseded.codes.length, 0);
});

Deno.test("more known numbers come before the rank of the file, then the rank decides", () => {
  const merged = mergePartition(
    "funding",
    [],
    {},
    funding([1, 5, NaN, "a"], [1, 6, 8, "c"], [1, 7, 8, "b"]),
    RANK,
  );
  assert.deepEqual([...merged.kept.columns.rate], [7]);
  assert.deepEqual([...merged.superseded.columns.rate], [6, 5]);
  assert.deepEqual(merged.files.a, { rows: 1, accepted: 0, different: 1 });
});

Deno.test("merging step by step equals merging at once, also where a loser wins later", () => {
  const [a, b, c] = [
    funding([1, 5, NaN, "a"], [2, 1, 8, "a"]),
    funding([1, 5, 8, "b"], [3, 1, 8, "b"]),
    funding([1, 6, 8, "c"], [2, 1, 8, "c"]),
  ];
  const all = funding(
    [1, 5, NaN, "a"],
    [2, 1, 8, "a"],
    [1, 5, 8, "b"],
    [3, 1, 8, "b"],
    [1, 6, 8, "c"],
    [2, 1, 8, "c"],
  );
  const atOnce = mergePartition("funding", [], {}, all, RANK);
  for (const order of [[a, b, c], [c, b, a], [b, c, a]]) {
    let merged = mergePartition("funding", [], {}, order[0], RANK);
    for (const added of order.slice(1)) {
      merged = mergePartition(
        "funding",
        [merged.kept, merged.superseded],
        merged.files,
        added,
        RANK,
      );
    }
    assert.deepEqual(merged, atOnce);
  }
});

Deno.test("single liquidations are the same only when all their numbers are", () => {
  const columns = {
    time: of(7, 7, 7, 7),
    side: Int8Array.of(LONG, SHORT, LONG, LONG),
    price: of(1, 1, 1, NaN),
    quantity: of(2, 2, 2, NaN),
    notional: of(3, 3, 3, 3),
  };
  const added = { columns, file: new Int32Array(4), line: of(1, 2, 3, 4), ids: ["a"] };
  const { kept, files } = mergePartition("liquidations", [], {}, added, RANK);
  assert.deepEqual([...kept.columns.side], [LONG, LONG, SHORT]);
  assert.deepEqual([...kept.columns.price], [NaN, 1, 1], "unknown prices first");
  assert.deepEqual(files.a, { rows: 4, accepted: 3, different: 0 }, "one exact double");
});

Deno.test("taking a file out leaves what other files gave too", () => {
  const { kept } = mergePartition(
    "funding",
    [],
    {},
    funding([1, 5, 8, "a"], [2, 5, 8, "a"], [2, 5, 8, "b"]),
    RANK,
  );
  const left = withoutFiles(kept, new Set(["a"]));
  assert.deepEqual([...left.columns.time], [2]);
  assert.deepEqual([...left.codes].map((code) => left.sets[code]), ["b"]);
});
