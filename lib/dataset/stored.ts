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

/** What is wrong with a stored file's bytes, or undefined when they are what was written. */
export function damageOf(bytes: Uint8Array | undefined, stored: Stored): string | undefined {
  if (!bytes) return "is missing";
  if (bytes.length !== stored.bytes) return `has ${bytes.length} bytes instead of ${stored.bytes}`;
  return checksum(bytes) === stored.crc32 ? undefined : "is not what was written";
}

function checksum(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(8, "0");
}
