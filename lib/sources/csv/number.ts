/** Powers of ten that a double holds exactly. */
const TEN = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const EXACT = 2 ** 53;
/** A little more than the rounding error of a fraction below one. */
const BAND = 2 ** -52;
const MINUS = 45, POINT = 46, ZERO = 48;

/**
 * Reads the plain decimal number that starts at `from` (`-12.345`, nothing but digits, one point and
 * a minus) into `target[row]`, rounded as `Number(text)` rounds it.
 *
 * The bytes must hold something that is no digit after the number, as a delimiter or a line end.
 *
 * @returns position after the number; -1 for anything else, which the careful path then decides
 * @example readNumber(encode("0.25,"), 0, column, 0) // 4, and column[0] is 0.25
 */
export function readNumber(
  bytes: Uint8Array,
  from: number,
  target: Float64Array,
  row: number,
): number {
  let p = from;
  const negative = bytes[p] === MINUS;
  if (negative) p++;
  const first = p;

  // Nine digits fit into an int32, whose arithmetic is twice as fast as that of doubles.
  let digits = 0;
  let digit = bytes[p] - ZERO;
  for (const stop = p + 9; digit >>> 0 <= 9 && p < stop; digit = bytes[p] - ZERO) {
    digits = Math.imul(digits, 10) + digit;
    p++;
  }
  let whole: number = digits;
  if (digit >>> 0 <= 9) {
    const middle = p;
    let rest = 0;
    for (const stop = p + 7; digit >>> 0 <= 9 && p < stop; digit = bytes[p] - ZERO) {
      rest = Math.imul(rest, 10) + digit;
      p++;
    }
    if (digit >>> 0 <= 9) return -1;
    whole = whole * TEN[p - middle] + rest;
    if (whole >= EXACT) return -1;
  }
  if (p === first) return -1;

  let value = whole;
  if (bytes[p] === POINT) {
    const point = ++p;
    let fraction = 0;
    digit = bytes[p] - ZERO;
    for (const stop = p + 9; digit >>> 0 <= 9 && p < stop; digit = bytes[p] - ZERO) {
      fraction = Math.imul(fraction, 10) + digit;
      p++;
    }
    if (p === point || (digit >>> 0 <= 9)) return -1;
    const scale = TEN[p - point];
    const mantissa = whole * scale + fraction;
    if (mantissa < EXACT) {
      // Both are exact, so the one division rounds correctly.
      value = mantissa / scale;
    } else {
      // Rounding is monotonic: where both ends of the error band round to the same double, so does
      // the true value between them.
      const part = fraction / scale;
      value = whole + (part - BAND);
      if (value !== whole + (part + BAND)) return -1;
    }
  }
  target[row] = negative ? -value : value;
  return p;
}

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
