/**
 * Reads plain CSV rows: digits and unquoted text, as many fields as there are columns. AssemblyScript,
 * compiled to `lib/sources/csv/plain-rows.wasm` by `deno task wasm`; called by `plain-rows.ts` there.
 *
 * WebAssembly because it has what JavaScript lacks: sixteen bytes at once and integers of 64 bits. A
 * number costs one load, whatever its length, instead of a guess for each of its digits.
 *
 * Nothing stays in this memory between two calls: text goes in, columns come out.
 */

const LF: u8 = 10, CR: u8 = 13, QUOTE: u8 = 34, MINUS: u8 = 45, POINT: u8 = 46, ZERO: u8 = 48;
/** Of a capital letter, the bit that makes it a small one. */
const SMALL: u32 = 0x20202020;
const TRUE: u32 = 0x65757274, FALS: u32 = 0x736c6166, E: u8 = 0x65;

const PAGE: usize = 65536;
/** What a column holds, a byte each: a number, a flag (1 or 0), text (where it begins and ends), or nothing. */
export const KINDS: usize = PAGE;
export const NUMBER: u8 = 0, FLAG: u8 = 1, TEXT: u8 = 2, SKIP: u8 = 3;
/** The text, followed by bytes that may be read but are not its own. */
export const BYTES: usize = 2 * PAGE;
/** First, of each row and of what follows the last, where it begins and the lines before it; then the columns. */
export const COLUMNS: usize = 4 * PAGE;

/** Integers below are doubles too. */
const EXACT: u64 = 1 << 53;
/** 2^-52: a little more than the rounding error of a fraction below one. */
const BAND: f64 = 2.220446049250313e-16;
/** More digits may not fit into 64 bits. */
const MOST_DIGITS: i32 = 19;
/** Powers of ten, all of them exact. */
// deno-fmt-ignore
const TEN = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
  1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
]);
/** Sixteen bytes from the n-th on say which of n bytes goes where when they move to the right end. */
const TO_THE_RIGHT = memory.data<u64>([
  0x8080808080808080,
  0x8080808080808080,
  0x0706050403020100,
  0x0f0e0d0c0b0a0908,
]);
/** Sixteen bytes from the n-th on are 1 for the last n: digits after the point stand one byte further. */
const AFTER_THE_POINT = memory.data<u64>([0, 0, 0x0101010101010101, 0x0101010101010101]);

/**
 * Reads rows from `BYTES` until one is not plain, the columns are full, or the text ends.
 *
 * @param length of the text, which ends with a line
 * @param columns how many; their kinds stand at `KINDS`
 * @param stride rows that a column has room for
 * @param most rows to read: less than a column has room for
 * @returns how many rows were read
 */
export function readRows(length: u32, columns: u32, stride: u32, most: u32, delimiter: u8): u32 {
  const end = BYTES + length;
  let row: u32 = 0, lines: u32 = 0, p = BYTES;
  for (; p < end; lines++) {
    const start = COLUMNS + (row << 3);
    store<u32>(start, p - BYTES);
    store<u32>(start, lines, 4);
    let next = lineEnd(p);
    if (next == 0) {
      if (row == most) return row;
      next = readRow(p, start, columns, stride << 3, delimiter);
      if (next == 0) return row;
      row++;
    }
    p = next;
  }
  store<u32>(COLUMNS + (row << 3), p - BYTES);
  store<u32>(COLUMNS + (row << 3), lines, 4);
  return row;
}

/** Reads one row into the cells after `cell`. @returns where the next begins; 0 where this one is not plain */
function readRow(from: usize, cell: usize, columns: u32, stride: usize, delimiter: u8): usize {
  let p = from;
  for (let c: u32 = 0; c < columns; c++) {
    if (c > 0 && load<u8>(p++) != delimiter) return 0;
    cell += stride;
    const kind = load<u8>(KINDS + c);
    if (kind == NUMBER) p = readNumber(p, cell);
    else if (kind == FLAG) p = readFlag(p, cell);
    else {
      const start = p;
      p = fieldEnd(p, delimiter);
      if (kind == TEXT) {
        store<u32>(cell, start - BYTES);
        store<u32>(cell, p - BYTES, 4);
      }
    }
    if (p == 0) return 0;
  }
  return lineEnd(p);
}

/** @returns the position after the line end at `p`; 0 where there is none */
function lineEnd(p: usize): usize {
  if (load<u8>(p) == CR) p++;
  return load<u8>(p) == LF ? p + 1 : 0;
}

