import { crc32, deflateRawSync } from "node:zlib";
import { encode } from "./raw.ts";

/** A file to put into a zip, and what to lie about. */
export interface Member {
  path: string;
  data: Uint8Array;
  flags?: number;
  method?: number;
  /** Sizes to claim in place of the true ones. */
  size?: number;
  crc?: number;
}

/** A zip archive of members, written by hand so that it can be wrong in every way. */
export function zipOf(
  members: Member[],
  pack: (data: Uint8Array) => Uint8Array = deflateRawSync,
): Uint8Array {
  const parts: Uint8Array[] = [], directory: Uint8Array[] = [];
  let offset = 0;
  for (const { path, data, flags = 0, method = 8, size, crc } of members) {
    const name = encode(path);
    const body = method === 8 ? pack(data) : data;
    const fields = new Uint8Array(26);
    const view = new DataView(fields.buffer);
    view.setUint16(0, 20, true);
    view.setUint16(2, flags, true);
    view.setUint16(4, method, true);
    view.setUint32(10, crc ?? crc32(data), true);
    view.setUint32(14, body.length, true);
    view.setUint32(18, size ?? data.length, true);
    view.setUint16(22, name.length, true);
    const local = concat([bytes32(0x04034b50), fields, name, body]);
    const tail = new Uint8Array(14);
    new DataView(tail.buffer).setUint32(10, offset, true);
    directory.push(concat([bytes32(0x02014b50), bytes16(20), fields, tail, name]));
    parts.push(local);
    offset += local.length;
  }
  const central = concat(directory);
  const end = new Uint8Array(18);
  const view = new DataView(end.buffer);
  view.setUint16(4, members.length, true);
  view.setUint16(6, members.length, true);
  view.setUint32(8, central.length, true);
  view.setUint32(12, offset, true);
  return concat([...parts, central, bytes32(0x06054b50), end]);
}

export function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const bytes32 = (value: number) => new Uint8Array(Uint32Array.of(value).buffer);
const bytes16 = (value: number) => new Uint8Array(Uint16Array.of(value).buffer);
