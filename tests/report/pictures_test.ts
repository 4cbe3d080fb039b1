/**
 * SVG, PNG and PDF of a figure must look the same. Other programs draw SVG (rsvg-convert) and PDF
 * (pdftoppm) at the size of our PNG; each pair of pictures is compared.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Chart } from "../../lib/charts/chart.ts";
import { svgToPdf } from "../../lib/report/pdf.ts";
import { outlineSvg, svgToPng } from "../../lib/report/raster.ts";
import { installed, output, pictures } from "./pictures.ts";
import { decodePng, decodePpm, difference, type Pixels } from "./pixels.ts";

/**
 * Programs smooth edges and hint glyphs in ways of their own, which moves ink by a part of a pixel: a
 * blur over 5 x 5 pixels takes that away. What then differs by a quarter of the range is a difference
 * that is seen. The PDFs of 49 figures had up to 0.016% of such pixels; without the source line, or
 * with one colour for another, it is 0.1% and more.
 */
const BLUR = { radius: 2, tolerance: 64 };
const LIMIT = 0.0005;

const PDF_DPI = 2 * 96;

let drawn: Promise<{ chart: Chart; png: Pixels }[]> | undefined;

/** The charts, drawn once for all tests: every second one dark and for a slide. */
async function draw(): Promise<{ chart: Chart; png: Pixels }[]> {
  const [light, dark] = [await pictures({}), await pictures({ size: "slide", theme: "dark" })];
  const charts = light.map((chart, i) => i % 2 ? dark[i] : chart);
  return await Promise.all(charts.map(async (chart) => ({
    chart,
    png: decodePng(await svgToPng(chart.svg, { scale: 2 })),
  })));
}

async function eachPicture(
  use: (chart: Chart, png: Pixels, folder: string) => Promise<void> | void,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const { chart, png } of await (drawn ??= draw())) await use(chart, png, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function requireAlike(a: Pixels, b: Pixels, name: string): void {
  assert.deepEqual([a.width, a.height], [b.width, b.height], name);
  const share = difference(a, b, BLUR);
  assert(share <= LIMIT, `${name}: ${(share * 100).toFixed(3)}% of the pixels differ`);
}

Deno.test({
  name: "the SVG looks like the PNG in another program (rsvg-convert)",
  ignore: !installed("rsvg-convert"),
  async fn() {
    await eachPicture(async (chart, png, folder) => {
      await Deno.writeTextFile(join(folder, "a.svg"), chart.svg);
      const drawn = decodePng(output("rsvg-convert", "--zoom=2", join(folder, "a.svg")));
      requireAlike(png, drawn, chart.name);
    });
  },
});

Deno.test({
  name: "the PDF looks like the PNG in another program (pdftoppm)",
  ignore: !installed("pdftoppm", "-v"),
  async fn() {
    await eachPicture(async (chart, png, folder) => {
      const { title, alt } = chart;
      const pdf = await svgToPdf(chart.svg, chart, { title, alt, date: new Date(0) });
      await Deno.writeFile(join(folder, "a.pdf"), pdf);
      const drawn = decodePpm(output("pdftoppm", "-r", `${PDF_DPI}`, join(folder, "a.pdf")));
      requireAlike(png, drawn, chart.name);
    });
  },
});

Deno.test("outlined, an SVG holds no text, keeps title and description, and looks the same", async () => {
  await eachPicture(async (chart, png) => {
    const svg = await outlineSvg(chart.svg);
    assert.doesNotMatch(svg, /<text|<tspan|font-family/, chart.name);
    for (const tag of ["title", "desc"]) {
      const named = new RegExp(`<${tag} id=.*?</${tag}>`).exec(chart.svg)![0];
      assert(svg.includes(named), `${chart.name}: ${named}`);
    }
    requireAlike(png, decodePng(await svgToPng(svg, { scale: 2 })), chart.name);
  });
});

Deno.test("the comparison sees a missing line of text and a wrong colour", async () => {
  const [{ chart, png }] = await (drawn ??= draw());
  const spoilt = [
    chart.svg.replace(/<text font-size="10\.\d+".*?<\/text>/, ""),
    chart.svg.replaceAll("#d55e00", "#0b4a78"),
  ];
  for (const svg of spoilt) {
    assert.notEqual(svg, chart.svg);
    const share = difference(png, decodePng(await svgToPng(svg, { scale: 2 })), BLUR);
    assert(share > 2 * LIMIT, String(share));
  }
});
