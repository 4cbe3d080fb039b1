import assert from "node:assert/strict";
import { zoneControls } from "../../lib/charts/zone-controls.ts";
import { snapshot, texts } from "./svg.ts";
import { rejectionResult } from "./synthetic.ts";

Deno.test("zone controls: every random zone is in one bin, those at 100% too", () => {
  const chart = snapshot("zone-controls", (options) => zoneControls(rejectionResult(), options));
  assert.equal(
    chart.title,
    "107–111 turned BTC back in 50% of resolved visits, random zones in 62% on average " +
      "(p = 0.800)",
  );
  const bins = chart.rows.filter((row) => row.layer === "random zones");
  assert.equal(bins.reduce((sum, bin) => sum + Number(bin.zones), 0), 200);
  assert(Number(bins.at(-1)?.zones) > 0);
});

Deno.test("without controls or without a resolved visit there is a reason in its place", () => {
  const options = { subject: "BTC", source: "synthetic", basis: "simulated" } as const;
  const alone = zoneControls(rejectionResult({ controls: null }), options);
  assert(texts(alone.svg).some((text) => text.includes("no random zones to compare with")));
  const summary = {
    ...rejectionResult().summary,
    rejection_rate: null,
    rejection_rate_interval: null,
  };
  const open = zoneControls(rejectionResult({ summary }), options);
  assert(texts(open.svg).some((text) => text.includes("no visit was resolved")));
});
