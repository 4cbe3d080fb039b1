import assert from "node:assert/strict";
import { join } from "node:path";
import type { Stored } from "../../lib/dataset/manifest.ts";
import { encodePartition } from "../../lib/dataset/partition.ts";
import { readRows } from "../../lib/dataset/read-rows.ts";
import { storedAs } from "../../lib/dataset/stored.ts";
import { createRandom, type Random } from "../../lib/stats/random.ts";
import { type AnyColumns, sliceColumns, unsetColumns } from "../../lib/tables/columns.ts";
import { SIDES, type TableName, TABLES } from "../../lib/tables/schema.ts";
import { inFolder } from "./fixture.ts";

function randomColumns(table: TableName, rows: number, random: Random): AnyColumns {
  const columns = unsetColumns(table, rows);
  for (const [name, { type }] of Object.entries(TABLES[table])) {
    for (let i = 0; i < rows; i++) {
      columns[name][i] = type === "time"
        ? 1.7e12 + i
        : type === "side"
        ? random.integer(SIDES.length)
        : random.uniform() < 0.2
        ? NaN
        : random.normal();
    }
  }
  return columns;
}

/** Writes a partition and returns its path, and what a manifest says of it. */
function write(dir: string, table: TableName, columns: AnyColumns): [string, Stored] {
  const rows = columns.time.length;
  const bytes = encodePartition(table, { columns, codes: new Int32Array(rows), sets: ["a"] });
  const stored = storedAs("2025", "arrow", bytes, rows);
  Deno.writeFileSync(join(dir, stored.file), bytes);
  return [join(dir, stored.file), stored];
}

Deno.test("rows of every table come to their place, one partition behind the other", () =>
  inFolder((dir) => {
    const random = createRandom(1);
    for (const table of Object.keys(TABLES) as TableName[]) {
      const wanted = randomColumns(table, 1 + 13 + 300, random);
      const found = unsetColumns(table, 1 + 13 + 300);
      for (const [from, to] of [[0, 1], [1, 14], [14, 314]]) {
        const [path, stored] = write(dir, table, sliceColumns(wanted, from, to));
        const spare = new Uint8Array(stored.bytes + 100);
        assert.equal(readRows(path, stored, found, from, spare), undefined);
      }
      assert.deepEqual(found, wanted, table);
    }
  }));

Deno.test("whichever byte is changed, the file is not what was written", () =>
  inFolder((dir) => {
    const [path, stored] = write(
      dir,
      "liquidations",
      randomColumns("liquidations", 9, createRandom(1)),
    );
    const bytes = Deno.readFileSync(path);
    const columns = unsetColumns("liquidations", 9), spare = new Uint8Array(bytes.length);
    for (let i = 0; i < bytes.length; i++) {
      for (const change of [1, 255]) {
        bytes[i] ^= change;
        Deno.writeFileSync(path, bytes);
        assert.equal(readRows(path, stored, columns, 0, spare), "is not what was written", `${i}`);
        bytes[i] ^= change;
      }
    }
    Deno.writeFileSync(path, bytes);
    assert.equal(readRows(path, stored, columns, 0, spare), undefined);
  }));

Deno.test("a file of another length, with other rows or none is named as such", () =>
  inFolder((dir) => {
    const [path, stored] = write(dir, "funding", randomColumns("funding", 5, createRandom(1)));
    const columns = unsetColumns("funding", 6), spare = new Uint8Array(stored.bytes);
    const read = (stored: Stored) => readRows(path, stored, columns, 0, spare);
    assert.equal(read({ ...stored, rows: 6 }), "is not what was written");
    Deno.truncateSync(path, 50);
    assert.equal(read(stored), `has 50 bytes instead of ${stored.bytes}`);
    Deno.removeSync(path);
    assert.equal(read(stored), "is missing");
  }));
