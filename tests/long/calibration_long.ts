/**
 * The proof of the methods over thousands of simulated markets; writes bench/CALIBRATION.md.
 * While one works on a method, `deno test -A tests/long/calibration_long.ts -- "change " 200` runs the
 * experiments whose id begins so, over as many markets, and writes nothing.
 */
import assert from "node:assert/strict";
import { EXPERIMENTS } from "../../bench/calibration/experiments.ts";
import { calibrationReport } from "../../bench/calibration/report.ts";
import { runExperiments } from "../../bench/calibration/run.ts";

const [only, markets] = Deno.args;

Deno.test("methods find what was planted, intervals are honest, and nothing is found in nothing", async () => {
  const chosen = EXPERIMENTS.filter(({ id }) => id.startsWith(only ?? ""))
    .map((one) => markets ? { ...one, markets: Number(markets) } : one);
  assert.notEqual(chosen.length, 0, `no experiment's id begins with "${only}"`);
  const rows = await runExperiments(chosen, (rows, { id }, seconds) => {
    console.log(`${id} (${seconds.toFixed(0)} s)`);
    for (const { measure, n, measured, band, verdict } of rows) {
      console.log(`  ${measure}: ${measured} of ${n} (${band}): ${verdict}`);
    }
  });
  if (only === undefined) {
    const { stdout } = await new Deno.Command("git", { args: ["describe", "--always", "--dirty"] })
      .output();
    const commit = new TextDecoder().decode(stdout).trim() || "unknown";
    const path = new URL("../../bench/CALIBRATION.md", import.meta.url);
    Deno.writeTextFileSync(path, calibrationReport(rows, commit));
  }
  const wrong = rows.filter(({ verdict }) => verdict === "does not hold");
  assert.deepEqual(wrong.map(({ method, mechanism, measure }) => [method, mechanism, measure]), []);
});
