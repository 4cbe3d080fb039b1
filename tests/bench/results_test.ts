import assert from "node:assert/strict";
import type { Measured } from "../../bench/measure.ts";
import { resultsPage, type Setting } from "../../bench/results.ts";
import { ROWS } from "../../bench/rows.ts";

const SETTING: Setting = {
  commit: "abc1234",
  versions: { deno: "2.9.6" },
  cores: 2,
  load: [0.5, 1.5],
  sizes: "10 klines",
};

const figures = (ms: number) => ({ ms, cpu: ms, mb: 100, sums: {}, fastest: ms, slowest: ms });

/** The row of as-of joins, of which pandas is to take 1/0.6 of our time at least. */
function asOf(peers: Record<string, number>, missing: Record<string, string> = {}): Measured {
  const row = ROWS.find(({ name }) => name === "as-of-join")!;
  const found = Object.entries(peers).map(([peer, ms]) => [peer, figures(ms)]);
  return { row, figures: Object.fromEntries(found), missing };
}

const wanted = (measured: Measured) =>
  resultsPage(SETTING, [measured]).split("\n").find((line) => line.startsWith("| as-of-join"))!;

Deno.test("a figure is met at its limit, missed above it, and not run without its peer", () => {
  assert.match(wanted(asOf({ aftershock: 60, pandas: 100 })), /0\.60 x \| met \|$/);
  assert.match(wanted(asOf({ aftershock: 61, pandas: 100 })), /0\.61 x \| \*\*missed\*\* \|$/);
  assert.match(wanted(asOf({ aftershock: 60 })), /\| not run \|$/);
});

Deno.test("a peer that could not run is named with the reason", () => {
  const page = resultsPage(SETTING, [asOf({ aftershock: 60 }, { pandas: "no Python" })]);
  assert.match(page, /\| pandas \| not run \| no Python \|/);
});
