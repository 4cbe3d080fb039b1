import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { inflateSync } from "node:zlib";
import { svgToPng } from "../../lib/report/raster.ts";

/** Width, height and the number of pixels that are not white, of an 8-bit RGBA PNG. */
function look(png: Uint8Array): { width: number; height: number; inked: number } {
  const view = new DataView(png.buffer, png.byteOffset);
  const width = view.getUint32(16), height = view.getUint32(20);
  assert.equal(png[25], 6, "RGBA");
  const parts: Uint8Array[] = [];
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === "IDAT") parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const data = inflateSync(Buffer.concat(parts));
  // White unfiltered is 255; filtered rows of pure white hold only 255 and 0.
  let inked = 0;
  for (const value of data) if (value > 8 && value < 248) inked++;
  return { width, height, inked };
}

const svg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" viewBox="0 0 200 40">` +
  `<rect width="200" height="40" fill="#fff"/>${content}</svg>`;

Deno.test("text is drawn, bold and unknown families too", async () => {
  const empty = look(await svgToPng(svg("")));
  assert.equal(empty.inked, 0);
  for (const attributes of ["", ' font-weight="bold"', ' font-family="Nonesuch, sans-serif"']) {
    const png = await svgToPng(
      svg(`<text x="4" y="24" font-size="16"${attributes}>Rejection ≥ 0.9 → ▲</text>`),
    );
    assert(look(png).inked > 500, attributes);
  }
});

Deno.test("scale is pixels per CSS pixel", async () => {
  const { width, height } = look(await svgToPng(svg(""), { scale: 3 }));
  assert.deepEqual([width, height], [600, 120]);
});

Deno.test("the same picture gives the same bytes", async () => {
  const picture = svg(`<text x="4" y="24">once more</text>`);
  assert.deepEqual(await svgToPng(picture), await svgToPng(picture));
});
