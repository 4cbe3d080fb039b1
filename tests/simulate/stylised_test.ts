import assert from "node:assert/strict";
import { fundingFacts, stylisedFacts } from "../../lib/simulate/stylised.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { HOUR, parseTime } from "../../lib/tables/time.ts";

Deno.test("independent normal returns have no excess kurtosis and no memory", () => {
  const random = createRandom(1), rows = 24 * 2000;
  const from = parseTime("2020-01-01");
  const time = Float64Array.from({ length: rows }, (_, i) => from + i * HOUR);
  let log = 0;
  const close = Float64Array.from({ length: rows }, () => Math.exp(log += 0.01 * random.normal()));
  const weekend = (at: number) => [0, 6].includes(new Date(at).getUTCDay());
  const quote_volume = time.map((at) =>
    (weekend(at) ? 1e6 : 2e6) * (at / HOUR % 24 === 14 ? 3 : 1)
  );
  const facts = stylisedFacts({ time, close, quote_volume });
  assert.ok(Math.abs(facts.volatility - Math.sqrt(8760)) < 1);
  assert.ok(Math.abs(facts.kurtosis_1h) < 0.15);
  assert.ok(Math.abs(facts.acf_abs_1h) < 0.03);
  assert.equal(facts.volume_hour_ratio, 3);
  assert.equal(facts.volume_weekend_ratio, 0.5);
  assert.equal(facts.volume_musd, 52);
});

Deno.test("a Pareto tail of index 3 is found", () => {
  const random = createRandom(2), rows = 48_000;
  let log = 0;
  const close = Float64Array.from({ length: rows }, () => {
    const size = 0.0001 * Math.pow(1 - random.uniform(), -1 / 3);
    return Math.exp(log += random.uniform() < 0.5 ? size : -size);
  });
  const time = Float64Array.from({ length: rows }, (_, i) => i * HOUR);
  const { tail_index } = stylisedFacts({ time, close, quote_volume: time.map(() => 1e6) });
  assert.ok(Math.abs(tail_index - 3) < 0.3, String(tail_index));
});

Deno.test("funding is told in basis points", () => {
  const facts = fundingFacts(Float64Array.from([1e-4, 1e-4, 1e-4, 0, -1e-4]));
  assert.equal(facts.median_bp, 1);
  assert.equal(facts.at_default, 0.6);
});
