import assert from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import { plotSvg } from "../../../lib/charts/parts/plot-svg.ts";
import { SvgDocument } from "../../../lib/charts/parts/svg-document.ts";

const COLORS = { ink: "#000", background: "#fff" };

Deno.test("elements are put, moved and taken away as in a browser", () => {
  const document = new SvgDocument();
  const [g, a, b] = ["g", "a", "b"].map((name) => document.createElementNS("", name));
  g.appendChild(a);
  assert.equal(g.insertBefore(b, a), b);
  assert.deepEqual(g.children, [b, a]);
  g.appendChild(b);
  assert.deepEqual(g.children, [a, b]);
  b.appendChild(a);
  assert.deepEqual([g.children, b.children, a.parentNode], [[b], [a], b]);
  b.textContent = "alone";
  assert.deepEqual([b.children, b.childNodes], [[], ["alone"]]);
  assert.equal(g.removeChild(b).parentNode, null);
  assert.deepEqual(g.childNodes, []);
});

Deno.test("attributes are texts, and null where they are not set", () => {
  const element = new SvgDocument().documentElement;
  element.setAttribute("x", 1.5);
  assert.deepEqual([element.getAttribute("x"), element.hasAttribute("x")], ["1.5", true]);
  element.removeAttribute("x");
  assert.deepEqual([element.getAttribute("x"), element.hasAttribute("x")], [null, false]);
});

Deno.test("facets, titles and lines of text are drawn; what is data stays text", () => {
  const points = [{ x: 1, y: 2, side: "<b>" }, { x: 2, y: 1, side: "&" }];
  const marks = [
    Plot.dot(points, { x: "x", y: "y", fx: "side", title: "side" }),
    Plot.text(["one\ntwo"], { frameAnchor: "top" }),
  ];
  const svg = plotSvg({ width: 300, height: 100, marks }, COLORS, "points");
  assert.equal(svg.match(/<circle /g)?.length, 2);
  assert.match(svg, /<title>&lt;b&gt;<\/title>/);
  assert.match(svg, /<tspan[^>]*>one<\/tspan><tspan[^>]*>two<\/tspan>/);
  assert.doesNotMatch(svg, /<b>|class=|aria-|<style/);
});

Deno.test("a mark that asks for more than there is throws", () => {
  const marks = [Plot.waffleY([3], { y: (value) => value })];
  assert.throws(() => plotSvg({ marks }, COLORS, "waffle"), TypeError);
});
