import assert from "node:assert/strict";
import { fundingDays } from "../../../lib/analysis/funding/funding-days.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { settlements } from "./funding-rows.ts";

/** 300 days about 0.005%, high from day 200 to 220. */
const funding = settlements(Array.from({ length: 900 }, (_, i) => {
  const day = i * 8 * HOUR / DAY;
  return day >= 200 && day < 220 ? 2e-4 : 5e-5 + 1e-5 * Math.sin(1.7 * i);
}));

Deno.test("shows when there was something to reset, and how often it went by itself", () => {
  const { days, long, short } = fundingDays({ funding });
  const crowded = days.filter(({ crowding }) => crowding === "long").map(({ date }) => date);
  // High from 20 July to 8 August: the week before a day is so until 15 August at the latest.
  assert.ok(crowded[0] > "1970-07-20" && crowded[crowded.length - 1] < "1970-08-15");
  assert.ok(crowded.includes("1970-07-25") && crowded.includes("1970-08-10"));
  assert.equal(long.cases, crowded.length);
  assert.ok(long.reset > 0 && long.reset < long.cases, "the first days see no end in 14 days");
  assert.equal(short.cases, 0);
});

Deno.test("days without a full half-year before them are shown, not counted", () => {
  const early = settlements(Array.from(funding.rate).slice(450));
  const { days, long } = fundingDays({ funding: early });
  assert.ok(days.some(({ crowding, full_history }) => crowding === "long" && !full_history));
  assert.equal(long.cases, 0);
});

Deno.test("the window bounds the days; no settlements are not testable", () => {
  const { days } = fundingDays({ funding }, { from: 210 * DAY, to: 212 * DAY });
  assert.deepEqual(days.map(({ date }) => date), ["1970-07-30", "1970-07-31"]);
  assert.match(fundingDays({ funding: settlements([]) }).not_testable!, /^no day has 30/);
});
