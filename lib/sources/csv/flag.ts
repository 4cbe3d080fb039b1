const TRUE = new TextEncoder().encode("true"), FALSE = new TextEncoder().encode("false");

/** What a letter and its capital differ in. */
const CASE = 0x20;

/**
 * Reads the `true` or `false` that starts at `from`, in capitals or not, into `target[row]` as 1 or 0.
 *
 * @returns position after the word; -1 for anything else, which the careful path then decides
 * @example readFlag(encode("true,"), 0, column, 0) // 4, and column[0] is 1
 */
export function readFlag(
  bytes: Uint8Array,
  from: number,
  target: Float64Array,
  row: number,
): number {
  const isTrue = (bytes[from] | CASE) === TRUE[0];
  const word = isTrue ? TRUE : FALSE;
  for (let i = 0; i < word.length; i++) if ((bytes[from + i] | CASE) !== word[i]) return -1;
  target[row] = isTrue ? 1 : 0;
  return from + word.length;
}

/**
 * 1 or 0 from any text that says true or false, in capitals too.
 *
 * @returns NaN where the text says neither
 * @example flagOf("True") // 1
 */
export function flagOf(text: string): number {
  const word = text.trim().toLowerCase();
  return word === "true" ? 1 : word === "false" ? 0 : NaN;
}
