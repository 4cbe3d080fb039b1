import { UserError } from "../../errors.ts";
import { MAX_RECORD } from "./record.ts";

const LF = 10;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Length of the UTF-8 byte-order mark at the start of a file.
 *
 * @throws UserError when the mark is that of UTF-16
 */
export function bomLength(name: string, bytes: Uint8Array): number {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe || a === 0xfe && b === 0xff) {
    throw new UserError(`${name} is UTF-16 text: save it as UTF-8`);
  }
  return a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
}

/**
 * The line that `bytes` begin with, without its end.
 *
 * @param final whether the file ends with the bytes
 * @returns undefined where the line may go on
 * @throws UserError when the line is no text, or too long for one
 */
export function wholeLine(
  name: string,
  line: number,
  bytes: Uint8Array,
  final: boolean,
): string | undefined {
  const newline = bytes.indexOf(LF);
  if (newline < 0 && !final && bytes.length < MAX_RECORD) return undefined;
  if (newline < 0 || newline >= MAX_RECORD) {
    throw new UserError(`${name}: line ${line} is longer than 64 KB: no CSV file`);
  }
  const text = decoder.decode(bytes.subarray(0, newline)).replace(/\r$/, "");
  if (text.includes("\0")) throw new UserError(`${name} is binary or UTF-16, not CSV`);
  if (text.includes("\r")) {
    throw new UserError(`${name}: its lines end with a lone CR: save it with LF`);
  }
  return text;
}
