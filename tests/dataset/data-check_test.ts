import assert from "node:assert/strict";
import { join } from "node:path";
import { dataCheck } from "../../lib/dataset/data-check.ts";
import { openDataset } from "../../lib/dataset/open.ts";
import { HOUR } from "../../lib/tables/time.ts";
import { inFolder, ingestLines, keyOf } from "./fixture.ts";

Deno.test("the data check shows coverage, gaps, rejects, differences, sources and age", () =>
  inFolder(async (dir) => {
    await ingestLines(dir, {
      "a.lines": [
        "BTC 2024-12-31T22:00Z 1",
        "BTC 2025-01-01T02:00Z 2 20",
        "BTC 2025-01-01T04:00Z 2",
        "BTC 2025-01-01T05:00Z -3",
        "BTC 2025-01-01T06:00Z -4",
        "warn odd",
      ],
      "b.lines": [
        "BTC 2024-12-31T22:00Z 1",
        "BTC 2025-01-01T02:00Z 2 21",
        "reject torn",
        "warn odd",
      ],
    });
    const now = Date.UTC(2025, 0, 1, 10);
    const check = await dataCheck(openDataset(join(dir, "data")), { now });
    const series = "candles/test/linear/BTC/trade/1h/reported";
    assert.deepEqual(check.coverage, [{
      ...keyOf("BTC"),
      series,
      rows: 3,
      from: "2024-12-31T22:00:00Z",
      to: "2025-01-01T04:00:00Z",
      gaps: 2,
      missing: 4,
      complete: 3 / 7,
      duplicates: 1,
      differences: 1,
      rejected: 2,
    }]);
    assert.deepEqual(check.gaps, [
      { series, from: "2024-12-31T23:00:00Z", to: "2025-01-01T02:00:00Z", missing: 3 },
      { series, from: "2025-01-01T03:00:00Z", to: "2025-01-01T04:00:00Z", missing: 1 },
    ]);
    assert.deepEqual(
      check.rejects.map(({ text: _, ...reject }) => reject),
      [
        { file: "a.lines", reason: "open … is negative", rows: 2, line: 4 },
        { file: "b.lines", reason: "torn", rows: 1, line: 3 },
      ],
    );
    assert.deepEqual(check.differences, [{
      series,
      time: "2025-01-01T02:00:00Z",
      column: "quote_volume",
      kept: 20,
      other: 21,
      kept_file: "a.lines",
      other_file: "b.lines",
    }]);
    assert.deepEqual(check.warnings, [{ warning: "odd", files: ["a.lines", "b.lines"] }]);
    assert.deepEqual(
      check.files.map(({ file, rows, accepted, licence }) => [file, rows, accepted, licence]),
      [["a.lines", 5, 3, "of tests"], ["b.lines", 3, 0, "of tests"]],
    );
    assert.equal(check.newest, "2025-01-01T04:00:00Z");
    assert.equal(check.age_hours, (now - Date.UTC(2025, 0, 1, 4)) / HOUR);
  }));

Deno.test("an empty dataset has nothing to show, and no age", () =>
  inFolder(async (dir) => {
    await ingestLines(dir, { "a.lines": ["warn odd"] });
    const check = await dataCheck(openDataset(join(dir, "data")));
    assert.deepEqual([check.coverage, check.newest, check.age_hours], [[], null, null]);
    assert.deepEqual(check.warnings, [
      { warning: "odd", files: ["a.lines"] },
      { warning: "no row of it could be used", files: ["a.lines"] },
    ]);
  }));
