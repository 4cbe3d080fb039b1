import assert from "node:assert/strict";
import type { Analogs } from "../../lib/analysis/outlook/analogs.ts";
import type { Retests } from "../../lib/analysis/outlook/retests.ts";
import { splitMeans, splitShares } from "../../lib/analysis/outlook/splits.ts";
import { c10 } from "../../lib/claims/c10.ts";
import { createRandom } from "../../lib/stats/random.ts";

/** Analogs in which price gains `effect` where open interest rose, and retests likewise. */
function market(effect: { price: number; broke: number }, seed: number, n = 20, retests = 40) {
  const random = createRandom(seed);
  const analogs = {
    not_testable: null,
    analogs: Array.from({ length: n }, (_, i) => {
      const oi_early = i % 2 ? 0.05 : -0.05;
      const price_late = Math.sign(oi_early) * effect.price / 2 + 0.04 * random.normal();
      return { oi_early: oi_early + 0.01 * random.uniform(), price_late };
    }),
  } as unknown as Analogs;
  const by_volume = splitShares(Array.from({ length: retests }, (_, i) => ({
    by: i % 2 ? 1 + i / 100 : 0.5 - i / 100,
    outcome: Number(random.uniform() < 0.5 + (i % 2 ? 0.5 : -0.5) * effect.broke),
  })));
  return { analogs, retests: { by_volume, resolved: retests } as unknown as Retests };
}
const verdictOf = ({ analogs, retests }: ReturnType<typeof market>) =>
  c10(analogs, retests, "simulated");

Deno.test("C10 is supported when both halves are apart, and more volume broke more", () => {
  const verdict = verdictOf(market({ price: 0.3, broke: 0.9 }, 1));
  assert.equal(verdict.verdict, "supported");
  assert.equal(verdict.n, 20);
  assert.match(
    verdict.figure,
    /^price from day 3 to 7 \+1\d\.\d% .* of retests broke with more than/,
  );
  assert.equal(verdictOf(market({ price: 0.3, broke: 0 }, 1)).verdict, "inconclusive");
  assert.equal(verdictOf(market({ price: 0, broke: 0.9 }, 1)).verdict, "inconclusive");
});

Deno.test("less volume that broke more, intervals apart, contradicts it", () => {
  assert.equal(verdictOf(market({ price: 0, broke: -0.9 }, 1)).verdict, "contradicted");
});

Deno.test("of noise at most one in twenty is supported, and none of it without its reach", () => {
  const verdicts = Array.from(
    { length: 400 },
    (_, seed) => verdictOf(market({ price: 0, broke: 0 }, seed)),
  );
  const share = (answer: string) =>
    verdicts.filter(({ verdict }) => verdict === answer).length / verdicts.length;
  assert(share("supported") <= 0.05, String(share("supported")));
  assert(share("contradicted") <= 0.05, String(share("contradicted")));
  const open = verdicts.find(({ verdict }) => verdict === "inconclusive")!;
  assert.match(open.smallest_effect!, /points apart in price and .* points apart in the share/);
});

Deno.test("fewer than 10 analogs, or none with open interest, is not testable and says what to fetch", () => {
  const few = verdictOf(market({ price: 0, broke: 0 }, 1, 9));
  assert.equal(few.verdict, "not testable");
  assert.match(few.reason, /^9 analogs with what followed; at least 10/);
  const { analogs, retests } = market({ price: 0, broke: 0 }, 1);
  const blind = {
    ...analogs,
    analogs: analogs.analogs.map((one) => ({ ...one, oi_early: null })),
  };
  const verdict = c10(blind, retests, "reported", "deno task fetch --tables open_interest");
  assert.equal(verdict.verdict, "not testable");
  assert.match(verdict.reason, /known after 0 of 20 analogs.*to get it: deno task fetch/);
  assert.match(verdictOf(market({ price: 0, broke: 0 }, 1, 20, 4)).reason, /too few to split$/);
});

Deno.test("a split leaves out what is unknown and wants five on each side", () => {
  const pairs = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((by) => ({ by, outcome: by }));
  const split = splitMeans([...pairs, { by: null, outcome: 99 }, { by: 3, outcome: null }])!;
  assert.deepEqual([split.lower.n, split.upper.n, split.threshold], [5, 5, 5.5]);
  assert.deepEqual([split.lower.value, split.upper.value, split.apart], [3, 8, true]);
  assert.equal(splitMeans(pairs.slice(1)), null);
});
