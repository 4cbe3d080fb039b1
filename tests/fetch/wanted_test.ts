import assert from "node:assert/strict";
import { FETCH_TABLES } from "../../lib/fetch/request.ts";
import { wantedFrom } from "../../lib/fetch/wanted.ts";
import { parseTime } from "../../lib/tables/time.ts";

const NOW = parseTime("2026-02-20T09:30");
const given = (from: string, to: string) => ({
  symbols: ["BTCUSDT"],
  from: parseTime(from),
  to: parseTime(to),
});

Deno.test("a window is widened to whole days", () => {
  const { from, to } = wantedFrom(given("2025-11-01T14:30", "2025-12-31T00:01"), NOW);
  assert.deepEqual([from, to], [parseTime("2025-11-01"), parseTime("2026-01-01")]);
});

Deno.test("whole days stay as they are, the end exclusive", () => {
  const { from, to } = wantedFrom(given("2025-11-01", "2025-12-31"), NOW);
  assert.deepEqual([from, to], [parseTime("2025-11-01"), parseTime("2025-12-31")]);
});

Deno.test("days that are not over are left out", () => {
  const { to } = wantedFrom(given("2026-02-01", "2026-03-01"), NOW);
  assert.equal(to, parseTime("2026-02-20"));
});

Deno.test("all tables and bars of 5 minutes, where nothing is said", () => {
  const { tables, interval } = wantedFrom(given("2026-02-01", "2026-03-01"), NOW);
  assert.deepEqual([tables, interval], [FETCH_TABLES, "5m"]);
});

Deno.test("what is missing or makes no sense is named", () => {
  const { symbols, from, to } = given("2025-11-01", "2025-12-01");
  assert.throws(() => wantedFrom({ from, to }, NOW), /--symbols is missing/);
  assert.throws(() => wantedFrom({ symbols, to }, NOW), /--from is missing/);
  assert.throws(() => wantedFrom({ symbols, from }, NOW), /--to is missing/);
  assert.throws(() => wantedFrom({ symbols, from: to, to: from }, NOW), /is not before --to/);
  assert.throws(() => wantedFrom(given("2026-02-20", "2026-03-01"), NOW), /is not over/);
});
