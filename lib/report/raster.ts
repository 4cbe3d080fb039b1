import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { loadFonts } from "./fonts.ts";

let ready: Promise<void> | undefined;

/**
 * Draws an SVG as PNG with DejaVu Sans: the same bytes on every machine, without a browser, FFI or
 * installed fonts. `scale` is pixels per CSS pixel.
 *
 * @throws Error when the SVG is not well-formed
 * @example await Deno.writeFile("zone-visits.png", await svgToPng(chart.svg, { scale: 2 }));
 */
export async function svgToPng(
  svg: string,
  { scale = 2 }: { scale?: number } = {},
): Promise<Uint8Array> {
  await (ready ??= Deno.readFile(new URL(import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm")))
    .then((module) => initWasm(module)));
  const { regular, bold } = await loadFonts();
  const resvg = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: {
      fontBuffers: [regular, bold],
      defaultFontFamily: "DejaVu Sans",
      sansSerifFamily: "DejaVu Sans",
    },
  });
  const image = resvg.render();
  const png = image.asPng();
  // WASM memory is not collected: a report of many charts would keep them all.
  image.free();
  resvg.free();
  return png;
}
