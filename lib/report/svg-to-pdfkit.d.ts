/** The part of svg-to-pdfkit that is used; the package has no types of its own. */
declare module "svg-to-pdfkit" {
  export default function SVGtoPDF(
    document: PDFKit.PDFDocument,
    svg: string,
    x: number,
    y: number,
    options: {
      width: number;
      height: number;
      fontCallback: (family: string, bold: boolean) => string;
      warningCallback: (warning: string) => void;
    },
  ): void;
}
