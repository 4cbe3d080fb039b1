import assert from "node:assert/strict";
import {
  fundingBefore,
  interestAt,
  stateAt,
  stateHistory,
} from "../../../lib/analysis/market/market-state.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";
import { settlements } from "../funding/funding-rows.ts";

const DAYS = 200;

/** Volume, open interest and funding that grow by the day. */
function growing() {
  const days = Array.from({ length: DAYS }, (_, day) => day);
  const bars = barsOf(days.map((day) => ({ high: 1, low: 1, close: 1, volume: 1000 + day })), DAY);
  const openInterest = emptyColumns("open_interest", DAYS);
  days.forEach((day) => {
    openInterest.time[day] = day * DAY;
    openInterest.open_interest[day] = 1000 + 100 * day;
  });
  const funding = settlements(Array.from({ length: DAYS * 3 }, (_, i) => 1e-4 + i * 1e-8));
  return { bars, step: DAY, openInterest, funding };
}

Deno.test("what grows every day stands at its highest percentile", () => {
  const history = stateHistory(growing());
  assert.deepEqual(stateAt(history, 190 * DAY), { leverage: 100, funding: 100, volume: 100 });
});

Deno.test("past only: what comes after a time changes nothing of its state", () => {
  const inputs = growing();
  const before = stateAt(stateHistory(inputs), 150 * DAY);
  const wild = growing();
  for (let day = 150; day < DAYS; day++) {
    wild.bars.volume[day] = wild.bars.quote_volume[day] = 1e9;
    if (day > 150) wild.openInterest.open_interest[day] = 1;
  }
  assert.deepEqual(stateAt(stateHistory(wild), 150 * DAY), before);
});

Deno.test("too little history, and tables that are not there, are not known", () => {
  const { bars, step } = growing();
  const history = stateHistory({ bars, step });
  const early = stateAt(history, 40 * DAY), late = stateAt(history, 150 * DAY);
  assert(Number.isNaN(early.volume));
  assert(Number.isNaN(late.leverage) && Number.isNaN(late.funding) && late.volume === 100);
  assert(Number.isNaN(interestAt(history, 100 * DAY)));
  assert(Number.isNaN(fundingBefore(history, 100 * DAY)));
});

Deno.test("open interest is the last reading, at most a day old", () => {
  const history = stateHistory(growing());
  assert.equal(interestAt(history, 10.5 * DAY), 2000);
  assert(Number.isNaN(interestAt(history, (DAYS + 5) * DAY)));
});
