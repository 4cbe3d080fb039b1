import { join } from "node:path";
import { writeDataset } from "../dataset/write.ts";
import { UserError } from "../errors.ts";
import { presetNamed, PRESETS } from "../simulate/presets.ts";
import { simulate } from "../simulate/simulate.ts";
import type { Options } from "./options.ts";
import { run } from "./run.ts";

const COMMAND = {
  name: "simulate",
  summary:
    "Writes a simulated market as a dataset, and beside it truth.json: what the mechanism did, " +
    "which analyses should find. The same preset and seed give the same bytes.\n" +
    `Presets: ${PRESETS.map(({ name }) => name).join(", ")}.`,
  example: "deno task simulate december-2025 --out data/my-market --seed 2",
  options: ["out", "seed", "json", "help"],
  operands: { label: "PRESET", min: 1, max: 1 },
} as const;

type Given = Options<typeof COMMAND.options[number]>;

async function main({ options, operands }: { options: Given; operands: string[] }): Promise<void> {
  const preset = presetNamed(operands[0]);
  const { out, seed = preset.seed, json } = options;
  if (out === undefined) {
    throw new UserError("simulate: --out DIR is missing: which folder is to be the dataset?");
  }
  const { tables, truth } = simulate(preset, seed);
  const content = JSON.stringify(truth, null, 1) + "\n";
  const manifest = await writeDataset(out, {
    name: "truth.json",
    content,
    source: "simulate",
    options: { preset: preset.name, seed: String(seed) },
  }, tables);
  Deno.writeTextFileSync(join(out, "truth.json"), content);
  const partitions = manifest.series.flatMap((series) => series.partitions);
  const summary = {
    preset: preset.name,
    seed,
    series: manifest.series.length,
    rows: partitions.reduce((sum, { rows }) => sum + rows, 0),
    bytes: partitions.reduce((sum, { bytes }) => sum + bytes, 0),
    cascades: truth.cascades.length,
    visits: truth.visits.length,
  };
  console.log(
    json ? JSON.stringify(summary) : `${out}: ${summary.series} series, ${summary.rows} rows, ` +
      `${(summary.bytes / 1e6).toFixed(1)} MB; truth.json: ${summary.cascades} cascades, ` +
      `${summary.visits} visits to the zone`,
  );
}

if (import.meta.main) await run(COMMAND, main);
