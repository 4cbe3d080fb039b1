import assert from "node:assert/strict";
import { SAMPLE_EVENT, SAMPLE_WINDOW } from "../../lib/cli/bundled.ts";
import { DECEMBER_2025 } from "../../lib/simulate/presets/december-2025.ts";

Deno.test("the bundled report is about the planned cascade of its window, from the beginning", () => {
  const planned = DECEMBER_2025.cascades.filter(({ at }) =>
    at >= SAMPLE_WINDOW.from && at < SAMPLE_WINDOW.to
  );
  assert.deepEqual(planned.map(({ at }) => at), [SAMPLE_EVENT]);
});
