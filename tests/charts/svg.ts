import assert from "node:assert/strict";
import { DOMParser } from "linkedom";
import type { Chart, ChartOptions } from "../../lib/charts/chart.ts";
import { textWidth } from "../../lib/charts/parts/text.ts";
import { type SizeName, SIZES } from "../../lib/charts/theme.ts";

const TAG = /<(\/?)([\w:]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/g;

/** Fails where tags do not match or text holds what XML forbids: viewers would refuse the file. */
export function wellFormed(svg: string): void {
  const open: string[] = [];
  for (const [, close, name, , empty] of svg.matchAll(TAG)) {
    if (close) assert.equal(open.pop(), name);
    else if (!empty) open.push(name);
  }
  assert.deepEqual(open, []);
  assert.doesNotMatch(svg.replace(TAG, ""), /[<>]|&(?!(amp|lt|gt|quot|#39);)/);
  assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
}

/** All texts of an SVG, unescaped; the lines of one text element joined by spaces. */
export function texts(svg: string): string[] {
  return [...svg.matchAll(/<(text|title|desc)\b[^>]*>(.*?)<\/\1>/gs)].map(([, , inner]) =>
    inner.replace(/<\/tspan><tspan[^>]*>/g, " ").replace(/<[^>]+>/g, "")
      .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'").replaceAll("&amp;", "&")
  );
}

interface Inherited {
  x: number;
  y: number;
  size: number;
  anchor: string;
  bold: boolean;
}

/** Fails where a line of text reaches over an edge of the picture. */
export function insideEdges({ svg, width, height }: Chart): void {
  const { documentElement } = new DOMParser().parseFromString(svg, "image/svg+xml");
  const visit = (element: Element, above: Inherited) => {
    const get = (name: string) => element.getAttribute(name);
    const [, dx = "0", dy = "0"] =
      /translate\(([-\d.]+),?([-\d.]*)\)/.exec(get("transform") ?? "") ??
        [];
    const here: Inherited = {
      x: above.x + Number(dx),
      y: above.y + Number(dy),
      size: Number(get("font-size") ?? above.size),
      anchor: get("text-anchor") ?? above.anchor,
      bold: (get("font-weight") ?? (above.bold ? "bold" : "")) === "bold",
    };
    const isText = element.localName === "tspan" ||
      element.localName === "text" && element.children.length === 0;
    if (isText && element.textContent) {
      const length = textWidth(element.textContent, here.size, here.bold);
      const x = here.x + Number(get("x") ?? 0);
      const left = here.anchor === "middle"
        ? x - length / 2
        : here.anchor === "end"
        ? x - length
        : x;
      const where = `"${element.textContent}" in ${width} x ${height}`;
      assert(left >= 0, `${where} begins at ${left}`);
      assert(left + length <= width, `${where} ends at ${left + length}`);
      assert(here.y >= 0 && here.y <= height, `${where} stands at height ${here.y}`);
    }
    for (const child of element.children) {
      if (child.localName !== "title") visit(child, here);
    }
  };
  visit(documentElement as unknown as Element, {
    x: 0,
    y: 0,
    size: 0,
    anchor: "start",
    bold: false,
  });
}

/**
 * Draws a chart in every size and both themes and fails where one is broken; then compares the
 * notebook's with the snapshot. `deno test -A tests/charts -- --update` writes the snapshots.
 */
export function snapshot(name: string, draw: (options: ChartOptions) => Chart): Chart {
  const options: ChartOptions = { subject: "BTC", source: "synthetic bars", basis: "simulated" };
  for (const size of Object.keys(SIZES) as SizeName[]) {
    for (const theme of ["light", "dark"] as const) {
      const chart = draw({ ...options, size, theme });
      wellFormed(chart.svg);
      insideEdges(chart);
      if (size === "slide") assert.equal(chart.height, 450, "a slide keeps its shape");
    }
  }
  const chart = draw(options);
  const path = new URL(`snapshots/${name}.snap`, import.meta.url);
  // A line for each element, so that a change shows as one; not called .svg, or `deno fmt` would
  // set the markup differently.
  const content = chart.svg.replaceAll("><", ">\n<") + "\n";
  if (Deno.args.includes("--update")) Deno.writeTextFileSync(path, content);
  assert.equal(content, Deno.readTextFileSync(path), `${name} changed: look at it, then --update`);
  return chart;
}
