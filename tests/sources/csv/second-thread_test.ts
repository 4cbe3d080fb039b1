import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { emptyChunk, type Field } from "../../../lib/sources/csv/fields.ts";
import { BLOCK } from "../../../lib/sources/csv/line-blocks.ts";
import {
  type Ahead,
  AT_IT,
  GIVEN,
  OVER,
  READ,
  SecondThread,
  type Shared,
} from "../../../lib/sources/csv/second-thread.ts";
import { encode } from "../raw.ts";

const LAYOUT = {
  fields: [{ name: "a", kind: "number" }, null, { name: "b", kind: "flag" }] as (Field | null)[],
  delimiter: 44,
};

async function withSecond(test: (second: SecondThread) => Promise<void>): Promise<void> {
  const second = new SecondThread();
  try {
    await test(second);
  } finally {
    second.close();
  }
}

async function hasTime(ahead: Ahead): Promise<void> {
  while (!ahead.hasTime) await setTimeout(1);
}

/** Rows of a text that another thread has read, and where it stopped. */
async function taken(ahead: Ahead) {
  const { chunk: { numbers, lines }, position } = await ahead.take();
  const of = (values: Float64Array) => [...values.subarray(0, position.row)];
  return { a: of(numbers.a), b: of(numbers.b), lines: of(lines), ...position };
}

Deno.test("plain rows of a block come back as columns, wherever the block lies in memory", () =>
  withSecond(async (second) => {
    const ahead = second.begin(LAYOUT);
    const text = "1,x,true\n\n2.5,,FALSE\r\n1e3,y,true\n4,z,true\n";
    for (let shift = 0; shift < 9; shift++) {
      await hasTime(ahead);
      ahead.give(encode("#".repeat(shift) + text).subarray(shift));
      assert.deepEqual(await taken(ahead), {
        a: [1, 2.5],
        b: [1, 0],
        lines: [0, 2],
        row: 2,
        start: text.indexOf("1e3"),
        line: 3,
      });
    }
    ahead.end();
  }));

Deno.test("thousands of blocks come back in turn, and none before it is read", () =>
  withSecond(async (second) => {
    const ahead = second.begin(LAYOUT);
    const waiting: number[] = [];
    await hasTime(ahead);
    for (let i = 0; i < 20_000; i++) {
      ahead.give(encode(`${i},,true\n`));
      waiting.push(i);
      while (waiting.length > 0 && !ahead.hasTime) {
        assert.deepEqual((await taken(ahead)).a, [waiting.shift()]);
      }
    }
    ahead.end();
  }));

Deno.test("a block of more rows than a chunk holds is read as far as that goes", () =>
  withSecond(async (second) => {
    const ahead = second.begin(LAYOUT);
    await hasTime(ahead);
    ahead.give(encode("7,,true\n".repeat(BLOCK / 8)));
    const { row, start, a } = await taken(ahead);
    assert.deepEqual([row, start, a.at(-1)], [8192, 8 * 8192, 7]);
    ahead.end();
  }));

Deno.test("one thread serves file after file, also after one that was given up", () =>
  withSecond(async (second) => {
    for (let file = 0; file < 20; file++) {
      const ahead = second.begin(LAYOUT);
      await hasTime(ahead);
      ahead.give(encode(`${file},,true\n`));
      if (file % 3 === 0) assert.deepEqual((await taken(ahead)).a, [file]);
      ahead.end();
    }
  }));

Deno.test("a thread that is woken without a block goes on waiting", async () => {
  const module = new URL("../../../lib/sources/csv/second-thread-worker.ts", import.meta.url);
  const worker = new Worker(module, { type: "module", deno: { permissions: "none" } });
  const words = new Int32Array(new SharedArrayBuffer(16));
  const bytes = new Uint8Array(new SharedArrayBuffer(16)), text = encode("5,,true\n");
  const numbers = new Uint32Array(new SharedArrayBuffer(20));
  bytes.set(text);
  numbers[1] = text.length;
  const slot = { bytes, numbers, chunk: emptyChunk(LAYOUT.fields, 1) };
  worker.postMessage({ layout: LAYOUT, words, slots: [slot] } satisfies Shared);
  while (Atomics.load(words, AT_IT) === 0) await setTimeout(1);
  // It may still be on its way to waiting: woken is who was waiting.
  while (Atomics.notify(words, GIVEN) === 0) await setTimeout(1);
  await setTimeout(20);
  assert.equal(Atomics.load(words, READ), 0);
  Atomics.add(words, GIVEN, 1);
  Atomics.notify(words, GIVEN);
  while (Atomics.load(words, READ) === 0) await setTimeout(1);
  assert.deepEqual([...numbers.subarray(2)], [1, text.length, 1]);
  Atomics.store(words, OVER, 1);
  Atomics.add(words, GIVEN, 1);
  Atomics.notify(words, GIVEN);
  worker.terminate();
});
