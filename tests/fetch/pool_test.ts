import assert from "node:assert/strict";
import { runPool } from "../../lib/fetch/pool.ts";

const later = () => new Promise((resolve) => setTimeout(resolve, 1));

Deno.test("all jobs are done, never more than the limit at a time, begun in order", async () => {
  const begun: number[] = [];
  let now = 0, most = 0;
  await runPool(Array.from({ length: 20 }, (_, i) => i), 3, async (job) => {
    begun.push(job);
    most = Math.max(most, ++now);
    await later();
    now--;
    return [];
  });
  assert.equal(most, 3);
  assert.deepEqual(begun, Array.from({ length: 20 }, (_, i) => i));
});

Deno.test("what one job names is done at once and side by side, even after all others", async () => {
  const begun: string[] = [];
  let now = 0, most = 0;
  await runPool(["month"], 4, async (job) => {
    begun.push(job);
    most = Math.max(most, ++now);
    await later();
    now--;
    return job === "month" ? ["1", "2", "3", "4"] : [];
  });
  assert.deepEqual(begun, ["month", "1", "2", "3", "4"]);
  assert.equal(most, 4);
});

Deno.test("an error ends the run after what was under way, and is thrown", async () => {
  const ended: number[] = [];
  await assert.rejects(
    runPool([0, 1, 2, 3, 4], 2, async (job) => {
      if (job === 0) throw new Error("full");
      await later();
      ended.push(job);
      return [];
    }),
    /full/,
  );
  assert.deepEqual(ended, [1]);
});
