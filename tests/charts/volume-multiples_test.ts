import assert from "node:assert/strict";
import { dropOverTime } from "../../lib/charts/drop-over-time.ts";
import { relativeVolumeCalendar } from "../../lib/charts/relative-volume-calendar.ts";
import { snapshot, texts } from "./svg.ts";
import { volumeResult } from "./synthetic-volume.ts";

const plain = { subject: "2 assets", source: "s", basis: "simulated" } as const;
const series = volumeResult().series.map((row, i) => ({
  ...row,
  drop: i < 10 ? null : Math.sin(i / 4) / 2,
  percentile_in_optimism: i < 10 ? null : 40,
}));
const broken = volumeResult({
  drop: null,
  not_testable: "baseline broken: the last 90 days trade 158 times the volume of the days before",
});
/** Intervals of a third to either side. */
const around = (rows: typeof series) => ({
  intervals: rows.flatMap(({ date, drop }) => {
    const interval: [number, number] = [(drop! + 1) * 0.7 - 1, (drop! + 1) * 1.3 - 1];
    return drop === null ? [] : [{ date, drop_interval: interval }];
  }),
});
const two = [
  { asset: "BTC", result: volumeResult({ series }), below: around(series) },
  { asset: "ZEC", result: broken, below: around(broken.series) },
];

Deno.test("relative-volume calendar: a week of days each market, the judged one marked", () => {
  const chart = snapshot(
    "relative-volume-calendar",
    (options) => relativeVolumeCalendar(two, options),
  );
  assert.match(chart.title, /^Days below the usual volume in the week to 6 Dec 2025: BTC/);
  const days = volumeResult().days.filter((day) => day.relative_volume !== null);
  assert.equal(chart.rows.length, 2 * days.length);
  const week = days.filter(({ date }) => date > "2025-11-29" && date <= "2025-12-06");
  const below = week.filter((day) => day.relative_volume! < 1).length;
  assert(chart.title.replaceAll("\u00a0", " ").includes(`BTC on ${below} of 7`));
});

Deno.test("drop over time: one market with a level, one whose baseline is broken", () => {
  const chart = snapshot("drop-over-time", (options) => dropOverTime(two, options));
  assert.equal(
    chart.title.replaceAll("\u00a0", " "),
    "Week to 6 Dec 2025 against the level of optimism: BTC −18%, ZEC not testable",
  );
  assert(texts(chart.svg).some((text) => text.includes("trade 158 times")));
  assert(texts(chart.svg).includes("BTC: −18% (−30% to −5%), below since 1 Dec 2025"));
  const day = chart.rows.find((row) => row.drop !== null)!;
  assert(Number(day.drop_low) < Number(day.drop) && Number(day.drop) < Number(day.drop_high));
});

Deno.test("a few volumes beyond the scale are cut, and the note says so", () => {
  const wild = series.map((row) => ({
    ...row,
    drop: row.drop === null ? null : row.drop * 30 + 16,
  }));
  const chart = dropOverTime(
    [{ asset: "ZEC", result: volumeResult({ series: wild }), below: around(wild) }],
    plain,
  );
  assert(texts(chart.svg).some((text) => text.includes("Cut at +300% and −75%")));
});

Deno.test("without days or levels there is a reason in their place", () => {
  const empty = volumeResult({ days: [], series: [], not_testable: "no funding" });
  assert(
    texts(dropOverTime([{ asset: "BTC", result: empty, below: { intervals: [] } }], plain).svg)
      .includes("Not testable: no funding"),
  );
  assert.match(
    relativeVolumeCalendar([{ asset: "BTC", result: empty }], plain).alt,
    /^Nothing is plotted: no day has at least 4/,
  );
});
