import PDFDocument from "pdfkit";
// @ts-types="./svg-to-pdfkit.d.ts"
import drawSvg from "svg-to-pdfkit";
import { loadFonts } from "./fonts.ts";

/** What a PDF says about itself. */
export interface PdfAbout {
  title: string;
  /** Description for who cannot see it. */
  alt: string;
  /** When it was made, for its metadata: the end of its data, never the clock. */
  date: Date;
}

/** Points to the CSS pixel. */
const POINTS = 72 / 96;

/**
 * Draws an SVG as a PDF of one page of its size, with DejaVu Sans embedded: text stays text, which can
 * be selected and searched. The same picture and date give the same bytes. The figure is tagged, so
 * that a screen reader finds its description.
 *
 * @param width of the SVG in CSS pixels, as `height`
 * @throws Error when the SVG holds what a PDF of it would not show
 * @example await Deno.writeFile("zone-visits.pdf", await svgToPdf(chart.svg, chart, about));
 */
export async function svgToPdf(
  svg: string,
  { width, height }: { width: number; height: number },
  { title, alt, date }: PdfAbout,
): Promise<Uint8Array> {
  const { regular, bold } = await loadFonts();
  const size = { width: width * POINTS, height: height * POINTS };
  const pdf = new PDFDocument({
    size: [size.width, size.height],
    margin: 0,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en",
    displayTitle: true,
    // The file's ID is a hash of these: without a date here it would be one of the clock.
    info: { Title: title, Subject: alt, Creator: "Aftershock", CreationDate: date, ModDate: date },
  });
  const parts: Uint8Array[] = [];
  const written = new Promise<void>((resolve, reject) => {
    pdf.on("data", (part: Uint8Array) => parts.push(part));
    pdf.on("end", resolve);
    pdf.on("error", reject);
  });
  pdf.registerFont("regular", regular);
  pdf.registerFont("bold", bold);
  const draw = () =>
    drawSvg(pdf, svg, 0, 0, {
      ...size,
      fontCallback: (_family, isBold) => isBold ? "bold" : "regular",
      warningCallback: (warning) => {
        throw new Error(`an SVG cannot become a PDF: ${warning}`);
      },
    });
  pdf.addStructure(pdf.struct("Document", {}, [pdf.struct("Figure", { alt }, draw)]));
  pdf.end();
  await written;
  return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}
