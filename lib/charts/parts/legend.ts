import type { Theme } from "../theme.ts";
import { escapeXml, textWidth } from "./text.ts";

/** Symbols as Plot draws them; `triangle-down` is Plot's `triangle` turned by 180 degrees. */
export type SymbolName = "circle" | "square" | "diamond" | "triangle" | "triangle-down" | "cross";

/** One entry of a legend: a symbol, a line with its dash, or a filled area. */
export type LegendItem =
  & { label: string; color: string }
  & (
    | { mark: "symbol"; symbol: SymbolName; hollow?: boolean }
    | { mark: "line"; dash?: string; width?: number }
    | { mark: "area"; edge?: string; opacity?: number }
  );

/** A legend as SVG markup and the height that its rows take. */
export interface Legend {
  body: string;
  height: number;
}

/**
 * Lays legend entries out in rows from the left, as wide as `width` allows.
 *
 * @example drawLegend([{ mark: "line", label: "Close", color: "#777" }], 300, 12, theme)
 */
export function drawLegend(
  items: readonly LegendItem[],
  width: number,
  font: number,
  theme: Theme,
): Legend {
  const lineHeight = font * 1.55;
  const swatch = font * 1.7;
  let x = 0;
  let row = 0;
  let body = "";
  for (const item of items) {
    const itemWidth = swatch + textWidth(item.label, font);
    if (x > 0 && x + itemWidth > width) {
      x = 0;
      row++;
    }
    const middle = row * lineHeight + lineHeight / 2;
    body += `<g transform="translate(${round(x)},${round(middle)})">` +
      drawSwatch(item, swatch - font * 0.4, font, theme) +
      `<text x="${round(swatch)}" y="${round(font * 0.36)}">${escapeXml(item.label)}</text></g>`;
    x += itemWidth + font * 1.6;
  }
  return { body, height: items.length ? (row + 1) * lineHeight : 0 };
}

function drawSwatch(item: LegendItem, width: number, font: number, theme: Theme): string {
  if (item.mark === "line") {
    const dash = item.dash ? ` stroke-dasharray="${item.dash}"` : "";
    return `<path d="M0,0H${round(width)}" fill="none" stroke="${item.color}" ` +
      `stroke-width="${item.width ?? 1.5}"${dash}/>`;
  }
  if (item.mark === "area") {
    const edge = item.edge ? ` stroke="${item.edge}"` : "";
    return `<rect x="0" y="${round(-font * 0.4)}" width="${round(width)}" ` +
      `height="${round(font * 0.8)}" fill="${item.color}" fill-opacity="${item.opacity ?? 1}"` +
      `${edge}/>`;
  }
  const paint = item.hollow
    ? `fill="${theme.background}" stroke="${item.color}" stroke-width="1.5"`
    : `fill="${item.color}"`;
  return `<path transform="translate(${round(width / 2)},0)" ` +
    `d="${symbolPath(item.symbol, font * 0.38)}" ${paint}/>`;
}

/** d3-shape's symbols, with the area of a circle of radius `r`, as Plot draws them. */
function symbolPath(symbol: SymbolName, r: number): string {
  const area = Math.PI * r * r;
  switch (symbol) {
    case "circle":
      return `M${n(r)},0A${n(r)},${n(r)},0,1,1,${n(-r)},0A${n(r)},${n(r)},0,1,1,${n(r)},0`;
    case "square": {
      const w = Math.sqrt(area);
      return `M${n(-w / 2)},${n(-w / 2)}h${n(w)}v${n(w)}h${n(-w)}Z`;
    }
    case "diamond": {
      const y = Math.sqrt(area / (2 / Math.sqrt(3)));
      const x = y / Math.sqrt(3);
      return `M0,${n(-y)}L${n(x)},0L0,${n(y)}L${n(-x)},0Z`;
    }
    case "triangle":
    case "triangle-down": {
      const y = Math.sqrt(area / (3 * Math.sqrt(3))) * (symbol === "triangle" ? -1 : 1);
      const x = Math.sqrt(3) * y;
      return `M0,${n(2 * y)}L${n(-x)},${n(-y)}L${n(x)},${n(-y)}Z`;
    }
    case "cross": {
      const a = Math.sqrt(area / 5) / 2;
      return `M${n(-3 * a)},${n(-a)}H${n(-a)}V${n(-3 * a)}H${n(a)}V${n(-a)}H${n(3 * a)}V${n(a)}` +
        `H${n(a)}V${n(3 * a)}H${n(-a)}V${n(a)}H${n(-3 * a)}Z`;
    }
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
const n = round;
