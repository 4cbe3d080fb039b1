import assert from "node:assert/strict";
import { simulateEvents } from "../../lib/simulate/events.ts";

const options = { duration: 20_000, background: 0.5, branching: 0.6, decay: 2 };

Deno.test("the mean rate is background / (1 - branching)", () => {
  const { time } = simulateEvents(options, 1);
  const rate = time.length / options.duration;
  assert.ok(Math.abs(rate / 1.25 - 1) < 0.05, String(rate));
});

Deno.test("the share of offspring is the branching ratio, their mean wait 1 / decay", () => {
  const { time, parent } = simulateEvents(options, 2);
  let count = 0, wait = 0;
  parent.forEach((at, i) => {
    if (Number.isNaN(at)) return;
    count++;
    wait += time[i] - at;
  });
  assert.ok(Math.abs(count / time.length - 0.6) < 0.02);
  assert.ok(Math.abs(wait / count - 0.5) < 0.02);
});

Deno.test("times are sorted, inside the record, and stationary from its start", () => {
  let early = 0, late = 0;
  for (let seed = 0; seed < 200; seed++) {
    const { time } = simulateEvents({ ...options, duration: 100 }, seed);
    for (let i = 0; i < time.length; i++) {
      assert.ok(time[i] >= (i > 0 ? time[i - 1] : 0) && time[i] < 100);
      if (time[i] < 20) early++;
      if (time[i] >= 80) late++;
    }
  }
  assert.ok(Math.abs(early / late - 1) < 0.1);
});
