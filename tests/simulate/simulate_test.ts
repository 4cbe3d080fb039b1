import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { fundingRate } from "../../lib/simulate/funding.ts";
import { simulate } from "../../lib/simulate/simulate.ts";
import { checkRows } from "../../lib/tables/check.ts";
import type { AnyColumns, Columns } from "../../lib/tables/columns.ts";
import type { TableName } from "../../lib/tables/schema.ts";
import { DAY, formatTime, HOUR, parseTime } from "../../lib/tables/time.ts";
import { SMALL } from "./fixture.ts";

const { tables, truth } = simulate(SMALL, 1);

function columns<T extends TableName>(
  table: T,
  venue: string,
  asset: string,
  interval?: string,
): Columns<T> {
  const found = tables.find(({ key }) =>
    key.table === table && key.venue === venue && key.asset === asset &&
    (!interval || key.interval === interval)
  );
  return found!.columns as Columns<T>;
}

function close(actual: number, expected: number, relative: number) {
  const off = Math.abs(actual - expected);
  assert.ok(off <= relative * Math.abs(expected), `${actual} is not ${expected}`);
}

Deno.test("the same preset and seed give the same bytes", () => {
  const hash = createHash("sha256").update(JSON.stringify(truth));
  for (const { columns } of tables) {
    for (const values of Object.values(columns)) hash.update(new Uint8Array(values.buffer));
  }
  assert.equal(hash.digest("hex").slice(0, 16), "232779440f45ec71");
});

Deno.test("another seed gives another market", () => {
  const other = simulate({ ...SMALL, to: SMALL.from + DAY }, 2).tables[0].columns;
  assert.notEqual(other.time.length, 0);
  assert.notDeepEqual(
    (other as Columns<"candles">).close,
    columns("candles", "binance", "BTC", "5m").close.subarray(0, 288),
  );
});

Deno.test("every row passes the checks that a raw file must pass, and is called simulated", () => {
  for (const { key, columns } of tables) {
    assert.equal(key.basis, "simulated");
    assert.deepEqual(checkRows(key.table, columns as unknown as AnyColumns, key.interval), []);
  }
});

Deno.test("an hour's bar is its twelve 5-minute bars", () => {
  const fine = columns("candles", "binance", "ETH", "5m");
  const coarse = columns("candles", "binance", "ETH", "1h");
  for (let i = 0; i < coarse.time.length; i++) {
    const part = (name: "high" | "low" | "volume") => fine[name].subarray(12 * i, 12 * i + 12);
    assert.equal(coarse.open[i], fine.open[12 * i]);
    assert.equal(coarse.close[i], fine.close[12 * i + 11]);
    assert.equal(coarse.high[i], Math.max(...part("high")));
    assert.equal(coarse.low[i], Math.min(...part("low")));
    close(coarse.volume[i], part("volume").reduce((sum, value) => sum + value), 1e-9);
  }
});

Deno.test("price follows from net taker orders against the book's depth", () => {
  for (const asset of ["BTC", "ETH"]) {
    const bars = columns("candles", "all", asset, "5m");
    const depth = columns("depth", "all", asset);
    for (let i = 0; i < bars.time.length; i++) {
      const net = 2 * bars.taker_buy_quote_volume[i] - bars.quote_volume[i];
      const average = (depth.notional[2 * i] + depth.notional[2 * i + 1]) / 2;
      const move = 0.01 * SMALL.impact * net / average;
      assert.ok(Math.abs(Math.log(bars.close[i] / bars.open[i]) - move) < 2e-5);
    }
  }
});

Deno.test("single liquidations add up to the totals, by venue and over all", () => {
  for (const asset of ["BTC", "ETH"]) {
    let all = 0, count = 0;
    for (const { venue } of SMALL.venues) {
      const { notional } = columns("liquidations", venue, asset);
      const sum = notional.reduce((sum, value) => sum + value, 0);
      const totals = columns("liquidation_totals", venue, asset).total_usd;
      close(totals.reduce((sum, value) => sum + value, 0), sum, 1e-9);
      all += sum;
      count += notional.length;
    }
    const totals = columns("liquidation_totals", "all", asset);
    close(totals.total_usd.reduce((sum, value) => sum + value, 0), all, 1e-9);
    assert.equal(totals.events.reduce((sum, value) => sum + value, 0), count);
  }
});

Deno.test("liquidations fill at prices of their bar", () => {
  const bars = columns("candles", "all", "BTC", "5m");
  const { time, price } = columns("liquidations", "binance", "BTC");
  for (let i = 0; i < time.length; i++) {
    const bar = Math.floor((time[i] - SMALL.from) / 300_000);
    assert.ok(price[i] >= bars.low[bar] && price[i] <= bars.high[bar]);
  }
});

Deno.test("funding is the exchange's formula of the premium, at each venue's own times", () => {
  for (const { venue } of SMALL.venues) {
    const { time, rate, premium, interval_hours } = columns("funding", venue, "BTC");
    for (let i = 0; i < time.length; i++) {
      assert.ok(Math.abs(rate[i] - fundingRate(premium[i], interval_hours[i])) < 1e-10);
      assert.equal(time[i] % (interval_hours[i] * HOUR), 0);
      if (i > 0) assert.equal(time[i] - time[i - 1], interval_hours[i] * HOUR);
    }
  }
  const bybit = columns("funding", "bybit", "BTC");
  const change = bybit.interval_hours.findIndex((hours) => hours === 4);
  assert.equal(formatTime(bybit.time[change]), "2025-08-01T04:00:00Z");
  assert.deepEqual(truth.funding.interval_changes, [
    { venue: "bybit", at: "2025-08-01T00:00:00Z", hours: 4 },
  ]);
});

Deno.test("a planned cascade reaches its size, the leader first, and stands in the truth", () => {
  const planned = truth.cascades.filter(({ planned }) => planned);
  assert.ok(planned.length >= 1);
  assert.ok(planned[0].start >= "2025-08-01T14:00:00Z");
  assert.ok(planned[0].onsets.BTC < planned[0].onsets.ETH);
  assert.deepEqual(truth.lags_minutes, { BTC: 0, ETH: 5 });
  const day = (parseTime("2025-08-01") - SMALL.from) / DAY;
  for (const asset of ["BTC", "ETH"]) {
    assert.ok(columns("liquidation_totals", "all", asset).total_usd[day] > 400e6);
  }
});

Deno.test("offspring and background are counted as drawn: their ratio is the planted one", () => {
  const { ratio, background, offspring } = truth.branching;
  const all = background.BTC + background.ETH + offspring.BTC + offspring.ETH;
  const share = (offspring.BTC + offspring.ETH) / all;
  // Offspring that come after the record ends, or find nobody in reach, are missing.
  assert.ok(Math.abs(share - ratio) < 4 * Math.sqrt(ratio / all) + 0.005);
});
