import assert from "node:assert/strict";
import type { Verdict } from "../../lib/claims/verdict.ts";
import { FINDINGS_MIME, findingsBundle } from "../../lib/notebook/findings.ts";

const verdict: Verdict = {
  claim: "C5",
  statement: "Price failed at <93,000>",
  verdict: "inconclusive",
  figure: "12 rejections in 15 visits",
  interval: [0.6006, 0.9599],
  p: 0.0004,
  n: 15,
  basis: "reported",
  reason: "random zones do as well",
  smallest_effect: "a rate above 95%",
};

Deno.test("a verdict shows as word and shape, with its uncertainty, basis and reason", () => {
  const html = findingsBundle([verdict])["text/html"];
  for (
    const part of [
      "? inconclusive",
      "Price failed at &lt;93,000&gt;",
      "95% interval 0.601 to 0.96, p &lt; 0.001, n = 15 · data: reported",
      "random zones do as well<br>Could have seen: a rate above 95%",
    ]
  ) assert(html.includes(part), part);
});

Deno.test("each of the four answers has its own shape and colour", () => {
  const answers = ["supported", "contradicted", "inconclusive", "not testable"] as const;
  const badges = answers.map((answer) =>
    /<span style="([^"]+)">(.) /.exec(
      findingsBundle([{ ...verdict, verdict: answer }])["text/html"],
    )
  );
  assert.equal(new Set(badges.map((badge) => badge?.[1])).size, 4);
  assert.equal(new Set(badges.map((badge) => badge?.[2])).size, 4);
});

Deno.test("what is not known is left out, and the verdicts are carried as they are", () => {
  const bare = { ...verdict, interval: null, p: null, n: null, smallest_effect: null };
  const bundle = findingsBundle([bare]);
  assert.doesNotMatch(bundle["text/html"], /null|interval|Could have seen/);
  assert.deepEqual(bundle[FINDINGS_MIME], { verdicts: [bare] });
  assert.equal(bundle["text/plain"], "C5 inconclusive: 12 rejections in 15 visits");
});
