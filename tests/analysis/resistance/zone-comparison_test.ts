import assert from "node:assert/strict";
import type { RejectionResult } from "../../../lib/analysis/resistance/resistance-rejections.ts";
import { compareZones } from "../../../lib/analysis/resistance/zone-comparison.ts";

const result = (p: number | null, direction = "resistance") =>
  ({
    zone: [100, 102],
    direction,
    not_testable: p === null ? "outside all prices" : null,
    summary: { visits: 4, rejections: 3, breakouts: 1, unresolved: 0, rejection_rate: 0.75 },
    controls: p === null ? null : { p, all: { mean: 0.6 }, excess_interval: [-0.1, 0.3] },
  }) as unknown as RejectionResult;

Deno.test("p-values are adjusted over the zones of one direction", () => {
  const rows = compareZones([result(0.01), result(0.04), result(0.03, "support"), result(null)]);
  assert.deepEqual(rows.map(({ p_adjusted }) => p_adjusted), [0.02, 0.04, 0.03, null]);
  assert.deepEqual(rows.map(({ p }) => p), [0.01, 0.04, 0.03, null]);
  assert.equal(rows[3].not_testable, "outside all prices");
  assert.deepEqual([rows[0].lower, rows[0].upper, rows[0].control_mean], [100, 102, 0.6]);
});
