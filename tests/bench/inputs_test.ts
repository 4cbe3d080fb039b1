import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { makeInputs, readDoubles, type Sizes } from "../../bench/inputs.ts";
import { sum, type Work } from "../../bench/work.ts";
import { klines, trades } from "../../bench/works/csv.ts";
import { ingestZips, loadSeries } from "../../bench/works/dataset.ts";

const SMALL: Sizes = { klines: 3000, trades: 500, bars: 300, events: 200 };

async function sumsOf({ run, sums }: Work): Promise<Record<string, number>> {
  return sums(await run());
}

async function inFolder(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await work(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

const digest = (path: string) => createHash("sha256").update(Deno.readFileSync(path)).digest("hex");

Deno.test("CSV, zips and dataset of the bench hold the same klines", () =>
  inFolder(async (dir) => {
    await makeInputs(dir, SMALL);
    const closes = sum(readDoubles(join(dir, "klines-close.f64")));
    const csv = await sumsOf(klines(dir));
    assert.equal(csv.rows, SMALL.klines);
    assert.ok(Math.abs(csv.close / closes - 1) < 1e-12);
    const loaded = await sumsOf(loadSeries(dir));
    assert.equal(loaded.rows, SMALL.klines);
    assert.ok(Math.abs(loaded.close / closes - 1) < 1e-12);
    assert.equal((await sumsOf(ingestZips(dir))).rows, SMALL.klines);
    const { rows, time } = await sumsOf(trades(dir));
    assert.equal(rows, SMALL.trades);
    assert.equal(time, sum(readDoubles(join(dir, "trades-time.f64"))));
  }));

Deno.test("the bench's inputs are the same bytes when they are made again", () =>
  inFolder((first) =>
    inFolder(async (second) => {
      await makeInputs(first, SMALL);
      await makeInputs(second, SMALL);
      for (const name of ["klines.csv", "trades.csv", "ETHUSDT.csv", "events.f64"]) {
        assert.equal(digest(join(first, name)), digest(join(second, name)), name);
      }
    })
  ));
