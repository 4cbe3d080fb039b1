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
