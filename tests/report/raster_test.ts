import assert from "node:assert/strict";
import { svgToPng } from "../../lib/report/raster.ts";
import { decodePng } from "./pixels.ts";

/** Width, height and the number of channels of pixels that are not white. */
function look(png: Uint8Array): { width: number; height: number; inked: number } {
  const { width, height, rgb } = decodePng(png);
  return { width, height, inked: rgb.filter((value) => value < 248).length };
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

Deno.test("what a picture leaves clear is white", async () => {
  const clear = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"/>`;
  assert.deepEqual(look(await svgToPng(clear)), { width: 40, height: 40, inked: 0 });
});

Deno.test("scale is pixels per CSS pixel", async () => {
  const { width, height } = look(await svgToPng(svg(""), { scale: 3 }));
  assert.deepEqual([width, height], [600, 120]);
});

Deno.test("the same picture gives the same bytes", async () => {
  const picture = svg(`<text x="4" y="24">once more</text>`);
  assert.deepEqual(await svgToPng(picture), await svgToPng(picture));
});
