import assert from "node:assert/strict";
import { waveOverTime } from "../../lib/analysis/wave/wave-over-time.ts";
import { liquidationWave } from "../../lib/analysis/wave/wave.ts";
import { barLength } from "../../lib/charts/parts/bar-length.ts";
import { liquidationsAndPrice } from "../../lib/charts/liquidations-and-price.ts";
import { waveByAsset } from "../../lib/charts/wave-by-asset.ts";
import { DAY, HOUR } from "../../lib/tables/time.ts";
import { snapshot, texts } from "./svg.ts";
import { START } from "./synthetic.ts";
import { BARS, BTC, ETH, twoSources } from "./synthetic-wave.ts";

const options = { subject: "2 assets", source: "synthetic", basis: "simulated" } as const;
const window = { from: START, to: START + 5 * DAY };

Deno.test("liquidations and price: longs hang, shorts stand, the event is marked", () => {
  const wave = waveOverTime([BTC, ETH], HOUR, BARS, "simulated", window);
  const chart = snapshot(
    "liquidations-and-price",
    (options) =>
      liquidationsAndPrice(wave, {
        ...options,
        subject: "2 assets",
        priceOf: "BTC",
        at: START + 30 * HOUR,
      }),
  );
  assert.equal(
    chart.title,
    "$319M liquidated in 2 assets, 65% of it longs; most within 1 hour was $107M from 29 Dec 2025 06:00",
  );
  assert.equal(chart.rows.length, 120);
  assert(texts(chart.svg).includes("Event"));
});

Deno.test("sides that are not known are not drawn, and said; an empty window has a reason", () => {
  const blind = { ...BTC, totals: { ...BTC.totals, long_usd: BTC.totals.long_usd.map(() => NaN) } };
  const wave = waveOverTime([blind], HOUR, undefined, "simulated", window);
  const chart = liquidationsAndPrice(wave, { ...options, priceOf: "BTC" });
  assert.match(chart.title, /sides unknown$/);
  assert(texts(chart.svg).some((text) => text.startsWith("Not drawn: $239M whose side")));
  const none = waveOverTime([BTC], HOUR, BARS, "simulated", { from: 0, to: DAY });
  const empty = liquidationsAndPrice(none, { ...options, priceOf: "BTC" });
  assert(texts(empty.svg).some((text) => text.includes("no liquidations are known")));
});

Deno.test("wave by asset: sources on one scale, unknown sides apart, the estimate marked", () => {
  const chart = snapshot("wave-by-asset", (options) => waveByAsset(twoSources(), options));
  assert.equal(
    chart.title,
    "The ladder on Binance bars estimates $33.3M liquidated on 28 Dec 2025: BTC $25.0M and ETH " +
      "$8.33M; 65% were longs",
  );
  assert.deepEqual(chart.rows.map((row) => `${row.venue} ${row.asset}`), [
    "bybit BTC",
    "binance BTC",
    "binance ETH",
  ]);
  assert(texts(chart.svg).includes("$5.00M + $15.0M?"));
  assert.equal(waveByAsset(twoSources(), { ...options, basis: "reported" }).basis, "estimated");
});

Deno.test("reports alone are not marked as estimates; nothing liquidated has a reason", () => {
  const day = { from: START, to: START + DAY };
  const reported = liquidationWave(
    [{ venue: "all", basis: "reported", ...BTC, step: HOUR }],
    day,
  );
  const chart = waveByAsset(reported, { ...options, basis: "estimated" });
  assert.equal(chart.basis, "reported");
  assert.match(
    chart.title,
    /^All exchanges report \$25\.0M liquidated on 28 Dec 2025: BTC \$25\.0M;/,
  );
  const none = waveByAsset(liquidationWave([], day), options);
  assert(texts(none.svg).some((text) => text.includes("no liquidations are known")));
});

Deno.test("the length of a bar is said in its largest unit", () => {
  assert.deepEqual([5, 60, 240, 1440, 2880].map(barLength), [
    "5 minutes",
    "1 hour",
    "4 hours",
    "1 day",
    "2 days",
  ]);
});
