import assert from "node:assert/strict";
import type { Cascade } from "../../../lib/analysis/cascades/cascades.ts";
import { macroCalendar } from "../../../lib/analysis/cascades/macro-calendar.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, formatTime, HOUR } from "../../../lib/tables/time.ts";

const window = { from: 0, to: 400 * DAY, shifts: 1000 };
const cascadesAt = (times: number[]) =>
  times.map((time) => ({ start: formatTime(time), basis: "simulated" }) as Cascade);
const random = createRandom(9);
const calendar = Array.from({ length: 20 }, (_, i) => ({
  time: (20 * i + 5) * DAY + random.integer(24 * 8) * HOUR,
  name: "Decision",
  importance: "high",
}));

Deno.test("cascades planted at the events are found near them", () => {
  const cascades = cascadesAt(calendar.slice(0, 12).map(({ time }) => time + 3 * HOUR));
  const result = macroCalendar(cascades, calendar, window);
  assert.equal(result.near, 12);
  assert.ok(result.p_more! < 0.01 && result.p_fewer! > 0.95, `${result.p_more}`);
});

Deno.test("cascades at random times are near as often as chance says", () => {
  let claimed = 0;
  for (let seed = 0; seed < 60; seed++) {
    const random = createRandom(seed);
    const times = Array.from({ length: 40 }, () => Math.floor(random.uniform() * 400 * 24) * HOUR);
    const result = macroCalendar(cascadesAt(times), calendar, window);
    assert.ok(Math.abs(result.expected! - 40 * 20 / 400) < 0.5);
    if (result.p_more! < 0.05) claimed++;
  }
  assert.ok(claimed <= 5, `${claimed} of 60`);
});

Deno.test("within 12 hours to either side counts, more does not", () => {
  const at = (hours: number) => {
    const cascades = cascadesAt([calendar[3].time + hours * HOUR]);
    return macroCalendar(cascades, calendar, window).near;
  };
  assert.deepEqual([-12, 12, 12.1, -12.1].map(at), [1, 1, 0, 0]);
});

Deno.test("each event shows the cascade nearest to it", () => {
  const result = macroCalendar(
    cascadesAt([DAY, calendar[0].time + DAY]),
    calendar.slice(0, 1),
    window,
  );
  assert.deepEqual(result.calendar[0], {
    time: formatTime(calendar[0].time),
    name: "Decision",
    importance: "high",
    nearest_cascade: formatTime(calendar[0].time + DAY),
    hours: 24,
  });
  assert.match(result.not_testable!, /^2 cascades and 1 calendar event; 10 of each/);
  assert.equal(macroCalendar([], calendar, window).calendar[0].nearest_cascade, null);
  assert.equal(macroCalendar([], calendar, { ...window, basis: "simulated" }).basis, "simulated");
});
