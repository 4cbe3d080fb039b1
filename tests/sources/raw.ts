import { readCsv } from "../../lib/sources/csv/csv.ts";
import type { Layout } from "../../lib/sources/csv/fields.ts";
import type {
  Batch,
  RandomAccess,
  RawFile,
  ReadOptions,
  Reject,
  Source,
} from "../../lib/sources/source.ts";
import { readWatched } from "../../lib/sources/unit-watch.ts";
import { keyId } from "../../lib/tables/keys.ts";

export const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/**
 * A raw file in memory whose chunks lie in one buffer that is written over for the next chunk: a
 * reader that kept one would be found out.
 */
export function rawFile(name: string, content: string | Uint8Array, chunk = 65_536): RawFile {
  const bytes = typeof content === "string" ? encode(content) : content;
  return {
    name,
    async *stream() {
      const buffer = new Uint8Array(chunk);
      for (let at = 0; at < bytes.length; at += chunk) {
        const part = bytes.subarray(at, at + chunk);
        buffer.fill(0x78).set(part);
        yield buffer.subarray(0, part.length);
      }
      await Promise.resolve();
    },
  };
}

/** Random access to bytes in memory. */
export function inMemory(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)),
  };
}

/** Everything that a reader says about a file; rows as objects, without what is unknown. */
export interface Outcome {
  rows: { series: string; line: number; [column: string]: number | string }[];
  rejects: Reject[];
  warnings: string[];
}

/** Reads a whole file with a source. */
export async function readAll(
  source: Source,
  file: RawFile,
  options: ReadOptions = {},
): Promise<Outcome> {
  const outcome: Outcome = { rows: [], rejects: [], warnings: [] };
  for await (const read of readWatched(source, file, options)) {
    if ("reject" in read) outcome.rejects.push(read.reject);
    else if ("warning" in read) outcome.warnings.push(read.warning);
    else outcome.rows.push(...rowsOf(read.batch));
  }
  return outcome;
}

function rowsOf({ key, columns, lines }: Batch): Outcome["rows"] {
  const series = keyId(key);
  const entries = Object.entries(columns as unknown as Record<string, Float64Array>);
  return Array.from(lines, (line, i) => {
    const known = entries.filter(([, values]) => !Number.isNaN(values[i]));
    return {
      series,
      line,
      ...Object.fromEntries(known.map(([name, values]) => [name, values[i]])),
    };
  });
}

/** Reads a CSV file whole: rows as lists in the order of the fields, with their lines. */
export async function readAllCsv(
  file: RawFile,
  layoutOf: (first: string[]) => Layout,
): Promise<{ rows: (number | string)[][]; lines: number[]; rejects: Reject[] }> {
  const rows: (number | string)[][] = [], lines: number[] = [], rejects: Reject[] = [];
  let layout: Layout | undefined;
  for await (const read of readCsv(file, (first) => layout = layoutOf(first))) {
    if ("reason" in read) {
      rejects.push(read);
      continue;
    }
    for (let i = 0; i < read.rows; i++) {
      lines.push(read.lines[i]);
      rows.push(
        layout!.fields.filter((field) => field !== null).map(({ name, kind }) =>
          kind === "text" ? read.texts[name][i] : read.numbers[name][i]
        ),
      );
    }
  }
  return { rows, lines, rejects };
}
