import assert from "node:assert/strict";
import { balanceText, escapeXml, textWidth, wrapText } from "../../../lib/charts/parts/text.ts";
import { WIDTHS } from "../../../lib/charts/parts/text-widths.ts";
import { loadFonts } from "../../../lib/report/fonts.ts";
import fc from "../../property.ts";

Deno.test("data cannot become markup", () => {
  assert.equal(
    escapeXml(`<script>"a" & 'b'</script>`),
    "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;",
  );
});

Deno.test("characters that XML forbids are replaced, so one symbol cannot break a file", () => {
  assert.equal(escapeXml("a\u0000b\u001bc\ud800d"), "a\ufffdb\ufffdc\ufffdd");
  assert.equal(escapeXml("line\n\ttab 🚀"), "line\n\ttab 🚀");
});

/** Advance width of a character in thousandths of the type size, from a TrueType font's tables. */
function advance(font: Uint8Array, character: string): number {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + 16 * i;
    tables.set(String.fromCharCode(...font.subarray(at, at + 4)), view.getUint32(at + 8));
  }
  const cmap = tables.get("cmap")!;
  let format4 = 0;
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const sub = cmap + view.getUint32(cmap + 8 + 8 * i);
    if (view.getUint16(sub) === 4) format4 = sub;
  }
  const code = character.codePointAt(0)!;
  const segments = view.getUint16(format4 + 6) / 2;
  const ends = format4 + 14, starts = ends + 2 * segments + 2;
  let segment = 0;
  while (view.getUint16(ends + 2 * segment) < code) segment++;
  const delta = view.getUint16(starts + 2 * segments + 2 * segment);
  const offsetAt = starts + 4 * segments + 2 * segment;
  const offset = view.getUint16(offsetAt);
  const start = view.getUint16(starts + 2 * segment);
  const glyph = offset === 0
    ? (code + delta) & 0xffff
    : (view.getUint16(offsetAt + offset + 2 * (code - start)) + delta) & 0xffff;
  const metrics = view.getUint16(tables.get("hhea")! + 34);
  const width = view.getUint16(tables.get("hmtx")! + 4 * Math.min(glyph, metrics - 1));
  return Math.round(width * 1000 / view.getUint16(tables.get("head")! + 18));
}

Deno.test("the table of widths is that of the fonts", async () => {
  const fonts = await loadFonts();
  for (const style of ["regular", "bold"] as const) {
    WIDTHS[style].ascii.forEach((width, i) => {
      assert.equal(width, advance(fonts[style], String.fromCharCode(32 + i)));
    });
    for (const [character, width] of Object.entries(WIDTHS[style].other)) {
      assert.equal(width, advance(fonts[style], character), character);
    }
  }
});

Deno.test("no wrapped line is wider than allowed, and no text is lost", () => {
  fc.assert(fc.property(
    fc.array(fc.constantFrom(..."aiMW1 – \n√字🚀\u0000é"), { maxLength: 80 }).map((all) =>
      all.join("")
    ),
    fc.integer({ min: 40, max: 400 }),
    fc.boolean(),
    (text, width, bold) => {
      for (const wrap of [wrapText, balanceText]) {
        const lines = wrap(text, width, 12, bold);
        for (const line of lines) assert(textWidth(line, 12, bold) <= width + 1e-9);
        assert.equal(lines.join("").replace(/\s/g, ""), text.replace(/\s/g, ""));
      }
    },
  ));
});

Deno.test("balanced lines are as many, and the last is no single word", () => {
  const title = "BTC came up to 92,800–93,900 15 times: 12 rejections, 2 breakouts, 1 unresolved";
  const width = textWidth(title, 17, true) - 1;
  assert.equal(wrapText(title, width, 17, true)[1], "1 unresolved");
  const lines = balanceText(title, width, 17, true);
  assert.equal(lines.length, 2);
  assert(lines[1].split(" ").length > 3, lines[1]);
});

Deno.test("a number stays with the word after it", () => {
  const text = "in the week before 10 Oct 2025 21:20";
  const width = textWidth("in the week before 10", 12);
  assert.deepEqual(wrapText(text, width, 12), ["in the week before", "10 Oct 2025 21:20"]);
});
