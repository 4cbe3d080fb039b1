import { resistanceRejections } from "../../lib/analysis/resistance/resistance-rejections.ts";
import { volumePattern } from "../../lib/analysis/volume/volume-pattern.ts";
import type { Chart } from "../../lib/charts/chart.ts";
import { coverage } from "../../lib/charts/coverage.ts";
import { hourOfWeek } from "../../lib/charts/hour-of-week.ts";
import type { Look } from "../../lib/charts/look.ts";
import { visitPanels } from "../../lib/charts/visit-panels.ts";
import { zoneControls } from "../../lib/charts/zone-controls.ts";
import { zoneVisits } from "../../lib/charts/zone-visits.ts";
import { bundledDataset } from "../../lib/cli/bundled.ts";
import { dataCheck } from "../../lib/dataset/data-check.ts";
import { openDataset } from "../../lib/dataset/open.ts";
import { cite, wholeDataset } from "../../lib/inputs/provenance.ts";
import { rejectionInputs } from "../../lib/inputs/resistance-rejections.ts";
import { hourlyBars } from "../../lib/inputs/volume-drops.ts";
import { HOUR } from "../../lib/tables/time.ts";

/**
 * Charts of the bundled dataset, as different as they come: lines and ranges, small multiples, a
 * histogram, a heat map, bars with long labels.
 */
export async function pictures(look: Look): Promise<Chart[]> {
  const dataset = openDataset(bundledDataset());
  const span = { from: Date.UTC(2025, 10, 20), to: Date.UTC(2026, 0, 20) };
  const inputs = await rejectionInputs(dataset, "BTCUSDT", { ...span, step: HOUR });
  const source = cite("BTC", inputs.provenance, look);
  const visits = resistanceRejections(inputs, {
    zone: [92_800, 93_900],
    ...span,
    step: HOUR,
    controls: 500,
    seed: 1,
  });
  const hours = await hourlyBars(dataset, "BTCUSDT", span);
  return [
    zoneVisits(inputs.bars, visits, source),
    visitPanels(inputs.bars, visits, source),
    zoneControls(visits, source),
    hourOfWeek(volumePattern(hours.bars, { to: span.to }), cite("BTC", hours.provenance, look)),
    coverage(await dataCheck(dataset, { now: span.to }), wholeDataset(dataset, look)),
  ];
}

/** Whether a program is there; `version` is the flag that ends it at once. */
export function installed(program: string, version = "--version"): boolean {
  try {
    return new Deno.Command(program, { args: [version], stdout: "null", stderr: "null" })
      .outputSync().success;
  } catch {
    return false;
  }
}

/** What a program prints; throws with its complaint where it fails. */
export function output(program: string, ...args: string[]): Uint8Array<ArrayBuffer> {
  const { success, stdout, stderr } = new Deno.Command(program, { args }).outputSync();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return stdout;
}
