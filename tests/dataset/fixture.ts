import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { ingest, type IngestReport } from "../../lib/dataset/ingest.ts";
import { UserError } from "../../lib/errors.ts";
import type { Read, Source } from "../../lib/sources/source.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";
import type { SeriesKey } from "../../lib/tables/keys.ts";

/** Key of the hourly bars that the test format gives for a symbol. */
export const keyOf = (symbol: string): SeriesKey & { table: "candles" } => ({
  table: "candles",
  venue: "test",
  market: "linear",
  symbol,
  asset: symbol,
  kind: "trade",
  interval: "1h",
  basis: "reported",
});

/**
 * A format for tests: a line per bar, `SYMBOL TIME PRICE [QUOTE_VOLUME]`; `reject REASON`, `warn TEXT`
 * and `fail MESSAGE` do what they say. Batches hold two rows and are filled again, as readers do.
 */
export const LINES: Source = {
  name: "lines",
  title: "bars for tests",
  verified: true,
  licence: "of tests",
  recognises: (name) => name.endsWith(".lines"),
  async *read(file): AsyncGenerator<Read> {
    let text = "";
    for await (const chunk of file.stream()) text += new TextDecoder().decode(chunk);
    const columns = emptyColumns("candles", 2), lines = new Float64Array(2);
    let symbol = "", rows = 0;
    const flush = (): Read[] => {
      const read = rows === 0 ? [] : [{
        batch: {
          key: keyOf(symbol),
          columns: Object.fromEntries(
            Object.entries(columns).map(([name, values]) => [name, values.subarray(0, rows)]),
          ) as unknown as typeof columns,
          lines: lines.subarray(0, rows),
        },
      }];
      rows = 0;
      return read;
    };
    for (const [index, line] of text.split("\n").entries()) {
      const [first, ...rest] = line.split(" ");
      if (line === "") continue;
      if (first === "fail") throw new UserError(rest.join(" "));
      if (first === "warn") yield { warning: rest.join(" ") };
      else if (first === "reject") {
        yield { reject: { line: index + 1, reason: rest.join(" "), text: line } };
      } else {
        if (rows === 2 || first !== symbol) yield* flush();
        symbol = first;
        columns.time[rows] = Date.parse(rest[0]);
        for (const name of ["open", "high", "low", "close"] as const) {
          columns[name][rows] = Number(rest[1]);
        }
        columns.quote_volume[rows] = Number(rest[2] ?? NaN);
        lines[rows++] = index + 1;
      }
    }
    yield* flush();
  },
};

/** A folder of its own for a test, removed after it. */
export async function inFolder<T>(work: (dir: string) => T | Promise<T>): Promise<T> {
  const dir = Deno.makeTempDirSync({ prefix: "aftershock-" });
  try {
    return await work(dir);
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
}

/** Writes files of the test format by name and ingests them into `dir/data`. */
export function ingestLines(
  dir: string,
  files: Record<string, string[]>,
  more: { memory?: number } = {},
): Promise<IngestReport> {
  const paths = Object.entries(files).map(([name, lines]) => {
    Deno.writeTextFileSync(join(dir, name), lines.join("\n"));
    return join(dir, name);
  });
  return ingest({ files: paths, out: join(dir, "data"), source: LINES, ...more });
}

/** Every file below a dataset with a hash of its bytes; the lock, which is empty, aside. */
export function treeOf(dir: string): Record<string, string> {
  const tree: Record<string, string> = {};
  const walk = (folder: string) => {
    for (const entry of Deno.readDirSync(join(dir, folder))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory) walk(path);
      else if (basename(path) !== ".lock") {
        tree[path] = createHash("sha256").update(Deno.readFileSync(join(dir, path))).digest("hex");
      }
    }
  };
  walk("");
  return Object.fromEntries(Object.entries(tree).sort(([a], [b]) => a < b ? -1 : 1));
}
