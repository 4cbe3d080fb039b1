import { basename, dirname } from "node:path";
import { RawOnDisk } from "../dataset/raw.ts";
import { UserError } from "../errors.ts";
import { CHECKSUM_LIMIT, parseChecksum } from "./checksum.ts";
import { sizeOf, writeAtomically } from "./files.ts";
import { Transient, type Web } from "./web.ts";

/** Far above any file of a day or month; what is longer is no such file. */
const MAX_BYTES = 2 ** 30;

/** A file whose SHA-256 lies beside it under the same name and `.CHECKSUM`. */
export interface Published {
  url: string;
  checksumUrl: string;
}

export type Outcome = "downloaded" | "kept" | "missing";

/**
 * Brings a published file to `path`, with its `.CHECKSUM` beside it. What is there already and agrees
 * with its checksum is kept without asking anybody. An interrupted download goes on where its
 * `.part` ends; bytes that do not agree with the checksum are fetched once more from the start.
 * Killed at any point, `path` is whole or not there.
 *
 * @throws UserError when the bytes disagree twice, there is no checksum, or as `Web.get`
 * @example await download(web, planned, "raw/...zip", (bytes) => meter.add(bytes))
 */
export async function download(
  web: Web,
  file: Published,
  path: string,
  onBytes: (bytes: number) => void,
): Promise<Outcome> {
  const name = basename(path), part = `${path}.part`, beside = `${path}.CHECKSUM`;
  if (sizeOf(path) !== undefined) {
    const stored = storedChecksum(beside, name);
    const text = stored ?? await checksumOf(web, file);
    if (text !== undefined && await agrees(path, name, text)) {
      if (stored === undefined) writeAtomically(beside, text);
      return "kept";
    }
  }
  Deno.mkdirSync(dirname(path), { recursive: true });
  for (let round = 1;; round++) {
    if (!await fetchPart(web, file.url, part, onBytes)) return "missing";
    const text = await checksumOf(web, file);
    if (text === undefined) {
      throw new UserError(`${file.url} has no .CHECKSUM: it cannot be verified, and was not taken`);
    }
    if (await agrees(part, name, text)) {
      writeAtomically(beside, text);
      Deno.renameSync(part, path);
      return "downloaded";
    }
    Deno.removeSync(part);
    if (round === 2) {
      throw new UserError(
        `${file.url}: the bytes are not those of its .CHECKSUM, twice over; nothing of it was ` +
          `taken: run the same command later`,
      );
    }
  }
}

/** What was stored beside a file, unless that is no checksum of it: a power cut may leave it empty. */
function storedChecksum(path: string, name: string): string | undefined {
  if (sizeOf(path) === undefined) return undefined;
  const text = Deno.readTextFileSync(path);
  try {
    parseChecksum(text, name);
    return text;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function checksumOf(web: Web, { checksumUrl }: Published): Promise<string | undefined> {
  return await web.text({ url: checksumUrl }, CHECKSUM_LIMIT);
}

async function agrees(path: string, name: string, checksum: string): Promise<boolean> {
  const file = await RawOnDisk.open(path);
  try {
    return await file.sha256() === parseChecksum(checksum, name);
  } finally {
    file.close();
  }
}

/** Completes the part; false where there is no such file. */
async function fetchPart(
  web: Web,
  url: string,
  part: string,
  onBytes: (bytes: number) => void,
): Promise<boolean> {
  let have = 0;
  const ask = () => {
    have = sizeOf(part) ?? 0;
    return { url, headers: have > 0 ? { range: `bytes=${have}-` } : undefined };
  };
  return await web.get(ask, async ({ status, headers, chunks }) => {
    // Nothing beyond the part: it is whole, or of another file. The checksum tells.
    if (status === 416 && have > 0) return true;
    if (status === 416) throw new Transient("answered with 416 to a request of everything");
    const resumed = status === 206;
    if (resumed && !headers.get("content-range")?.startsWith(`bytes ${have}-`)) {
      if (have > 0) Deno.removeSync(part);
      throw new Transient("answered with another range than asked for");
    }
    let size = resumed ? have : 0;
    const out = await Deno.open(
      part,
      resumed ? { append: true } : {
        write: true,
        create: true,
        truncate: true,
      },
    );
    try {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > MAX_BYTES) {
          Deno.removeSync(part);
          throw new UserError(`${url}: longer than ${MAX_BYTES} bytes: refused`);
        }
        for (let at = 0; at < chunk.length;) at += await out.write(chunk.subarray(at));
        onBytes(chunk.length);
      }
    } finally {
      out.close();
    }
    return true;
  }) ?? false;
}
