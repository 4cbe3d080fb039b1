import { pipeline, type Transform } from "node:stream";
import { UserError } from "../errors.ts";
import type { RandomAccess } from "./source.ts";

/** Bytes read and unpacked at a time. */
export const CHUNK_BYTES = 1 << 17;

/** Beyond this size a stream must not expand further than `MAX_RATIO`: market data packs 2 to 20
 * times, a bomb a thousand. */
const FREE_BYTES = 64 << 20;
const MAX_RATIO = 250;
const MAX_BYTES = 64 * 2 ** 30;

/** Part of a file in chunks. */
export async function* readChunks(
  file: RandomAccess,
  offset: number,
  length: number,
): AsyncGenerator<Uint8Array> {
  for (let at = offset, end = offset + length; at < end;) {
    const chunk = await file.read(at, Math.min(CHUNK_BYTES, end - at));
    if (chunk.length === 0) return;
    at += chunk.length;
    yield chunk;
  }
}

/**
 * Unpacks a stream, as long as it grows no further than data does.
 *
 * @throws UserError that names `where` when the stream is cut off, damaged or a bomb
 */
export async function* boundedStream(
  where: string,
  packed: AsyncIterable<Uint8Array>,
  unpack: Transform,
): AsyncGenerator<Uint8Array> {
  let taken = 0, given = 0;
  async function* count() {
    for await (const chunk of packed) {
      taken += chunk.length;
      yield chunk;
    }
  }
  // The error also ends the iteration below, which is where it is reported.
  pipeline(count, unpack, () => {});
  try {
    for await (const chunk of unpack) {
      given += chunk.length;
      if (given > MAX_BYTES || given > FREE_BYTES && given > taken * MAX_RATIO) {
        throw new UserError(
          `${where}: ${taken} bytes unpack to more than ${given}: refused as a zip bomb`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`${where} is cut off or damaged (${why}): fetch it again`);
  } finally {
    unpack.destroy();
  }
}
