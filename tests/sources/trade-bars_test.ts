import assert from "node:assert/strict";
import { TradeBars } from "../../lib/sources/trade-bars.ts";
import fc from "../property.ts";

const trade = fc.record({
  time: fc.integer({ min: 0, max: 600_000 }),
  price: fc.integer({ min: 1, max: 100 }),
  quantity: fc.integer({ min: 1, max: 10 }),
  buys: fc.boolean(),
});

Deno.test("bars hold what their trades hold, in whatever order these come", () => {
  fc.assert(
    fc.property(fc.array(trade, { minLength: 1, maxLength: 50 }), (trades) => {
      const bars = new TradeBars(60_000);
      for (const [i, { time, price, quantity, buys }] of trades.entries()) {
        bars.add(time, price, quantity, price * quantity, buys, 1, i + 1);
      }
      for (const { columns } of bars.bars(4)) {
        for (let i = 0; i < columns.time.length; i++) {
          const own = trades.filter(({ time }) =>
            Math.floor(time / 60_000) * 60_000 === columns.time[i]
          );
          const prices = own.map(({ price }) => price);
          const first = Math.min(...own.map(({ time }) => time));
          const last = Math.max(...own.map(({ time }) => time));
          const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
          assert.equal(columns.trades[i], own.length);
          assert.equal(columns.high[i], Math.max(...prices));
          assert.equal(columns.low[i], Math.min(...prices));
          assert.equal(columns.open[i], own.find(({ time }) => time === first)!.price);
          assert.equal(columns.close[i], own.findLast(({ time }) => time === last)!.price);
          assert.equal(columns.volume[i], sum(own.map(({ quantity }) => quantity)));
          assert.equal(
            columns.taker_buy_quote_volume[i],
            sum(own.map(({ price, quantity, buys }) => buys ? price * quantity : 0)),
          );
        }
      }
    }),
    { seed: 7 },
  );
});

Deno.test("many bars come in parts, with the line of the trade that opened each", () => {
  const bars = new TradeBars(1000);
  for (let i = 0; i < 5000; i++) bars.add(i * 1000, 1, 1, 1, true, 1, i + 2);
  const parts = [...bars.bars(2048)];
  assert.deepEqual(parts.map(({ lines }) => lines.length), [2048, 2048, 904]);
  assert.equal(parts[2].lines[903], 5001);
});
