import { FlatTable } from "../sources/flatbuffer.ts";
import type { AnyColumns } from "../tables/columns.ts";
import type { Stored } from "./manifest.ts";
import { timesInPlace } from "./partition.ts";
import { CHANGED, contentDamage, lengthDamage } from "./stored.ts";

/** Before a message of an Arrow file: a continuation mark, and the message's length. */
const PREFIX = 4 + 4;
/** At the end of the file: the length of its index, and the format's name. */
const TRAILER = 4 + 6;

/**
 * Reads the rows of a partition straight to their place in columns. Memory that nobody has touched yet
 * costs as much as reading into it does: a file that is copied from memory costs twice.
 *
 * @param to columns of the table; they take the rows from `at` on
 * @param spare memory for what is no column, as long as the file
 * @returns what is wrong with the file, or undefined when the rows are those that were written
 * @example readRows(path, partition, columns, 0, new Uint8Array(partition.bytes)) // "is missing"
 */
export function readRows(
  path: string,
  stored: Stored,
  to: AnyColumns,
  at: number,
  spare: Uint8Array,
): string | undefined {
  using file = openIfThere(path);
  const damage = lengthDamage(file?.statSync().size, stored);
  if (!file || damage) return damage;
  const parts: Uint8Array[] = [];
  let end = 0;
  const read = (from: number, into: Uint8Array) => {
    parts.push(readAt(file, stored.bytes, from, into));
    end = from + into.length;
  };
  try {
    const places = placesOf(file, stored, spare);
    for (const name in to) {
      const values = to[name].subarray(at, at + stored.rows), from = places.get(name) ?? NaN;
      if (!(from >= end)) throw new RangeError(`no ${name} at ${from}`);
      read(end, spare.subarray(end, from));
      read(from, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
    read(end, spare.subarray(end, stored.bytes));
  } catch (error) {
    // Nothing vouches for the file's index before all is read: it may name any place.
    if (error instanceof RangeError) return CHANGED;
    throw error;
  }
  const changed = contentDamage(parts, stored);
  if (!changed) timesInPlace(to.time.subarray(at, at + stored.rows));
  return changed;
}

/** Where in the file the values of each column begin. */
function placesOf(file: Deno.FsFile, { bytes, rows }: Stored, spare: Uint8Array) {
  const table = (from: number, length: number) =>
    FlatTable.root(readAt(file, bytes, from, spare.subarray(0, length)));
  const trailer = readAt(file, bytes, bytes - TRAILER, new Uint8Array(TRAILER));
  const length = new DataView(trailer.buffer).getInt32(0, true);
  const index = table(bytes - TRAILER - length, length);
  const columns = index.table(1)?.tables(1).map((field) => field.string(0)) ?? [];
  const batches = index.structs(3, 3);
  if (batches.length !== 1) throw new RangeError(`${batches.length} batches`);
  // Where its message begins and, in the lower half, how long that is; its buffers stand behind it.
  const [start, meta] = batches[0].map((number) => number % 2 ** 32);
  const batch = table(start + PREFIX, meta - PREFIX).table(2);
  if (batch?.int64(0) !== rows) throw new RangeError("another number of rows");
  // Two buffers a column: which values are known, and the values.
  const buffers = batch.structs(2, 2);
  return new Map(columns.map((name, c) => [name, start + meta + (buffers[2 * c + 1]?.[0] ?? NaN)]));
}

/** Fills memory with the bytes of a file from a place on; of a file with `size` bytes. */
function readAt(file: Deno.FsFile, size: number, from: number, into: Uint8Array): Uint8Array {
  if (!(from >= 0 && from + into.length <= size)) throw new RangeError(`nothing at ${from}`);
  file.seekSync(from, Deno.SeekMode.Start);
  for (let done = 0, read; done < into.length; done += read) {
    read = file.readSync(into.subarray(done));
    if (read === null) throw new RangeError("the file became shorter");
  }
  return into;
}

function openIfThere(path: string): Deno.FsFile | undefined {
  try {
    return Deno.openSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
