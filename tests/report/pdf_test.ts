import assert from "node:assert/strict";
import { join } from "node:path";
import { svgToPdf } from "../../lib/report/pdf.ts";
import { outlineSvg } from "../../lib/report/raster.ts";
import { installed, output, pictures } from "./pictures.ts";

const DATE = new Date(Date.UTC(2026, 0, 19, 23, 55));
const TEXT = new TextDecoder();

const svg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" viewBox="0 0 200 40">` +
  `<rect width="200" height="40" fill="#fff"/>${content}</svg>`;
const pdfOf = (content: string, date = DATE) =>
  svgToPdf(svg(content), { width: 200, height: 40 }, { title: "A title", alt: "What is", date });

async function inFile<T>(pdf: Uint8Array, use: (path: string) => T): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(join(folder, "a.pdf"), pdf);
    return use(join(folder, "a.pdf"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("the same picture and date give the same bytes, another date others", async () => {
  const text = `<text x="4" y="24">once more</text>`;
  const first = await pdfOf(text);
  assert.deepEqual(await pdfOf(text), first);
  assert.notDeepEqual(await pdfOf(text, new Date(0)), first);
  const clock = new Date().getUTCFullYear();
  const dates = [...TEXT.decode(first).matchAll(/\(D:(\d{4})/g)].map(([, year]) => year);
  assert.deepEqual(dates, ["2026", "2026"], `not the clock's (${clock})`);
});

Deno.test("what a PDF would not show is refused, not dropped", async () => {
  await assert.rejects(pdfOf(`<path d="M0,0L?"/>`), /cannot become a PDF/);
});

Deno.test({
  name: "every text of a chart can be selected in its PDF (pdftotext)",
  ignore: !installed("pdftotext", "-v"),
  async fn() {
    const [chart] = await pictures({});
    const about = { title: chart.title, alt: chart.alt, date: DATE };
    const read = (path: string) => TEXT.decode(output("pdftotext", "-layout", path, "-"));
    const words = (text: string) => text.split(/\s+/).filter(Boolean).join(" ");

    const text = words(await inFile(await svgToPdf(chart.svg, chart, about), read));
    for (const line of [chart.title, chart.subtitle, `Source: ${chart.source}`, "SIMULATED DATA"]) {
      assert(text.includes(words(line)), `${line}\n${text}`);
    }
    const outlined = await svgToPdf(await outlineSvg(chart.svg), chart, about);
    assert.equal(words(await inFile(outlined, read)), "", "outlined, it holds no text");
  },
});

Deno.test({
  name: "a PDF embeds its fonts, and names title, description and date (pdfinfo, pdffonts)",
  ignore: !installed("pdfinfo", "-v"),
  async fn() {
    const pdf = await pdfOf(`<text y="20">a</text><text y="30" font-weight="bold">b</text>`);
    await inFile(pdf, (path) => {
      const info = TEXT.decode(output("pdfinfo", "-isodates", path));
      assert.match(info, /Title: +A title\nSubject: +What is\n/);
      assert.match(info, /CreationDate: +2026-01-19T23:55:00/);
      assert.match(info, /Tagged: +yes/);
      const fonts = TEXT.decode(output("pdffonts", path)).split("\n").slice(2).filter(Boolean);
      assert.equal(fonts.length, 2);
      for (const font of fonts) assert.match(font, /DejaVuSans.* yes +yes +yes /);
    });
  },
});
