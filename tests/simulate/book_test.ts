import assert from "node:assert/strict";
import { liquidationDistance, PositionBook } from "../../lib/simulate/book.ts";
import fc from "../property.ts";

const price = Math.log(100);

Deno.test("a long is liquidated when price falls past its liquidation price, a short when it rises", () => {
  const longs = new PositionBook(1, price), shorts = new PositionBook(-1, price);
  longs.open(price + liquidationDistance(1, 10), 5);
  shorts.open(price + liquidationDistance(-1, 10), 7);
  assert.equal(longs.sweep(Math.log(91)), 0);
  assert.equal(longs.sweep(Math.log(90)), 5);
  assert.equal(shorts.sweep(Math.log(109)), 0);
  assert.equal(shorts.sweep(Math.log(110)), 7);
  assert.equal(longs.total + shorts.total, 0);
});

Deno.test("those nearest to liquidation are taken first, and none out of reach", () => {
  const longs = new PositionBook(1, price);
  longs.open(Math.log(95), 2);
  longs.open(Math.log(80), 3);
  assert.equal(longs.takeNearest(price, 10, 0.1), 2);
  assert.equal(longs.total, 3);
});

Deno.test("who adds margin stays open and out of reach", () => {
  const longs = new PositionBook(1, price);
  longs.open(Math.log(95), 2);
  longs.rescue(Math.log(94));
  assert.equal(longs.safe, 2);
  assert.equal(longs.sweep(Math.log(10)), 0);
});

Deno.test("nothing appears or is lost, whatever happens", () => {
  const action = fc.tuple(
    fc.constantFrom("open", "sweep", "take", "rescue", "close"),
    fc.double({ min: 0.5, max: 1.5, noNaN: true }),
    fc.double({ min: 0, max: 100, noNaN: true }),
  );
  fc.assert(fc.property(fc.array(action), (actions) => {
    const book = new PositionBook(1, price);
    let expected = 0;
    for (const [kind, ratio, quantity] of actions) {
      const at = price + Math.log(ratio);
      if (kind === "open") {
        book.open(at, quantity);
        expected += quantity;
      } else if (kind === "sweep") expected -= book.sweep(at);
      else if (kind === "take") expected -= book.takeNearest(at, quantity, 0.2);
      else if (kind === "rescue") book.rescue(at);
      else {
        book.close(quantity / 200);
        expected *= 1 - quantity / 200;
      }
    }
    assert.ok(Math.abs(book.total - expected) < 1e-6 * (1 + expected));
  }));
});
