import { dirname } from "node:path";
import type { Outcome } from "./download.ts";
import { sizeOf, writeAtomically } from "./files.ts";
import type { Web } from "./web.ts";

/** An answer of an API about a window that is over, kept as a file. */
export interface ApiFile {
  /** Its path below the folder of the host. */
  path: string;
  /** What it holds, for messages. */
  series: string;
  /** ms, end exclusive. */
  from: number;
  to: number;
  /** The file's text; undefined where the host has nothing of it. */
  fetch: (web: Web) => Promise<string | undefined>;
}

/**
 * Brings an answer to `path`; one that is there was checked when it was written, and is kept.
 *
 * @throws UserError as its `fetch`
 */
export async function keepAnswer(
  web: Web,
  file: ApiFile,
  path: string,
  onBytes: (bytes: number) => void,
): Promise<Outcome> {
  if (sizeOf(path) !== undefined) return "kept";
  const text = await file.fetch(web);
  if (text === undefined) return "missing";
  Deno.mkdirSync(dirname(path), { recursive: true });
  writeAtomically(path, text);
  onBytes(text.length);
  return "downloaded";
}
