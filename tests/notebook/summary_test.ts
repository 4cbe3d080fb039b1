import assert from "node:assert/strict";
import { UserError } from "../../lib/errors.ts";
import { RESULT_MIME, summaryBundle } from "../../lib/notebook/summary.ts";

Deno.test("figures show by path, long lists as a count; the whole result is carried", () => {
  const result = {
    schema_version: 1,
    zone: [92_800, 93_900],
    not_testable: null,
    from: "2025-11-20T00:00:00Z",
    summary: { visits: 15, rejection_rate: 0.8571428 },
    visits: Array.from({ length: 15 }, () => ({ start: "x" })),
    price: 91_692.2,
    e0: -2.6175e-5,
    controls: { p: 0.04, below: { n: 3, mean: 0.6 } },
  };
  const bundle = summaryBundle("resistance-rejections", result);
  assert.equal(
    bundle["text/plain"],
    [
      "zone: 92,800; 93,900",
      "not_testable: –",
      "from: 2025-11-20 00:00",
      "summary.visits: 15",
      "summary.rejection_rate: 0.857143",
      "visits: 15 rows",
      "price: 91,692.2",
      "e0: −0.000026175",
      "controls.p: 0.04",
      "controls.below: n, mean",
    ].join("\n"),
  );
  assert.deepEqual(bundle[RESULT_MIME], { slug: "resistance-rejections", result });
});

Deno.test("texts of a result cannot become markup, nor its slug a path", () => {
  assert.doesNotMatch(summaryBundle("a", { note: "<script>" })["text/html"], /<script/);
  assert.throws(() => summaryBundle("a/b", {}), UserError);
});

Deno.test("the list is folded under its name and length", () => {
  const html = summaryBundle("a", { x: 1, y: 2 })["text/html"];
  assert.match(html, /^<details><summary[^>]*>a: 2 values<\/summary>/);
});
