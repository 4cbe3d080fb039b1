import assert from "node:assert/strict";
import { rarity } from "../../lib/claims/rarity.ts";

Deno.test("a value counts among those it is compared with", () => {
  assert.deepEqual(rarity(100, 19), [1, 1 / 20]);
  assert.deepEqual(rarity(0, 19), [1 / 20, 1]);
  assert.deepEqual(rarity(50, 4), [3 / 5, 3 / 5]);
});

Deno.test("any place is as likely under chance: one in twenty is at most 0.05, whatever the number", () => {
  for (const others of [19, 30, 78, 180]) {
    const places = Array.from(
      { length: others + 1 },
      (_, below) => rarity(100 * below / others, others),
    );
    const rare = places.filter(([, high]) => high <= 0.05).length;
    assert.ok(rare / (others + 1) <= 0.05 && rare >= 1);
  }
});
