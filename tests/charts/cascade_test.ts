import assert from "node:assert/strict";
import { anatomy } from "../../lib/analysis/cascades/anatomy.ts";
import { macroCalendar } from "../../lib/analysis/cascades/macro-calendar.ts";
import { spread } from "../../lib/analysis/cascades/spread.ts";
import { cascadeAnatomy } from "../../lib/charts/cascade-anatomy.ts";
import { cascadeCalendar } from "../../lib/charts/cascade-calendar.ts";
import { onsetLadder } from "../../lib/charts/onset-ladder.ts";
import { HOUR, MINUTE, parseTime } from "../../lib/tables/time.ts";
import { snapshot, texts } from "./svg.ts";
import { BTC, CASCADE, cascadeAt, wholeAnatomy } from "./synthetic-wave.ts";

const options = { subject: "BTC", source: "synthetic", basis: "simulated" } as const;

Deno.test("anatomy: five panels on one axis, the cascade shaded, the furthest price in the title", () => {
  const chart = snapshot("cascade-anatomy", (options) => cascadeAnatomy(wholeAnatomy(), options));
  assert.equal(
    chart.title,
    "BTC: $96.0M of longs and $24.0M of shorts liquidated, 29 Dec 2025 06:00 to 08:00; price " +
      "fell up to 2.8%",
  );
  const labels = [
    "Liquidated, USD per 1 hour",
    "Open interest, BTC",
    "Quote volume, USD per 1 hour",
  ];
  for (const label of labels) assert(texts(chart.svg).includes(label), label);
  assert.deepEqual(
    ["bar", "open interest", "funding"].map((layer) =>
      chart.rows.filter((row) => row.layer === layer).length
    ),
    [14, 14, 2],
  );
});

Deno.test("where shorts were liquidated the price rose, by its highs; one that did not move says so", () => {
  const whole = wholeAnatomy();
  const start = Date.parse(whole.start), end = Date.parse(whole.end);
  const title = (price: { high: number; low: number }, long_usd: number) =>
    cascadeAnatomy({
      ...whole,
      bars: whole.bars.map((bar) =>
        Date.parse(bar.time) < start
          ? { ...bar, price: 100, high: 100, low: 100 }
          : Date.parse(bar.time) < end
          ? { ...bar, ...price, price: 100, long_usd, short_usd: 1e6 }
          // What comes later is not the cascade's.
          : { ...bar, price: 100, high: 300, low: 1 }
      ),
    }, options).title;
  assert.match(title({ high: 101.6, low: 97 }, 0), /; price rose up to 1\.6%$/);
  assert.match(title({ high: 101.6, low: 97 }, 2e6), /; price fell up to 3\.0%$/);
  assert.match(title({ high: 100, low: 97 }, 0), /; price did not rise$/);
  assert.match(title({ high: 103, low: 100 }, 2e6), /; price did not fall$/);
});

Deno.test("what the dataset lacks is named, and the rest is drawn", () => {
  const chart = cascadeAnatomy(anatomy(BTC, CASCADE), options);
  assert(
    texts(chart.svg).includes(
      "Not in the dataset for this time: price, open interest, volume, funding.",
    ),
  );
  assert.match(chart.title, /08:00$/, "no price, no clause about it");
  assert(texts(chart.svg).includes("Cascade"));
  const day = texts(cascadeAnatomy(anatomy(BTC, CASCADE), { ...options, isCascade: false }).svg);
  assert(day.includes("Day of the event") && !day.includes("Cascade"));
});

Deno.test("a day and a half of 5-minute bars keep their width in a journal column", () => {
  const whole = wholeAnatomy();
  const [first] = whole.bars;
  const bars = Array.from({ length: 432 }, (_, i) => ({
    ...first,
    time: new Date(Date.parse(first.time) + i * 5 * MINUTE).toISOString(),
    volume_usd: 1e6,
  }));
  const { svg } = cascadeAnatomy({ ...whole, bars }, { ...options, size: "journal" });
  const widths = [...svg.matchAll(/<rect [^>]*?width="([\d.]+)"/g)].map(([, width]) =>
    Number(width)
  );
  assert(widths.length > 432);
  assert(widths.every((width) => width > 0), `${Math.min(...widths)} px`);
});

