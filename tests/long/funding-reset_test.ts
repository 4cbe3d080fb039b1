/** Whether the verdict C9 cries wolf where cascades do nothing to funding. */
import assert from "node:assert/strict";
import { fundingEventStudy } from "../../lib/analysis/funding/funding-event-study.ts";
import { c9 } from "../../lib/claims/c9.ts";
import { createRandom, type Random } from "../../lib/stats/random.ts";
import { DAY } from "../../lib/tables/time.ts";
import { settlements } from "../analysis/funding/funding-rows.ts";

const DAYS = 420, RUNS = 100;

/** Funding of several assets: quick noise on a slow wave, both partly common; capped like real one. */
function markets(assets: number, random: Random) {
  let common = 0;
  const slow = new Array(assets).fill(0), quick = new Array(assets).fill(0);
  const rates: number[][] = slow.map(() => []);
  for (let i = 0; i < DAYS * 3; i++) {
    common = 0.985 * common + 0.5e-5 * random.normal();
    for (let asset = 0; asset < assets; asset++) {
      slow[asset] = 0.985 * slow[asset] + 0.3e-5 * random.normal();
      quick[asset] = 0.5 * quick[asset] + 2e-5 * random.normal();
      rates[asset].push(Math.min(1e-4, 5e-5 + common + slow[asset] + quick[asset]));
    }
  }
  return rates.map((rate, asset) => ({ asset: String(asset), funding: settlements(rate) }));
}

for (const assets of [1, 3]) {
  Deno.test(`cascades that do nothing: C9 of ${assets} assets is seldom supported`, () => {
    const random = createRandom(`null ${assets}`);
    let tested = 0, supported = 0, contradicted = 0;
    for (let run = 0; run < RUNS; run++) {
      const events = Array.from({ length: 60 }, () => ({
        time: (20 + 380 * random.uniform()) * DAY,
      }));
      const study = fundingEventStudy({ assets: markets(assets, random), events }, {
        resamples: 20,
        seed: run,
      });
      const { verdict } = c9(study, "simulated");
      if (study.long.events >= 8) tested++;
      if (verdict === "supported") supported++;
      if (verdict === "contradicted") contradicted++;
    }
    console.log(
      `${assets} assets: ${tested} of ${RUNS} with 8 events, ${supported} supported, ` +
        `${contradicted} contradicted`,
    );
    assert.ok(tested > RUNS / 4, "too few runs say anything");
    assert.ok(supported <= 0.08 * tested && contradicted <= 0.08 * tested);
  });
}
