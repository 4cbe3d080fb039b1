import assert from "node:assert/strict";
import { tableFromIPC } from "apache-arrow";
import { decodePartition, encodePartition } from "../../lib/dataset/partition.ts";
import type { AnyColumns } from "../../lib/tables/columns.ts";
import { SIDES, type TableName, TABLES } from "../../lib/tables/schema.ts";
import fc from "../property.ts";

Deno.test("what is written is what is read, for every table and any number of rows", () => {
  const number = fc.oneof(
    fc.constant(NaN),
    fc.double({ noNaN: true }).filter((x) => !Object.is(x, -0)),
  );
  for (const table of Object.keys(TABLES) as TableName[]) {
    const row = fc.record(
      Object.fromEntries(
        Object.entries(TABLES[table]).map(([name, { type }]) => [
          name,
          type === "time" ? fc.nat(4e12) : type === "side" ? fc.nat(SIDES.length - 1) : number,
        ]),
      ),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), fc.nat(1), (rows, sets) => {
        const columns = Object.fromEntries(
          Object.entries(TABLES[table]).map(([name, { type }]) => {
            const values = rows.map((row) => row[name]);
            return [name, type === "side" ? Int8Array.from(values) : Float64Array.from(values)];
          }),
        ) as unknown as AnyColumns;
        const codes = Int32Array.from(rows, (_, i) => i % (sets + 1));
        const written = { columns, codes, sets: ["f1", "f1 f2"].slice(0, sets + 1) };
        assert.deepEqual(decodePartition(table, encodePartition(table, written)), written);
      }),
      { numRuns: 50 },
    );
  }
});

Deno.test("a partition is an Arrow file of one batch, unknown numbers null, sides in words", () => {
  const columns = {
    time: Float64Array.of(5, 6),
    side: Int8Array.of(1, 0),
    price: Float64Array.of(NaN, 2),
    quantity: Float64Array.of(1, NaN),
    notional: Float64Array.of(3, 4),
  };
  const bytes = encodePartition("liquidations", {
    columns,
    codes: Int32Array.of(0, 0),
    sets: ["abc"],
  });
  const table = tableFromIPC(bytes);
  assert.equal(table.batches.length, 1);
  assert.deepEqual(JSON.parse(JSON.stringify(table.toArray())), [
    { time: 5, side: "short", price: null, quantity: 1, notional: 3, files: "abc" },
    { time: 6, side: "long", price: 2, quantity: null, notional: 4, files: "abc" },
  ]);
  assert.ok(table.getChild("notional")!.data[0].values.buffer === bytes.buffer, "a view, no copy");
});

Deno.test("columns that share their memory are written each on its own", () => {
  const price = Float64Array.of(1, 2, 3), unknown = new Float64Array(3).fill(NaN);
  const columns = {
    time: Float64Array.of(5, 6, 7),
    open: price,
    high: price,
    low: price,
    close: price,
    volume: unknown,
    quote_volume: unknown,
    trades: unknown,
    taker_buy_volume: unknown,
    taker_buy_quote_volume: unknown,
  };
  const written = { columns, codes: new Int32Array(3), sets: ["a"] };
  assert.deepEqual(decodePartition("candles", encodePartition("candles", written)), written);
});
