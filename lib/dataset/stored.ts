import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Stored } from "./manifest.ts";

/**
 * What a manifest says of a file: its name is `label`, a dot, the first 16 hex digits of its SHA-256,
 * a dot and `extension`, so that no other content ever has it.
 *
 * @example storedAs("2025-10", "arrow", bytes, 8928).file // "2025-10.0f4c...arrow"
 */
export function storedAs(
  label: string,
  extension: string,
  bytes: Uint8Array,
  rows: number,
): Stored {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const file = `${label}.${hash}.${extension}`;
  return { file, rows, bytes: bytes.length, crc32: checksum(bytes) };
}

/** What a file is whose bytes are as many as were written, but others. */
export const CHANGED = "is not what was written";

/** What is wrong with a stored file's bytes, or undefined when they are what was written. */
export function damageOf(bytes: Uint8Array | undefined, stored: Stored): string | undefined {
  return lengthDamage(bytes?.length, stored) ?? contentDamage([bytes!], stored);
}

/** What is wrong with a stored file of so many bytes, or of none where it is not there. */
export function lengthDamage(bytes: number | undefined, stored: Stored): string | undefined {
  if (bytes === undefined) return "is missing";
  if (bytes !== stored.bytes) return `has ${bytes} bytes instead of ${stored.bytes}`;
}

/** What is wrong with a stored file of the right length, whose bytes stand in several places. */
export function contentDamage(parts: readonly Uint8Array[], stored: Stored): string | undefined {
  return checksum(...parts) === stored.crc32 ? undefined : CHANGED;
}

function checksum(...parts: readonly Uint8Array[]): string {
  return parts.reduce((sum, part) => crc32(part, sum), 0).toString(16).padStart(8, "0");
}
