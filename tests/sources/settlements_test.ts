import assert from "node:assert/strict";
import type { Point } from "../../lib/sources/aggregates.ts";
import { coinalyze } from "../../lib/sources/coinalyze.ts";
import { settlements } from "../../lib/sources/settlements.ts";
import { HOUR } from "../../lib/tables/time.ts";
import { rawFile, readAll } from "./raw.ts";

const START = Date.UTC(2025, 10, 1);
/** Bars of a rate that is set anew every so many hours. */
const bars = (count: number, step: number, hours: number): Point[] =>
  Array.from({ length: count }, (_, i) => {
    const time = START + i * step;
    return { line: i + 1, time, values: { rate: Math.floor((time - START) / (hours * HOUR)) } };
  });
const hoursApart = (points: Point[] | undefined) =>
  points!.slice(1).map(({ time }, i) => (time - points![i].time) / HOUR);

Deno.test("a rate that is repeated in every bar settles where it changes", () => {
  for (const hours of [1, 2, 4, 8]) {
    const found = settlements(bars(96, HOUR, hours));
    assert.equal(found!.length, 96 / hours);
    assert(hoursApart(found).every((apart) => apart === hours));
  }
});

Deno.test("settlements with the same rate as the last one are among them", () => {
  const points = bars(96, HOUR, 8);
  for (const point of points.slice(32, 64)) point.values.rate = 3;
  assert.deepEqual(hoursApart(settlements(points)), Array(11).fill(8));
});

Deno.test("a change that is one bar late does not make it hourly", () => {
  const points = bars(24 * 30, HOUR, 8);
  points[16].values.rate = points[15].values.rate;
  assert.equal(settlements(points)!.length, 90);
});

Deno.test("a first bar between settlements is left out", () => {
  const found = settlements(bars(96, HOUR, 8).slice(3));
  assert.equal(found![0].time, START + 8 * HOUR);
});

Deno.test("bars of 8 hours are settlements themselves; rates that float have none", () => {
  assert.equal(settlements(bars(9, 8 * HOUR, 8))!.length, 9);
  assert.equal(settlements(bars(96, HOUR / 4, 0.25)), undefined);
});

Deno.test("Coinalyze's hourly bars of an 8-hour rate are three settlements a day", async () => {
  const history = bars(72, HOUR, 8).map(({ time, values }) => (
    { t: time / 1000, o: 0, h: 0, l: 0, c: values.rate / 1000 }
  ));
  const text = JSON.stringify([{ symbol: "BTCUSDT_PERP.A", history }]);
  const { rows } = await readAll(coinalyze, rawFile("BTCUSDT-funding-1hour.json", text), {});
  assert.deepEqual(rows.map(({ interval_hours }) => interval_hours), Array(9).fill(8));
  assert.deepEqual(
    rows.map(({ time }) => time),
    Array.from({ length: 9 }, (_, i) => START + i * 8 * HOUR),
  );
});