/** @returns where a field without quotes ends that begins at or before `p` */
function fieldEnd(p: usize, delimiter: u8): usize {
  let stops = 0;
  while (!(stops = stopsAt(p, delimiter))) p += 16;
  return p + ctz(stops);
}

/** A bit for each of sixteen bytes: whether a plain field ends there. */
function stopsAt(p: usize, delimiter: u8): i32 {
  const bytes = v128.load(p);
  return i8x16.bitmask(
    v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(delimiter)), i8x16.eq(bytes, i8x16.splat(LF))),
      v128.or(i8x16.eq(bytes, i8x16.splat(CR)), i8x16.eq(bytes, i8x16.splat(QUOTE))),
    ),
  );
}

/** Reads true or false, in capitals or not, as 1 or 0. @returns where it ends; 0 for anything else */
function readFlag(p: usize, cell: usize): usize {
  const word = load<u32>(p) | SMALL;
  if (word == TRUE) {
    store<f64>(cell, 1);
    return p + 4;
  }
  if (word != FALS || (load<u8>(p + 4) | <u8> SMALL) != E) return 0;
  store<f64>(cell, 0);
  return p + 5;
}

/**
 * Reads a plain decimal number (`-12.345`: digits, one point between them, a minus) and rounds it to
 * the nearest double.
 *
 * @returns where it ends; 0 for any other number, and for one that takes longer arithmetic to round
 */
function readNumber(from: usize, cell: usize): usize {
  const negative = load<u8>(from) == MINUS;
  let p = negative ? from + 1 : from;

  const values = i8x16.sub(v128.load(p), i8x16.splat(ZERO));
  const noDigit = ~i8x16.bitmask(i8x16.le_u(values, i8x16.splat(9)));
  const units = ctz(noDigit);
  if (units == 0) return 0;
  let decimals = 0, taken = units;
  const point = units < 16 && load<u8>(p + units) == POINT;
  if (point) {
    decimals = ctz(noDigit >> (units + 1));
    taken += 1 + decimals;
  }
  let digits = units + decimals;
  const order = i8x16.add(
    v128.load(TO_THE_RIGHT + digits),
    v128.load(AFTER_THE_POINT + decimals),
  );
  let whole = sixteenDigits(i8x16.swizzle(values, order));
  p += taken;
  // Few numbers go on after sixteen bytes, and those not for long.
  let pointed = point;
  if (taken == 16) {
    for (;; p++) {
      const byte = load<u8>(p), digit = byte - ZERO;
      if (digit <= 9) {
        if (++digits > MOST_DIGITS) return 0;
        whole = whole * 10 + digit;
        if (pointed) decimals++;
      } else if (byte == POINT && !pointed) pointed = true;
      else break;
    }
  }
  if (pointed && decimals == 0) return 0;

  let value = <f64> whole;
  if (whole < EXACT) {
    // Both are exact, so the one division rounds correctly.
    if (decimals > 0) value /= load<f64>(TEN + (decimals << 3));
  } else {
    // Rounding is monotonic: where both ends of the error band round to the same double, so does
    // the true value between them.
    const scale = load<f64>(TEN + (decimals << 3));
    const above = whole / <u64> scale, below = whole % <u64> scale;
    if (above >= EXACT || below >= EXACT) return 0;
    const fraction = <f64> below / scale;
    value = <f64> above + (fraction - BAND);
    if (value != <f64> above + (fraction + BAND)) return 0;
  }
  store<f64>(cell, negative ? -value : value);
  return p;
}

/** The integer of sixteen digits, a byte each: neighbours are joined to pairs, fours and eights. */
function sixteenDigits(digits: v128): u64 {
  const pairs = i16x8.add(
    i16x8.mul(v128.and(digits, i16x8.splat(0xff)), i16x8.splat(10)),
    i16x8.shr_u(digits, 8),
  );
  const fours = i32x4.dot_i16x8_s(pairs, i16x8(100, 1, 100, 1, 100, 1, 100, 1));
  const eights = i32x4.dot_i16x8_s(
    i16x8.narrow_i32x4_u(fours, fours),
    i16x8(10000, 1, 10000, 1, 10000, 1, 10000, 1),
  );
  return <u64> i32x4.extract_lane(eights, 0) * 100_000_000 + <u64> i32x4.extract_lane(eights, 1);
}
