/** The proof of the methods over thousands of simulated markets; writes bench/CALIBRATION.md. */
import assert from "node:assert/strict";
import { EXPERIMENTS } from "../../bench/calibration/experiments.ts";
import { calibrationReport } from "../../bench/calibration/report.ts";
import { runExperiments } from "../../bench/calibration/run.ts";

Deno.test("methods find what was planted, intervals are honest, and nothing is found in nothing", async () => {
  const rows = await runExperiments(EXPERIMENTS, (rows, { id }) => {
    for (const { measure, n, measured, verdict } of rows) {
      console.log(`${id}: ${measure}: ${measured} of ${n}: ${verdict}`);
    }
  });
  const { stdout } = await new Deno.Command("git", { args: ["rev-parse", "--short", "HEAD"] })
    .output();
  const commit = new TextDecoder().decode(stdout).trim() || "unknown";
  const path = new URL("../../bench/CALIBRATION.md", import.meta.url);
  Deno.writeTextFileSync(path, calibrationReport(rows, commit));
  const wrong = rows.filter(({ verdict, known }) => verdict === "does not hold" && !known);
  assert.deepEqual(wrong.map(({ method, mechanism, measure }) => [method, mechanism, measure]), []);
});
