/**
 * LZ4 frames, as Arrow IPC files carry them. Written out because the packages for it either want
 * permissions (WASM builds that read the environment) or return wrong values without a word.
 * Format: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md and lz4_Block_format.md;
 * checksums are skipped, frames that need a dictionary refused.
 */

const MAGIC = 0x184D2204;
/** LZ4 cannot expand further than this: more is a lie in the header. */
const MAX_RATIO = 255;

/**
 * Decompresses one LZ4 frame. The content size in the header is used where the writer put it there,
 * and believed only as far as the format can expand.
 *
 * @param limit most bytes to return
 * @throws RangeError when the frame is damaged, cut off or larger than `limit`
 * @example decompressLz4(frame, 64 << 20)
 */
export function decompressLz4(frame: Uint8Array, limit: number): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 7 || view.getUint32(0, true) !== MAGIC) throw damaged("no LZ4 frame");
  const flags = frame[4];
  if (flags >> 6 !== 1) throw damaged("unknown version of LZ4");
  if (flags & 1) throw damaged("LZ4 with a dictionary");
  const blockChecksum = flags & 0x10 ? 4 : 0;
  const hasSize = (flags & 0x08) !== 0;
  const blockSize = 1 << (8 + 2 * (frame[5] >> 4 & 7));
  if (blockSize < 65536) throw damaged("unknown block size");

  const bound = Math.min(limit, frame.length * MAX_RATIO);
  let size = Math.min(bound, Math.max(blockSize, frame.length * 4));
  if (hasSize) {
    if (frame.length < 15) throw damaged("cut off");
    size = Number(view.getBigUint64(6, true));
    if (size > bound) throw damaged(`${size} bytes in ${frame.length}: too many`);
  }
  let out = new Uint8Array(size);
  let at = hasSize ? 15 : 7;
  let length = 0;
  while (true) {
    if (at + 4 > frame.length) throw damaged("cut off");
    const head = view.getUint32(at, true);
    at += 4;
    if (head === 0) break;
    const stored = head & 0x7FFFFFFF;
    if (at + stored > frame.length) throw damaged("cut off");
    const block = frame.subarray(at, at + stored);
    const most = head >>> 31 ? stored : Math.min(blockSize, stored * MAX_RATIO);
    if (!hasSize) out = grow(out, length, Math.min(length + most, bound), bound);
    if (head >>> 31) {
      if (length + stored > out.length) throw damaged("more than its header says");
      out.set(block, length);
      length += stored;
    } else {
      length = decompressBlock(block, out, length);
    }
    at += stored + blockChecksum;
  }
  if (hasSize && length !== size) throw damaged("less than its header says");
  return out.subarray(0, length);
}

function grow(
  bytes: Uint8Array<ArrayBuffer>,
  used: number,
  needed: number,
  bound: number,
): Uint8Array<ArrayBuffer> {
  if (needed <= bytes.length) return bytes;
  const grown = new Uint8Array(Math.min(bound, Math.max(needed, bytes.length * 2)));
  grown.set(bytes.subarray(0, used));
  return grown;
}

/** One block into `out` at `o`; matches may reach back into earlier blocks. Returns the new end. */
function decompressBlock(block: Uint8Array, out: Uint8Array, o: number): number {
  const end = block.length;
  let i = 0;
  while (i < end) {
    const token = block[i++];
    let literals = token >> 4;
    if (literals === 15) {
      let more = 255;
      while (more === 255 && i < end) literals += more = block[i++];
    }
    if (i + literals > end || o + literals > out.length) throw damaged("literals past the end");
    if (literals > 32) {
      out.set(block.subarray(i, i + literals), o);
      i += literals;
      o += literals;
    } else {
      for (const stop = i + literals; i < stop;) out[o++] = block[i++];
    }
    if (i === end) break;
    if (i + 2 > end) throw damaged("cut off inside a match");
    const offset = block[i] | block[i + 1] << 8;
    i += 2;
    let match = (token & 15) + 4;
    if (match === 19) {
      let more = 255;
      while (more === 255 && i < end) match += more = block[i++];
    }
    if (offset === 0 || offset > o || o + match > out.length) throw damaged("match out of bounds");
    if (offset >= match && match > 32) {
      out.copyWithin(o, o - offset, o - offset + match);
      o += match;
    } else {
      // Source and target may overlap: that repeats a pattern, byte by byte.
      for (const stop = o + match; o < stop; o++) out[o] = out[o - offset];
    }
  }
  return o;
}

function damaged(what: string): RangeError {
  return new RangeError(`LZ4: ${what}`);
}
