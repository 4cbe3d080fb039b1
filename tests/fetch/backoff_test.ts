import assert from "node:assert/strict";
import { retryAfter, retryDelay } from "../../lib/fetch/backoff.ts";

Deno.test("pauses double from a second to a minute", () => {
  const longest = [1, 2, 3, 6, 7, 20].map((attempt) => retryDelay(attempt, 1));
  assert.deepEqual(longest, [1000, 2000, 4000, 32_000, 60_000, 60_000]);
});

Deno.test("chance takes up to half of a pause away", () => {
  assert.equal(retryDelay(3, 0), 2000);
  assert.equal(retryDelay(3, 0.5), 3000);
});

Deno.test("Retry-After is read as seconds or as a date of HTTP", () => {
  const now = Date.UTC(2025, 10, 1);
  assert.equal(retryAfter("120", now), 120_000);
  assert.equal(retryAfter(" 0 ", now), 0);
  assert.equal(retryAfter("Sat, 01 Nov 2025 00:00:30 GMT", now), 30_000);
  assert.equal(retryAfter("Sat, 01 Nov 2025 00:00:00 GMT", now + 5000), 0);
});

Deno.test("a Retry-After that says nothing is none", () => {
  for (const header of [null, "", "soon", "-5", "1.5", "99999999999"]) {
    assert.equal(retryAfter(header, 0), undefined, String(header));
  }
});
