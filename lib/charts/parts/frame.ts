import type { PlotOptions } from "@observablehq/plot";
import type { Chart, ChartOptions, Row } from "../chart.ts";
import { formatTime } from "../../tables/time.ts";
import { drawLegend, type LegendItem } from "./legend.ts";
import { plotSvg } from "./plot-svg.ts";
import { balanceText, escapeXml, textWidth, wrapText } from "./text.ts";
import { FONT, type Size, SIZES, type Theme, type ThemeName, THEMES } from "../theme.ts";

/** The place that a panel draws in: its outer size, its margins and the type size, all in px. */
export interface Box {
  width: number;
  height: number;
  marginLeft: number;
  marginRight: number;
  marginTop: number;
  marginBottom: number;
  /** Width between the margins. */
  innerWidth: number;
  innerHeight: number;
  font: number;
  theme: Theme;
  /** Too narrow for labels beside marks: the width of one journal column. */
  narrow: boolean;
}

/** One plot of a chart. Panels stand below each other and share their left and right edges. */
export interface Panel {
  /** What the vertical axis shows, with unit; written above the panel. */
  label?: string;
  /** Height in proportion to the other panels; 1 unless told. */
  weight?: number;
  /** Room for labels of the horizontal axis, in lines; 0 unless told. */
  axisLines?: number;
  /** Scales, axes and marks; size, margins and fonts come from the frame. */
  plot: (box: Box) => PlotOptions;
}

/** Everything that a chart is made of. Texts are plain text; the frame escapes and wraps them. */
export interface ChartSpec {
  name: string;
  title: string;
  subtitle: string;
  alt: string;
  rows: Row[];
  legend?: (theme: Theme) => LegendItem[];
  panels: Panel[];
  /** Height of the plots over the width, as a multiple of the preset's; 1 unless told. */
  tall?: number;
  /** Or their height in lines of text, for charts with a row for each thing. */
  lines?: number;
  /** Room for the labels of the vertical axis and right of the plot, in multiples of the font. */
  left?: number;
  right?: number;
  /** What a reader must know to read it right; stands above the source. */
  note?: string;
}

/** Stands for the chart's id until its content is known; XML forbids it, so no text can hold it. */
const ID = "\0";
const MARKS = { simulated: "SIMULATED DATA", estimated: "ESTIMATED DATA", reported: null };
const BASIS = {
  simulated: "simulated, not a market",
  estimated: "estimated by a model, not reported",
  reported: "reported",
};

/**
 * Draws a chart: one self-contained SVG of title, subtitle, legend, panels, note and source.
 * The same input gives the same bytes; ids inside depend on the content alone, so that different
 * charts can stand on one page.
 *
 * @example
 * const chart = drawChart({
 *   name: "daily-volume", title: "Volume fell by 17%", subtitle: "Daily quote volume, USD, UTC days",
 *   alt: "…", rows, panels: [{ axisLines: 2, plot: (box) => ({ marks: [Plot.lineY(rows, …)] }) }],
 * }, { source: "Binance USDT perpetual BTCUSDT, 5m bars", basis: "reported" });
 */
export function drawChart(spec: ChartSpec, options: ChartOptions): Chart {
  const size = SIZES[options.size ?? "notebook"];
  const themeName: ThemeName = options.theme ?? "light";
  const theme = THEMES[themeName];
  const pad = Math.round(size.font * 1.1);
  const width = size.width;
  const inner = width - 2 * pad;

  const top: string[] = [];
  let y = pad;
  const mark = MARKS[options.basis];
  if (mark) {
    top.push(drawMark(mark, pad, y, size, theme));
    y += size.font * 2.2;
  }
  const write = (text: string, type: number, fill: string, bold: boolean, lineHeight: number) => {
    const block = textBlock(text, pad, y, inner, type, fill, bold, lineHeight);
    y += block.height;
    return block.body;
  };
  top.push(write(spec.title, size.title, theme.ink, true, 1.25));
  y += size.font * 0.25;
  top.push(write(spec.subtitle, size.font, theme.muted, false, 1.4));
  y += size.font * 0.35;
  const legend = drawLegend(spec.legend?.(theme) ?? [], inner, size.font, theme);
  top.push(
    `<g transform="translate(${pad},${r(y)})" font-size="${size.font}" fill="${theme.ink}">` +
      `${legend.body}</g>`,
  );
  y += legend.height + size.font * 0.4;

  const footers = [
    spec.note ?? "",
    `Source: ${options.source} · ${BASIS[options.basis]} · times in UTC`,
  ].filter(Boolean);
  const small = size.font * 0.86;
  const footerHeight = pad +
    footers.reduce((sum, text) => sum + wrapText(text, inner, small).length * small * 1.4, 0);

  const free = spec.lines === undefined
    ? width * size.aspect * (spec.tall ?? 1)
    : spec.lines * size.font;
  // On a slide the plot takes what the texts leave; never so little that it shows nothing.
  const plotHeight = size.height === null
    ? free
    : Math.max(size.height - y - footerHeight, size.font * 12);
  const panels = drawPanels(spec, plotHeight, y, size, pad, theme);
  y += plotHeight + size.font * 0.3;

  const bottom = footers.map((text) => write(text, small, theme.muted, false, 1.4));
  const height = Math.round(size.height === null ? y + pad * 0.7 : Math.max(size.height, y));

  const body = top.join("") + panels + bottom.join("");
  const id = `${spec.name}-${hash(body + spec.alt)}`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" `,
    `viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc" `,
    `font-family="${FONT}">`,
    `<title id="${id}-title">${escapeXml(spec.title)}</title>`,
    `<desc id="${id}-desc">${escapeXml(spec.alt)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${theme.background}"/>`,
    body.replaceAll(ID, id),
    "</svg>",
  ].join("");
  const { name, title, subtitle, alt, rows } = spec;
  const { source, basis } = options;
  const until = options.until === undefined ? null : formatTime(options.until);
  return { name, title, subtitle, alt, source, basis, until, svg, width, height, rows };
}

