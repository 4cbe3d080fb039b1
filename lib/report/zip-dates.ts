/** Signatures of the end of a zip and of one entry of its directory. */
const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;

/**
 * A zip whose every file carries one date, instead of the clock's time at which it was packed. The
 * bytes are changed in place.
 *
 * @param zip without a comment behind its end, as libraries write it
 * @throws Error when it ends otherwise
 * @example datedZip(bytes, new Date(Date.UTC(2026, 0, 20)))
 */
export function datedZip(zip: Uint8Array, date: Date): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.length - END_BYTES;
  if (view.getUint32(end, true) !== END) throw new Error("no zip, or one with a comment");
  const time = date.getUTCHours() << 11 | date.getUTCMinutes() << 5 | date.getUTCSeconds() >> 1;
  const day = (date.getUTCFullYear() - 1980) << 9 | (date.getUTCMonth() + 1) << 5 |
    date.getUTCDate();
  const count = view.getUint16(end + 10, true);
  for (let i = 0, entry = view.getUint32(end + 16, true); i < count; i++) {
    // A file's own header tells the time 10 bytes in, its entry in the directory 12.
    for (const at of [view.getUint32(entry + 42, true) + 10, entry + 12]) {
      view.setUint16(at, time, true);
      view.setUint16(at + 2, day, true);
    }
    const [name, extra, comment] = [28, 30, 32].map((at) => view.getUint16(entry + at, true));
    entry += ENTRY_BYTES + name + extra + comment;
  }
  return zip;
}
