import assert from "node:assert/strict";
import { FED_DECISIONS } from "../../../lib/analysis/cascades/fed-decisions.ts";
import { DAY, formatTime } from "../../../lib/tables/time.ts";

Deno.test("Fed decisions come at 14:00 in New York, summer and winter, in order", () => {
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/New_York",
    hour: "numeric",
    hourCycle: "h23",
  });
  FED_DECISIONS.forEach(({ time }, i) => {
    assert.equal(clock.format(time), "14", formatTime(time));
    if (i) assert.ok(time - FED_DECISIONS[i - 1].time > 35 * DAY);
  });
  assert.equal(FED_DECISIONS.length, 24);
});
