import * as Plot from "@observablehq/plot";
import { SvgDocument, type SvgElement } from "./svg-document.ts";
import { escapeXml } from "./text.ts";

/** Colours that stand for what Plot leaves to CSS. */
export interface PlotColors {
  ink: string;
  background: string;
}

/**
 * Draws a Plot without a browser and returns the markup inside its `<svg>`, free of everything that
 * viewers, rasterisers and PDF converters treat differently: no style sheet, classes, CSS variables
 * or `currentColor`; coordinates rounded to a hundredth of a px. Ids become
 * `prefix-0`, `prefix-1`, ... because Plot numbers its own through the life of the process.
 *
 * @example plotSvg({ width: 300, height: 100, marks: [Plot.lineY(values)] }, colors, "price")
 */
export function plotSvg(options: Plot.PlotOptions, colors: PlotColors, prefix: string): string {
  // A fresh document for each plot: nothing carries over from one chart to the next.
  const document = new SvgDocument();
  const svg = Plot.plot({
    ...options,
    document: document as unknown as Document,
    figure: false,
  } as Plot.PlotOptions) as unknown as SvgElement;
  const ids: string[] = [];
  let body = "";
  for (const child of svg.childNodes) body += serialize(child, colors, ids);
  ids.forEach((id, i) => {
    body = body
      .replaceAll(`id="${id}"`, `id="${prefix}-${i}"`)
      .replaceAll(`url(#${id})`, `url(#${prefix}-${i})`);
  });
  return body;
}

const DROPPED_ATTRIBUTES = /^(class|aria-.*|style)$/;

function serialize(node: SvgElement | string, colors: PlotColors, ids: string[]): string {
  if (typeof node === "string") return escapeXml(node);
  const { tagName: tag } = node;
  if (tag === "style") return "";
  let attributes = "";
  for (const [name, value] of node.attributes) {
    if (name === "id") ids.push(value);
    if (DROPPED_ATTRIBUTES.test(name)) continue;
    // The last set stands first, as in every earlier report: pictures can be compared byte by byte.
    attributes = ` ${name}="${escapeXml(plain(name, value, colors))}"${attributes}`;
  }
  let children = "";
  for (const child of node.childNodes) children += serialize(child, colors, ids);
  return children ? `<${tag}${attributes}>${children}</${tag}>` : `<${tag}${attributes}/>`;
}

function plain(name: string, value: string, colors: PlotColors): string {
  if (name === "id" || name === "href" || name === "clip-path") return value;
  return value
    .replaceAll("currentColor", colors.ink)
    .replaceAll(/var\(--plot-background\)/g, colors.background)
    .replace(/-?\d*\.\d{3,}(e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100));
}