const spreadResult = {
  schema_version: 1 as const,
  analysis: "liquidation-wave",
  not_testable: null,
  basis: "simulated",
  start: CASCADE.start,
  end: CASCADE.end,
  assets: 4,
  reached: 3,
  by_asset: [
    { asset: "SOL", total_usd: 5e6, times_normal: 60, delay_minutes: -5 },
    { asset: "BTC", total_usd: 9e7, times_normal: 120.4, delay_minutes: 0 },
    { asset: "ETH", total_usd: 4e7, times_normal: null, delay_minutes: 10 },
    { asset: "ZEC", total_usd: 1e5, times_normal: 1.2, delay_minutes: null },
  ],
};

Deno.test("onset ladder: who was reached first and last, and who was not", () => {
  const chart = snapshot("onset-ladder", (options) => onsetLadder(spreadResult, 5, options));
  assert.equal(chart.title, "3 of 4 assets reached: SOL first, ETH last, 15 minutes later");
  assert(texts(chart.svg).some((text) => text.includes("Not reached: ZEC.")));
  assert(texts(chart.svg).includes("× 120"));
});

Deno.test("all in one bar have no order, and no cascade has no ladder", () => {
  const [, btc] = spreadResult.by_asset;
  const together = ["A", "B", "C", "D", "E"].map((asset) => ({ ...btc, asset }));
  const chart = onsetLadder({ ...spreadResult, reached: 5, by_asset: together }, 5, options);
  assert.match(chart.title, /: 5 assets first, all in one bar$/);
  const alone = onsetLadder({ ...spreadResult, by_asset: [btc] }, 5, options);
  assert(texts(alone.svg).some((text) => text.includes("one asset has no order")));
  const none = onsetLadder(spread([], HOUR, null), 5, options);
  assert(texts(none.svg).some((text) => text.includes("the event is no cascade")));
});

const cascades = [
  cascadeAt("2025-10-10T20:50", 3.4, 0.84),
  cascadeAt("2025-12-09T15:00", 1.2, 0.1),
  cascadeAt("2026-01-03", 0.5, null),
];
const window = { from: parseTime("2025-10-01"), to: parseTime("2026-01-20") };
const fed = [{ time: parseTime("2025-12-10T19:00"), name: "Fed <decision>", importance: "high" }];

Deno.test("calendar: cascades by day and month, macro events as squares, the event's day framed", () => {
  const macro = macroCalendar(cascades, fed, window);
  const chart = snapshot(
    "cascade-calendar",
    (options) =>
      cascadeCalendar(cascades, macro, {
        ...options,
        ...window,
        at: parseTime("2025-10-10T21:10"),
      }),
  );
  assert.equal(
    chart.title,
    "3 cascades, the most severe on 10 Oct 2025 20:50 with 3.4 days' liquidations in 1 h",
  );
  assert.match(chart.subtitle, /not testable: 3 cascades and 1 calendar event;/);
  assert.deepEqual(texts(chart.svg).filter((text) => /^(Oct|Nov|Dec|Jan)/.test(text)), [
    "Oct 2025",
    "Nov",
    "Dec",
    "Jan 2026",
  ]);
  assert(texts(chart.svg).includes("Fed <decision> (high)"));
});

Deno.test("a time without a cascade has a reason; long ones show their last months", () => {
  const macro = macroCalendar([], fed, window);
  const none = cascadeCalendar([], macro, { ...options, ...window });
  assert(texts(none.svg).some((text) => text.includes("no cascade was found")));
  const long = cascadeCalendar(cascades, macro, {
    ...options,
    from: parseTime("2022-01-01"),
    to: window.to,
  });
  assert(texts(long.svg).some((text) => text === "Shown: the last 18 months."));
});
