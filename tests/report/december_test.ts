/** The project's main job, as the README gives it, on the real data and through the real kernel. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RejectionResult } from "../../lib/analysis/resistance/resistance-rejections.ts";
import { realData } from "../real-data.ts";
import { task } from "../task.ts";

const FOLDER = realData("binance-perps-5m");

Deno.test({
  ignore: FOLDER.ignore,
  name: "real: ingest and report give the published numbers for December 2025",
  async fn() {
    const temp = await Deno.makeTempDir();
    try {
      const folder = fileURLToPath(FOLDER.url);
      const files = readdirSync(folder).filter((name) => name.endsWith(".feather"))
        .map((name) => join(folder, name));
      const data = join(temp, "binance"), out = join(temp, "december");
      await task("ingest", ...files, "--out", data);
      await task(
        ...["report", "--data", data, "--from", "2025-11-20", "--to", "2026-01-20"],
        ...["--zone", "92800:93900", "--out", out],
      );

      const summary = JSON.parse(readFileSync(join(out, "summary.json"), "utf8"));
      const result = summary
        .results["02-resistance-rejections"]["resistance-rejections"] as RejectionResult;
      const { rejections, breakouts, unresolved } = result.summary;
      assert.deepEqual([rejections, breakouts, unresolved], [12, 2, 1]);
      const breakout = result.visits.find(({ outcome }) => outcome === "breakout")!;
      assert.deepEqual(
        [breakout.start, breakout.end, breakout.peak],
        ["2026-01-05T09:00:00Z", "2026-01-05T18:00:00Z", 94_475.7],
      );
      const visit = result.visits.find(({ start }) => start === "2025-12-09T15:00:00Z")!;
      assert.deepEqual([visit.end, visit.peak], ["2025-12-10T00:00:00Z", 94_555]);
      assert.deepEqual([visit.penetration.toFixed(3), visit.bars_in_zone], ["1.595", 9]);
      assert(Math.abs(result.controls!.p! - 0.04) < 0.01);
      assert(Math.abs(result.controls!.all.mean! - 0.65) < 0.01);

      const claims = summary.verdicts.map(({ claim }: { claim: string }) => claim);
      for (const claim of ["C5", "C7", "C9"]) assert(claims.includes(claim), claim);
      for (const { files, name } of summary.figures) {
        for (const path of Object.values(files) as string[]) {
          assert(statSync(join(out, path)).size > 0, `${name}: ${path}`);
        }
      }
      for (const name of ["index.html", "report.md"]) assert(existsSync(join(out, name)));
    } finally {
      await Deno.remove(temp, { recursive: true });
    }
  },
});
