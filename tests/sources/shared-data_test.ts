/** Every file of real data loads, or is refused for a reason that is known. */
import assert from "node:assert/strict";
import { openContainer } from "../../lib/sources/container.ts";
import { recogniseSource } from "../../lib/sources/registry.ts";
import type { ReadOptions } from "../../lib/sources/source.ts";
import { checkRows } from "../../lib/tables/check.ts";
import type { AnyColumns } from "../../lib/tables/columns.ts";
import { keyId } from "../../lib/tables/keys.ts";
import { realData } from "../real-data.ts";
import { inMemory } from "./raw.ts";

/** Folders, how many files of data they hold, and the tables that these become. */
const FOLDERS: [folder: string, files: number, tables: string[]][] = [
  ["binance-oi", 3, ["open_interest"]],
  ["binance-perps-1h", 20, ["candles", "funding", "open_interest"]],
  ["binance-perps-5m", 30, ["candles", "funding"]],
  ["binance-universe-1d", 90, ["candles"]],
  ["binance-universe-1h", 85, ["candles"]],
  ["cryptoquant", 1, ["liquidation_totals"]],
  ["hyperliquid", 10, [
    "candles",
    "funding",
    "liquidation_totals",
    "liquidations",
    "open_interest",
  ]],
];
/** Files that hold no rows of ours, and what is said of them. */
const REFUSED: { [path: string]: RegExp } = {
  "golden-ohlc/ohlc.csv": /ohlc.csv: no known format/,
  "hyperliquid/original_parquet/orderbook_depth.parquet":
    /orderbook_depth.parquet: no known format/,
  "formats/tardis_binance-futures_book_snapshot_5_BTCUSDT_head.csv": /no known format/,
};

const root = realData("README.md");

async function load(path: string, options: ReadOptions = {}) {
  const bytes = Deno.readFileSync(new URL(path, root.url));
  const rejects: string[] = [], warnings: string[] = [];
  const tables = new Set<string>();
  let rows = 0, implausible = 0;
  for (const file of await openContainer(path.split("/").pop()!, inMemory(bytes))) {
    let head = new Uint8Array(0);
    for await (const chunk of file.stream()) {
      head = chunk.slice(0, 65_536);
      break;
    }
    for await (const read of recogniseSource(file.name, head).read(file, options)) {
      if ("reject" in read) rejects.push(read.reject.reason);
      else if ("warning" in read) warnings.push(read.warning);
      else {
        const { key, columns } = read.batch;
        assert.match(keyId(key), /^[a-z_]+\/[a-z]+\//);
        tables.add(key.table);
        rows += columns.time.length;
        implausible += checkRows(key.table, columns as AnyColumns, key.interval).length;
      }
    }
  }
  return { rows, rejects, warnings, tables, implausible };
}

function* filesOf(folder: string): Generator<string> {
  const entries = [...Deno.readDirSync(new URL(`${folder}/`, root.url))];
  for (const { name, isDirectory } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    if (isDirectory) yield* filesOf(`${folder}/${name}`);
    else yield `${folder}/${name}`;
  }
}

for (const [folder, files, tables] of FOLDERS) {
  Deno.test({
    name: `${folder}: all ${files} files load, every row of them`,
    ignore: root.ignore,
    async fn(test) {
      let count = 0;
      const seen = new Set<string>();
      for (const path of filesOf(folder)) {
        if (path in REFUSED || /README|LICENSE/.test(path)) continue;
        count++;
        await test.step(path, async () => {
          const result = await load(path);
          assert.ok(result.rows > 0);
          assert.deepEqual(result.rejects, []);
          assert.equal(result.implausible, 0);
          for (const table of result.tables) seen.add(table);
        });
      }
      assert.equal(count, files);
      assert.deepEqual([...seen].sort(), tables);
    },
  });
}

Deno.test({
  name: "formats: all samples load; headers alone say so; what is no row is rejected with a reason",
  ignore: root.ignore,
  async fn(test) {
    for (const path of filesOf("formats")) {
      if (path in REFUSED || /README/.test(path)) continue;
      await test.step(path, async () => {
        const symbol = /coinm|um_klines/.test(path) ? "BTCUSD_PERP" : "BTCUSDT";
        const { rows, rejects, warnings } = await load(path, { symbol });
        if (path.includes("HEADER_ONLY")) {
          assert.equal(rows, 0);
          assert.match(warnings.join(), /no row/);
        } else assert.ok(rows > 0);
        for (const reason of rejects) {
          assert.match(reason, /^a comment$|^no time: record one beside/);
        }
      });
    }
  },
});

for (const [path, message] of Object.entries(REFUSED)) {
  Deno.test({
    name: `${path} is refused by name`,
    ignore: root.ignore,
    fn: () => assert.rejects(load(path), message),
  });
}
