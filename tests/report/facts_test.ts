import assert from "node:assert/strict";
import { join } from "node:path";
import { openDataset } from "../../lib/dataset/open.ts";
import { datasetFacts } from "../../lib/report/facts.ts";

const SAMPLE = join(import.meta.dirname!, "..", "..", "data", "sample");

Deno.test("a report says what its dataset holds, lacks and may be used for", async () => {
  const facts = Object.fromEntries(await datasetFacts(openDataset(SAMPLE)));
  const { manifest } = openDataset(SAMPLE);
  const series = manifest.series.length;
  assert.match(
    facts.dataset,
    new RegExp(`^sample: ${series} series of BTC, DOGE, ETH, SOL, ZEC; `),
  );
  assert.equal(facts["basis of the data"], `${series} simulated`);
  assert.match(facts.gaps, /^no row is missing in \d+ series; \d+ series have no timetable/);
  assert.equal(facts["rejected rows"], "none");
  assert.equal(facts.licences, "made by a program, nobody's data");
  assert.equal(facts["raw files"], "1 file: simulate");
  assert.equal(facts["newest row"], manifest.files[0].to);
});

Deno.test("of a damaged dataset the report says what is wrong, and is written all the same", async () => {
  const dir = await Deno.makeTempDir();
  await Deno.copyFile(join(SAMPLE, "manifest.json"), join(dir, "manifest.json"));
  const facts = Object.fromEntries(await datasetFacts(openDataset(dir)));
  assert.match(facts.gaps, /^cannot be told: /);
  await Deno.remove(dir, { recursive: true });
});
