import assert from "node:assert/strict";
import { foundLevelsMap } from "../../lib/charts/found-levels.ts";
import { snapshot, texts } from "./svg.ts";
import { swingingBars } from "./synthetic.ts";
import { levelTests } from "./synthetic-levels.ts";

Deno.test("found levels: each is drawn once, through its days, with its test on hover", () => {
  const chart = snapshot(
    "found-levels",
    (options) => foundLevelsMap(swingingBars(120), levelTests(), "BTCUSDT", options),
  );
  assert.equal(
    chart.title,
    "3 levels of BTC could be known beforehand; they turned price back 15.0 points more often " +
      "than random zones (95%: −5.0 to +35.0)",
  );
  assert.equal(chart.rows.filter((row) => row.layer === "level").length, 3);
  const hovers = texts(chart.svg).filter((text) => text.includes("swing high"));
  assert.equal(hovers.filter((text) => text.includes("p = 0.010, p = 0.020 adjusted")).length, 1);
  assert.equal(hovers.filter((text) => text.includes("too few visits to test")).length, 1);
});

Deno.test("a market without levels says so", () => {
  const options = { subject: "ETH", source: "synthetic", basis: "simulated" } as const;
  const chart = foundLevelsMap(swingingBars(120), levelTests(), "ETHUSDT", options);
  assert(texts(chart.svg).some((text) => text.includes("no level was found")));
  assert.deepEqual(chart.rows, []);
});
