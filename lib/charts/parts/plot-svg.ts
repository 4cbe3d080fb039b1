import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
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
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const svg = Plot.plot({
    ...options,
    document: document as unknown as Document,
    figure: false,
  } as Plot.PlotOptions);
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

const ELEMENT = 1, TEXT = 3;
const DROPPED_ATTRIBUTES = /^(class|aria-.*|style)$/;

// linkedom's own serialiser writes the text of <title> unescaped, and hover titles hold data.
function serialize(node: Node, colors: PlotColors, ids: string[]): string {
  if (node.nodeType === TEXT) return escapeXml(node.textContent ?? "");
  if (node.nodeType !== ELEMENT) return "";
  const element = node as Element;
  if (element.localName === "style") return "";
  let attributes = "";
  for (const { name, value } of element.attributes) {
    if (name === "id") ids.push(value);
    if (DROPPED_ATTRIBUTES.test(name)) continue;
    attributes += ` ${name}="${escapeXml(plain(name, value, colors))}"`;
  }
  let children = "";
  for (const child of element.childNodes) children += serialize(child, colors, ids);
  const tag = element.localName;
  return children ? `<${tag}${attributes}>${children}</${tag}>` : `<${tag}${attributes}/>`;
}

function plain(name: string, value: string, colors: PlotColors): string {
  if (name === "id" || name === "href" || name === "clip-path") return value;
  return value
    .replaceAll("currentColor", colors.ink)
    .replaceAll(/var\(--plot-background\)/g, colors.background)
    .replace(/-?\d*\.\d{3,}(e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100));
}
