import assert from "node:assert/strict";
import { MOST_SERIES, seriesLook } from "../../../lib/charts/parts/series-look.ts";
import { THEMES } from "../../../lib/charts/theme.ts";

Deno.test("no two of twice as many lines as there are colours look alike", () => {
  for (const theme of Object.values(THEMES)) {
    const looks = Array.from({ length: 2 * MOST_SERIES }, (_, i) => {
      const { color, dash } = seriesLook(theme, i);
      return `${color} ${dash}`;
    });
    assert.equal(new Set(looks).size, looks.length);
  }
});
