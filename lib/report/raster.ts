import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { loadFonts } from "./fonts.ts";
import { encodePng } from "./png.ts";

let ready: Promise<void> | undefined;

/**
 * Draws an SVG as PNG with DejaVu Sans: the same bytes on every machine, without a browser, FFI or
 * installed fonts. `scale` is pixels per CSS pixel; what the SVG leaves clear is white.
 *
 * @throws Error when the SVG is not well-formed
 * @example await Deno.writeFile("zone-visits.png", await svgToPng(chart.svg, { scale: 2 }));
 */
export async function svgToPng(
  svg: string,
  { scale = 2 }: { scale?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const resvg = await parse(svg, scale);
  const image = resvg.render();
  const png = encodePng(image.pixels, image.width, image.height);
  // WASM memory is not collected: a report of many charts would keep them all.
  image.free();
  resvg.free();
  return png;
}

/**
 * The same picture with every text as paths, which looks alike where DejaVu Sans is not installed and
 * in programs that do not read text. Title and description stay, for screen readers.
 *
 * @throws Error when the SVG is not well-formed
 * @example outlineSvg(chart.svg)
 */
export async function outlineSvg(svg: string): Promise<string> {
  const resvg = await parse(svg, 1);
  const paths = resvg.toString();
  resvg.free();
  const [open, named] = [/<svg [^>]*>/, /<title id=.*?<\/desc>/s].map((part) =>
    part.exec(svg)?.[0] ?? ""
  );
  return paths
    // Hundredths of a pixel are more than is seen.
    .replace(/-?\d+\.\d{3,}/g, (number: string) => String(Math.round(Number(number) * 100) / 100))
    .replace(/<svg [^>]*>\s*(<defs\/>)?/, () => open.replace(/ font-family="[^"]*"/, "") + named)
    .replace(/>\s+</g, "><").trimEnd();
}

async function parse(svg: string, scale: number): Promise<InstanceType<typeof Resvg>> {
  await (ready ??= Deno.readFile(new URL(import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm")))
    .then((module) => initWasm(module)));
  const { regular, bold } = await loadFonts();
  return new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    background: "white",
    font: {
      fontBuffers: [regular, bold],
      defaultFontFamily: "DejaVu Sans",
      sansSerifFamily: "DejaVu Sans",
    },
  });
}
