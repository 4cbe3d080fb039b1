const QUOTE = 34, LF = 10, CR = 13;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A longer line is no row of market data. */
export const MAX_RECORD = 65_536;

/** One record of a CSV file, or what is wrong with it. */
export interface CsvRecord {
  /** Position after the record and its line end. */
  next: number;
  /** Line ends within, quoted ones included. */
  lines: number;
  fields: string[];
  /** What RFC 4180 forbids; `next` then is the start of the next line, so that it is not lost. */
  fault?: string;
}

/**
 * Splits the record that starts at `from` as RFC 4180 says: fields in quotes may hold delimiters,
 * line ends and doubled quotes; a line ends with LF or CR LF.
 *
 * @param final whether the file ends at `end`
 * @returns null where the record may go on after `end`
 * @example splitRecord(encode('a,"b,c"\n'), 0, 8, 44, true)?.fields // ["a", "b,c"]
 */
export function splitRecord(
  bytes: Uint8Array,
  from: number,
  end: number,
  delimiter: number,
  final: boolean,
): CsvRecord | null {
  const fields: string[] = [];
  let lines = 0;
  let p = from;
  const fault = (reason: string): CsvRecord | null => {
    const newline = bytes.subarray(0, end).indexOf(LF, from);
    if (newline < 0 && !final) return null;
    return { next: newline < 0 ? end : newline + 1, lines: 1, fields: [], fault: reason };
  };
  while (true) {
    let text: string;
    if (bytes[p] === QUOTE && p < end) {
      let start = ++p;
      text = "";
      while (true) {
        while (p < end && bytes[p] !== QUOTE) if (bytes[p++] === LF) lines++;
        // A quote at the very end may be the first half of a doubled one.
        if (p >= end - 1 && !final) return null;
        if (p >= end) return fault("a quote is opened and never closed");
        text += decoder.decode(bytes.subarray(start, p));
        if (bytes[++p] !== QUOTE || p >= end) break;
        text += '"';
        start = ++p;
      }
    } else {
      const start = p;
      while (p < end && bytes[p] !== delimiter && bytes[p] !== LF && bytes[p] !== QUOTE) p++;
      if (p < end && bytes[p] === QUOTE) return fault("a quote within a field that is not quoted");
      const atCr = (p === end ? final : bytes[p] === LF) && p > start && bytes[p - 1] === CR;
      text = decoder.decode(bytes.subarray(start, atCr ? p - 1 : p));
      if (atCr) p--;
    }
    fields.push(text);
    if (p < end && bytes[p] === delimiter) {
      p++;
      continue;
    }
    if (p < end && bytes[p] === CR) {
      if (p + 1 === end && !final) return null;
      p++;
    }
    if (p >= end) return final ? { next: end, lines: lines + 1, fields } : null;
    if (bytes[p] === LF) return { next: p + 1, lines: lines + 1, fields };
    return fault("text after a closing quote");
  }
}
