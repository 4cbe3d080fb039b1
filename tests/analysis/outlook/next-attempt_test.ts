import assert from "node:assert/strict";
import { nextAttempt } from "../../../lib/analysis/outlook/next-attempt.ts";
import { DAY, formatTime, HOUR } from "../../../lib/tables/time.ts";
import { swingingBars } from "../../charts/synthetic.ts";

const bars = swingingBars(30 * 24);
const at = bars.time[bars.time.length - 1] + HOUR;

Deno.test("distance, place and map are those of the last bar before the time", () => {
  const price = bars.open[bars.open.length - 1];
  const above = nextAttempt({ bars, step: HOUR }, [price * 1.05, price * 1.06], at);
  assert.equal(above.at, formatTime(at - HOUR));
  assert.deepEqual([above.price, above.place], [price, "below"]);
  assert(Math.abs(above.distance! - 0.05) < 1e-12);
  assert.equal(nextAttempt({ bars, step: HOUR }, [price - 1, price + 1], at).distance, 0);
  const below = nextAttempt({ bars, step: HOUR }, [price * 0.9, price * 0.95], at);
  assert(below.place === "above" && Math.abs(below.distance! + 0.05) < 1e-12);
});

Deno.test("longs would die below price, shorts above; the way is a part of them", () => {
  const price = bars.open[bars.open.length - 1];
  const now = nextAttempt({ bars, step: HOUR }, [price * 1.03, price * 1.05], at);
  const longs = now.map.filter(({ long_usd }) => long_usd > 0);
  const shorts = now.map.filter(({ short_usd }) => short_usd > 0);
  assert(longs.length > 0 && longs.every(({ lo }) => lo < price));
  assert(shorts.length > 0 && shorts.every(({ hi }) => hi > price));
  assert(now.way_usd! > 0 && now.way_usd! <= now.shorts_above_usd!);
  assert.equal(now.basis, "estimated");
});

Deno.test("nothing after the time is looked at, and no bars at all say so", () => {
  const cut = at - 5 * DAY;
  const whole = nextAttempt({ bars, step: HOUR }, [120, 121], cut);
  const wild = { ...bars, high: bars.high.map((x, i) => bars.time[i] >= cut ? x * 1.05 : x) };
  assert.equal(nextAttempt({ bars: wild, step: HOUR }, [120, 121], cut).price, whole.price);
  assert.match(
    nextAttempt({ bars, step: HOUR }, [120, 121], bars.time[0]).not_testable!,
    /no bars before/,
  );
});
