import assert from "node:assert/strict";
import type { Chart } from "../../lib/charts/chart.ts";
import { UserError } from "../../lib/errors.ts";
import { FIGURE_MIME, figureBundle, type FigureData } from "../../lib/notebook/figure.ts";

const chart: Chart = {
  name: "a-chart",
  title: "A finding",
  subtitle: "Units",
  alt: "What is seen",
  source: "somewhere",
  basis: "simulated",
  until: "2026-01-05T11:00:00Z",
  svg:
    `<svg xmlns="http://www.w3.org/2000/svg" width="860" height="500"><title>hover</title></svg>`,
  width: 860,
  height: 500,
  rows: [{ time: "2026-01-05T09:00:00Z", close: 1 }, { time: "2026-01-05T10:00:00Z", close: null }],
};

Deno.test("one output holds the picture for the eye, and all that a report needs beside it", () => {
  const bundle = figureBundle("a-figure", chart, {
    caption: "See <this>",
    parameters: { zone: [1, 2] },
  });
  assert.deepEqual(Object.keys(bundle), ["text/plain", "text/html", FIGURE_MIME]);
  assert.match(bundle["text/html"], /<figcaption[^>]*>See &lt;this&gt;<\/figcaption>/);
  assert.match(bundle["text/html"], /<svg style="[^"]+" xmlns=.*<title>hover<\/title>/);
  const { svg, ...rest } = bundle[FIGURE_MIME] as FigureData;
  assert.equal(svg, chart.svg, "the file's SVG is the chart's own");
  assert.deepEqual(rest, {
    name: "a-figure",
    title: "A finding",
    subtitle: "Units",
    alt: "What is seen",
    caption: "See <this>",
    source: "somewhere",
    basis: "simulated",
    until: "2026-01-05T11:00:00Z",
    parameters: { zone: [1, 2] },
    width: 860,
    height: 500,
    row_count: 2,
    fields: ["time", "close"],
    data: { time: ["2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z"], close: [1, null] },
  });
});

Deno.test("a name that no file can have is refused", () => {
  for (const name of ["", "A", "a b", "../a", "a".repeat(81), "con/aux"]) {
    assert.throws(() => figureBundle(name, chart, { caption: "" }), UserError, name);
  }
});
