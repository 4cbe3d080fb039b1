import { WIDTHS } from "./text-widths.ts";

/** Printable ASCII without what XML keeps for itself. */
const PLAIN = /^[ !#-%(-;=?-~]*$/;

/**
 * Text as XML character data or attribute value. Control characters that XML forbids become the
 * replacement character: a symbol out of a broken file must not make the whole SVG unreadable.
 *
 * @example escapeXml(`<script>`) // "&lt;script&gt;"
 */
export function escapeXml(text: string): string {
  // A chart has thousands of attributes, nearly all of them numbers.
  if (PLAIN.test(text)) return text;
  return text
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;")
    // deno-lint-ignore no-control-regex
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

/**
 * Width of a line of text in px, set in DejaVu Sans. Characters outside the table count as one em,
 * which is more than nearly all of them need: too early a line break is better than an overflow.
 *
 * @example textWidth("BTC", 12) // 24.9
 */
export function textWidth(text: string, size: number, bold = false): number {
  const { ascii, other } = bold ? WIDTHS.bold : WIDTHS.regular;
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    width += ascii[code - 32] ?? other[character] ?? 1000;
  }
  return width * size / 1000;
}

/**
 * Breaks text into lines no wider than `width` px: at spaces, but not after a number, which belongs
 * to what follows ("10 Oct", "12 rejections"); inside a word only where the word alone is too wide.
 *
 * @example wrapText("a finding that is long", 80, 12) // ["a finding", "that is long"]
 */
export function wrapText(text: string, width: number, size: number, bold = false): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of chunks(text, width, size, bold)) {
    const longer = line ? `${line} ${word}` : word;
    if (textWidth(longer, size, bold) <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = "";
    let used = 0;
    for (const character of word) {
      const needed = textWidth(character, size, bold);
      if (line && used + needed > width) {
        lines.push(line);
        line = "";
        used = 0;
      }
      line += character;
      used += needed;
    }
  }
  if (line) lines.push(line);
  return lines;
}

/** Words, each number together with the word after it where both fit on a line. */
function chunks(text: string, width: number, size: number, bold: boolean): string[] {
  const chunks: string[] = [];
  let number = "";
  for (const word of text.split(/[ \t\n]+/).filter(Boolean)) {
    const both = number ? `${number} ${word}` : word;
    const together = !number || textWidth(both, size, bold) <= width;
    if (number && !together) chunks.push(number);
    const chunk = together ? both : word;
    number = /^[\d.,]+$/.test(word) ? chunk : "";
    if (!number) chunks.push(chunk);
  }
  if (number) chunks.push(number);
  return chunks;
}

/**
 * The same number of lines, but of similar length: a title whose last line is one word looks broken.
 *
 * @example balanceText("12 rejections, 2 breakouts, 1 unresolved", 250, 12)
 */
export function balanceText(text: string, width: number, size: number, bold = false): string[] {
  const lines = wrapText(text, width, size, bold).length;
  let narrow = width / 2, wide = width;
  while (wide - narrow > 4) {
    const middle = (narrow + wide) / 2;
    if (wrapText(text, middle, size, bold).length > lines) narrow = middle;
    else wide = middle;
  }
  return wrapText(text, wide, size, bold);
}
