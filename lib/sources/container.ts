import { createGunzip } from "node:zlib";
import { UserError } from "../errors.ts";
import { boundedStream, CHUNK_BYTES, readChunks } from "./inflate.ts";
import type { RandomAccess, RawFile } from "./source.ts";
import { zipMembers } from "./zip.ts";

const ARCHIVE = /\.(?:zip|gz|tgz|tar|bz2|xz|zst|7z|rar)$/i;

/**
 * The raw files in a file: itself, or what its zip or gzip holds, told by the first bytes and not by
 * the name. Streams are unpacked as they are read and may be read again.
 *
 * @param name base name of the file
 * @throws UserError when the file is empty, or an archive that is cut off, encrypted, nested, made to
 * overwhelm, or that names a file outside its folder
 * @example for (const raw of await openContainer("BTCUSDT-1m-2025-10.zip", file)) { ... }
 */
export async function openContainer(name: string, file: RandomAccess): Promise<RawFile[]> {
  if (file.size === 0) throw new UserError(`${name} is empty: fetch it again`);
  const head = await file.read(0, 4);
  if (head[0] === 0x1f && head[1] === 0x8b) return [gzipFile(name, file)];
  const zip = head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
  if (!zip) return [{ name, bytes: file, stream: () => readChunks(file, 0, file.size) }];

  const members = (await zipMembers(name, file)).filter(({ path }) =>
    !path.startsWith("__MACOSX/")
  );
  if (members.length === 0) throw new UserError(`${name}: the zip holds no file`);
  return members.map(({ path, stream }) => ({ name: memberName(name, path), stream }));
}

function gzipFile(name: string, file: RandomAccess): RawFile {
  const inner = /\.tgz$/i.test(name)
    ? name.replace(/\.tgz$/i, ".tar")
    : name.replace(/\.(?:gz|gzip)$/i, "");
  if (ARCHIVE.test(inner)) {
    throw new UserError(`${name}: an archive within an archive: unpack it first`);
  }
  return {
    name: inner,
    stream: () =>
      boundedStream(
        name,
        readChunks(file, 0, file.size),
        createGunzip({ chunkSize: CHUNK_BYTES }),
      ),
  };
}

/** Base name of a member. Its folders do not matter, unless they lead out of the archive. */
function memberName(archive: string, path: string): string {
  const parts = path.split(/[/\\]/);
  const base = parts[parts.length - 1];
  if (/^(?:[/\\]|[A-Za-z]:)/.test(path) || parts.includes("..") || [...path].some((c) => c < " ")) {
    throw new UserError(
      `${archive}: ${JSON.stringify(path)} leads out of the archive: refused`,
    );
  }
  if (ARCHIVE.test(base)) {
    throw new UserError(
      `${archive}: ${JSON.stringify(path)} is an archive itself: unpack it first`,
    );
  }
  return base;
}
