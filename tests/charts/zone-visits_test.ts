import assert from "node:assert/strict";
import { zoneVisits } from "../../lib/charts/zone-visits.ts";
import { insideEdges, snapshot, texts } from "./svg.ts";
import { rejectionResult, swingingBars } from "./synthetic.ts";

Deno.test("zone visits", () => {
  const chart = snapshot(
    "zone-visits",
    (options) => zoneVisits(swingingBars(120), rejectionResult(), options),
  );
  assert.equal(
    chart.title,
    "BTC came up to 107–111 three times: 1 rejection, 1 breakout, 1 unresolved",
  );
  assert.equal(chart.rows.filter((row) => row.layer === "bar").length, 120);
  assert.deepEqual(
    chart.rows.filter((row) => row.layer === "visit").map((row) => row.outcome),
    ["rejection", "breakout", "unresolved"],
  );
  assert.deepEqual(texts(chart.svg).filter((text) => text.startsWith("breakout, ")), [
    "breakout, 30 Dec 2025 08:00 to 30 Dec 2025 14:00 UTC\nfurthest price 112, " +
    "125% of the way through the zone\n5 bars in the zone\n" +
    "−2.0% from there in the 24 hours after",
  ]);
});

Deno.test("visits close in time stand in rows, none hides another", () => {
  const [one] = rejectionResult().visits;
  const visits = Array.from({ length: 8 }, () => one);
  const chart = snapshot(
    "zone-visits-crowded",
    (options) => zoneVisits(swingingBars(120), rejectionResult({ visits }), options),
  );
  const places = [
    ...chart.svg.matchAll(/<g [^>]*transform="translate\(0,([^)]+)\)"[^>]*><path [^>]*><title>/g),
  ];
  assert.equal(new Set(places.map(([, y]) => y)).size, 8);
});

Deno.test("more visits than can be told apart leave room for the prices", () => {
  const [one] = rejectionResult().visits;
  const visits = Array.from({ length: 300 }, () => one);
  const chart = zoneVisits(swingingBars(120), rejectionResult({ visits }), {
    subject: "BTC",
    source: "synthetic",
    basis: "simulated",
    size: "journal",
  });
  insideEdges(chart);
  assert.equal(chart.svg.match(/<title>rejection/g)?.length, 300);
});

Deno.test("only bars of the window are drawn, merged where they are too many to see", () => {
  const chart = zoneVisits(swingingBars(8760), rejectionResult({ to: "2026-12-20T00:00:00Z" }), {
    subject: "BTC",
    source: "synthetic",
    basis: "simulated",
  });
  const bars = chart.rows.filter((row) => row.layer === "bar");
  assert(bars.length > 1000 && bars.length <= 1600, String(bars.length));
  assert.equal(Math.max(...bars.map((bar) => Number(bar.high))), 111);
  assert(String(bars.at(-1)?.time) < "2026-12-20");
  assert.match(chart.subtitle, /^6-hour bars/);
});

Deno.test("a zone that was never reached, and one that cannot be tested, say so", () => {
  const visits = { visits: [], summary: { ...rejectionResult().summary, visits: 0 } };
  const options = { subject: "BTC", source: "synthetic", basis: "simulated" } as const;
  const none = zoneVisits(swingingBars(120), rejectionResult(visits), options);
  assert.equal(none.title, "BTC never came up to 107–111");
  const broken = rejectionResult({ ...visits, not_testable: "the window holds 3 bars" });
  assert.match(
    zoneVisits(swingingBars(3), broken, options).title,
    /not testable, the window holds/,
  );
  assert.match(zoneVisits(swingingBars(0), broken, options).title, /not testable/);
});
