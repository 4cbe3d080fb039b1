import assert from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import { type ChartSpec, drawChart } from "../../../lib/charts/parts/frame.ts";
import type { ChartOptions } from "../../../lib/charts/chart.ts";
import { type SizeName, SIZES } from "../../../lib/charts/theme.ts";
import { valueAxis } from "../../../lib/charts/parts/axes.ts";
import { texts, wellFormed } from "../svg.ts";

const spec: ChartSpec = {
  name: "a-chart",
  title: "A finding about <script>alert(1)</script> & others",
  subtitle: "Units of things",
  alt: 'Something "is" <b>seen</b>',
  rows: [{ x: 1, y: 2 }],
  legend: (theme) => [{ mark: "line", color: theme.accent, label: "Things & <others>" }],
  note: "Mind the gap.",
  panels: [0, 1].map(() => ({
    label: "Things",
    plot: (box) => ({
      marks: [
        ...valueAxis(box, { format: String }),
        Plot.lineY([1, 3, 2], { clip: true }),
        Plot.dot([[1, 2]], { title: () => "hover <script>", fill: "currentColor" }),
      ],
    }),
  })),
};
const options: ChartOptions = { subject: "BTC", source: "somewhere", basis: "reported" };

Deno.test("one SVG holds title, subtitle, legend, note, source, basis and descriptions", () => {
  const { svg } = drawChart(spec, options);
  wellFormed(svg);
  const shown = texts(svg);
  for (
    const text of [
      spec.title,
      spec.subtitle,
      "Things & <others>",
      "Mind the gap.",
      "Source: somewhere · reported · times in UTC",
      spec.alt,
      "hover <script>",
    ]
  ) assert(shown.includes(text), text);
  assert.match(
    svg,
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="860" height="\d+" viewBox=/,
  );
  assert.match(svg, /role="img" aria-labelledby="a-chart-\w+-title a-chart-\w+-desc"/);
});

Deno.test("nothing in it depends on a style sheet, a script or another file", () => {
  const { svg } = drawChart(spec, options);
  assert.doesNotMatch(svg, /<style|<script|class=|style=|var\(|currentColor|href=|<foreignObject/);
});

Deno.test("what is not reported is marked on its face", () => {
  assert(texts(drawChart(spec, { ...options, basis: "simulated" }).svg).includes("SIMULATED DATA"));
  assert(texts(drawChart(spec, { ...options, basis: "estimated" }).svg).includes("ESTIMATED DATA"));
  assert.doesNotMatch(drawChart(spec, options).svg, /SIMULATED|ESTIMATED/);
});

Deno.test("the same input gives the same bytes, however many charts were drawn before", () => {
  const first = drawChart(spec, options).svg;
  drawChart({ ...spec, title: "another" }, options);
  assert.equal(drawChart(spec, options).svg, first);
});

Deno.test("ids are unique in a chart and differ between charts", () => {
  const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  const one = ids(drawChart(spec, options).svg);
  const other = ids(drawChart({ ...spec, title: "another" }, options).svg);
  assert.equal(one.length, 4, "title, desc and a clip path for each panel");
  assert.equal(new Set([...one, ...other]).size, 8);
  const { svg } = drawChart(spec, options);
  for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) assert(one.includes(id), id);
});

Deno.test("a long title wraps inside every size, and the slide keeps its shape", () => {
  const title = "A very long finding that goes on and on, ".repeat(4);
  for (const size of Object.keys(SIZES) as SizeName[]) {
    const chart = drawChart({ ...spec, title }, { ...options, size });
    wellFormed(chart.svg);
    assert.equal(chart.width, SIZES[size].width);
    if (size === "slide") assert.equal(chart.height, 450);
  }
});

Deno.test("the dark theme has its own background and ink", () => {
  const { svg } = drawChart(spec, { ...options, theme: "dark" });
  assert.match(svg, /<rect width="860" height="\d+" fill="#15181c"\/>/);
  assert.doesNotMatch(svg, /#1a1a1a/);
});
