import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { writeDataset } from "../../lib/dataset/write.ts";
import { presetNamed } from "../../lib/simulate/presets.ts";
import { simulate } from "../../lib/simulate/simulate.ts";

Deno.test("the bundled dataset can be made again to the same bytes", async () => {
  const folder = fileURLToPath(new URL("../../data/sample", import.meta.url));
  const preset = presetNamed("december-2025");
  const { tables, truth } = simulate(preset, preset.seed);
  const content = JSON.stringify(truth, null, 1) + "\n";
  assert.equal(content, Deno.readTextFileSync(`${folder}/truth.json`));
  const out = Deno.makeTempDirSync();
  try {
    const options = { preset: preset.name, seed: String(preset.seed) };
    await writeDataset(out, { name: "truth.json", content, source: "simulate", options }, tables);
    // Partitions carry their SHA-256 in their name, so the manifest stands for all of them.
    assert.equal(
      Deno.readTextFileSync(`${out}/manifest.json`),
      Deno.readTextFileSync(`${folder}/manifest.json`),
    );
  } finally {
    Deno.removeSync(out, { recursive: true });
  }
});
