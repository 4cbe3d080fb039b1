import { UserError } from "../errors.ts";

/** A `.CHECKSUM` is some hundred bytes. */
export const CHECKSUM_LIMIT = 4096;

/**
 * The SHA-256 in a `.CHECKSUM` file (`<64 hex digits>  <file name>`), which must be of that file.
 *
 * @throws UserError when it holds none, or that of another file
 * @example parseChecksum("5f3c…  BTCUSDT-5m-2025-11.zip", "BTCUSDT-5m-2025-11.zip")
 */
export function parseChecksum(text: string, name: string): string {
  const match = /^([0-9a-fA-F]{64})[ \t]+\*?(\S+)\s*$/.exec(text);
  if (!match) throw new UserError(`${name}.CHECKSUM holds no SHA-256; run the same command later`);
  if (match[2] !== name) throw new UserError(`${name}.CHECKSUM is of another file; tell the host`);
  return match[1].toLowerCase();
}
