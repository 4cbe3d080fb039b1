import assert from "node:assert/strict";
import { spearman } from "../../lib/stats/correlation.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { spearmanAt } from "../../lib/stats/spearman-at.ts";
import { take } from "../../lib/stats/stationary-bootstrap.ts";

Deno.test("the correlation at positions is, to the bit, that of the values taken from there", () => {
  const random = createRandom(1);
  // Ties and unknown values among them.
  const value = () => random.integer(8) === 0 ? NaN : Math.round(random.normal() * 4) / 3;
  for (let n = 0; n < 300; n++) {
    const length = 2 + random.integer(40);
    const x = Float64Array.from({ length }, value), y = Float64Array.from({ length }, value);
    const correlation = spearmanAt(x, y);
    for (let draw = 0; draw < 5; draw++) {
      const at = Int32Array.from({ length }, () => random.integer(length));
      assert.equal(correlation(at), spearman(take(x, at), take(y, at)));
    }
  }
});

Deno.test("positions of one value correlate with nothing, and lengths must match", () => {
  assert.equal(spearmanAt([1, 2, 3], [1, 2, 3])([1, 1, 1]), NaN);
  assert.throws(() => spearmanAt([1, 2], [1]), /2 values paired with 1/);
});
