import assert from "node:assert/strict";
import { RankedMembers } from "../../lib/series/ranked-members.ts";
import fc from "../property.ts";

Deno.test("whatever comes and goes, the member at a place is the one of a sorted list", () => {
  const steps = fc.array(
    fc.record({ rank: fc.nat(299), share: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
  );
  fc.assert(fc.property(steps, (steps) => {
    const members = new RankedMembers(300), list = new Set<number>();
    for (const { rank, share } of steps) {
      if (list.delete(rank)) members.remove(rank);
      else {
        list.add(rank);
        members.add(rank);
      }
      assert.equal(members.size, list.size);
      if (list.size === 0) continue;
      const sorted = [...list].sort((a, b) => a - b), place = Math.floor(share * list.size);
      assert.equal(members.at(place), sorted[place]);
      if (rank <= sorted.at(-1)!) {
        assert.equal(members.firstFrom(rank), sorted.find((other) => other >= rank));
      }
    }
  }));
});
