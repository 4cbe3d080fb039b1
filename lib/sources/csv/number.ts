const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * A number from any text that is one: signs, exponents, any number of digits. Not what JavaScript
 * also takes for one: hexadecimal, the empty text, `Infinity`.
 *
 * @returns NaN where the text is no finite number
 * @example numberOf("1.2500000000000006e-05")
 */
export function numberOf(text: string): number {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) return NaN;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : NaN;
}

/** Whether a text is how a program writes a number that it does not know. */
export function isUnknown(text: string): boolean {
  return /^(?:|nan|null|none|n\/a|na)$/i.test(text.trim());
}