function drawPanels(
  spec: ChartSpec,
  height: number,
  top: number,
  size: Size,
  pad: number,
  theme: Theme,
): string {
  const { font, width } = size;
  const total = spec.panels.reduce((sum, panel) => sum + (panel.weight ?? 1), 0);
  const fixed = spec.panels.map((panel) => ({
    top: (panel.label ? 2 : 0.8) * font,
    bottom: (panel.axisLines ?? 0) * font * 1.25 + font * 0.8,
  }));
  const free = height - fixed.reduce((sum, { top, bottom }) => sum + top + bottom, 0);
  let y = top;
  let body = "";
  spec.panels.forEach((panel, i) => {
    const innerHeight = free * (panel.weight ?? 1) / total;
    const marginLeft = pad + (spec.left ?? 4.3) * font;
    const marginRight = pad + (spec.right ?? 1) * font;
    const box: Box = {
      width,
      height: innerHeight + fixed[i].top + fixed[i].bottom,
      marginLeft,
      marginRight,
      marginTop: fixed[i].top,
      marginBottom: fixed[i].bottom,
      innerWidth: width - marginLeft - marginRight,
      innerHeight,
      font,
      theme,
      narrow: width < 450,
    };
    const { width: w, height: h, marginTop, marginBottom } = box;
    const drawn = plotSvg(
      {
        // The frame has its own legends, and axes are marks that the chart puts where it wants them.
        x: { axis: null },
        y: { axis: null },
        ...panel.plot(box),
        width: w,
        height: h,
        marginLeft,
        marginRight,
        marginTop,
        marginBottom,
      },
      theme,
      `${ID}-${i}`,
    );
    const label = panel.label
      ? `<text x="${pad}" y="${r(font)}" text-anchor="start" fill="${theme.muted}">` +
        `${escapeXml(panel.label)}</text>`
      : "";
    body += `<g transform="translate(0,${r(y)})" font-size="${font}" fill="${theme.ink}" ` +
      `text-anchor="middle">${label}${drawn}</g>`;
    y += h;
  });
  return body;
}

function drawMark(text: string, x: number, y: number, size: Size, theme: Theme): string {
  const width = textWidth(text, size.font, true) + size.font * 1.4;
  return `<rect x="${x}" y="${r(y)}" width="${r(width)}" height="${r(size.font * 1.7)}" rx="3" ` +
    `fill="${theme.ink}"/><text x="${r(x + size.font * 0.7)}" y="${r(y + size.font * 1.2)}" ` +
    `font-size="${size.font}" font-weight="bold" fill="${theme.background}">${text}</text>`;
}

function textBlock(
  text: string,
  x: number,
  y: number,
  width: number,
  size: number,
  fill: string,
  bold: boolean,
  lineHeight: number,
): { body: string; height: number } {
  const lines = (bold ? balanceText : wrapText)(text, width, size, bold);
  const spans = lines.map((line, i) =>
    `<tspan x="${x}" y="${r(y + size * (lineHeight * (i + 0.5) + 0.35))}">${
      escapeXml(line)
    }</tspan>`
  );
  return {
    body: `<text font-size="${r(size)}" fill="${fill}"${bold ? ' font-weight="bold"' : ""}>` +
      `${spans.join("")}</text>`,
    height: lines.length * size * lineHeight,
  };
}

/** FNV-1a over UTF-16 units: enough to tell the charts of a page apart. */
function hash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

function r(value: number): number {
  return Math.round(value * 100) / 100;
}
