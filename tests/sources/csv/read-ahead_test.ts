import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { CHUNK_ROWS, emptyChunk, type Field } from "../../../lib/sources/csv/fields.ts";
import { PlainRows } from "../../../lib/sources/csv/plain-rows.ts";
import {
  type Ahead,
  type PlainRead,
  type Second,
  SecondThread,
} from "../../../lib/sources/csv/second-thread.ts";
import type { RawFile } from "../../../lib/sources/source.ts";
import fc from "../../property.ts";
import { encode, rawFile, readAllCsv } from "../raw.ts";

const FIELDS: (Field | null)[] = [
  null,
  { name: "time", kind: "utc" },
  { name: "price", kind: "number", optional: true },
];
const layout = () => ({ header: true, fields: FIELDS });
const HEADER = "note,time,price\n";

/** Reads what it is given at once, here, and has time when it is told to: what a thread does, repeatable. */
function pretended(hasTime: readonly boolean[]): Second & { used: number } {
  return {
    worth: 0,
    used: 0,
    begin({ fields, delimiter }) {
      const rows = new PlainRows(fields, delimiter), reads: PlainRead[] = [];
      const count = () => this.used++;
      let asked = 0;
      return {
        get hasTime() {
          return hasTime[asked++ % hasTime.length];
        },
        give(block) {
          const bytes = block.slice(), chunk = emptyChunk(fields, CHUNK_ROWS);
          const start = { row: 0, start: 0, line: 0 };
          reads.push({ chunk, position: rows.read(bytes, bytes.length, chunk, start) });
        },
        take() {
          count();
          return Promise.resolve(reads.shift()!);
        },
        end() {},
      };
    },
  };
}

const plain = Array.from({ length: 300 }, (_, i) => `${"n".repeat(i % 150)},2025-10-10,${i}.5\n`);
/** Lines that another thread must leave to the one that has the whole file in view. */
const odd = fc.constantFrom(
  HEADER,
  "# a comment\n",
  "\n\n\n",
  'quoted,2025-10-10,"7"\n',
  `"${"a row,2025-10-11,1\n".repeat(3400)}, to look at",2025-10-10,8\n`,
  `"${"never closed,2025-10-11,1\n".repeat(9000)},2025-10-10,9\n`,
  `${"long".repeat(140_000)},2025-10-10,10\n`,
  ",2025-10-10,1e3\n",
  ",2025-10-10,\n",
  "2025-10-10,1\n",
  ",yesterday,1\n",
);

Deno.test("with a second thread a file reads as without, whatever it holds and whenever that has time", async () => {
  let used = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), odd), { minLength: 3, maxLength: 6 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
      fc.constantFrom(1000, 70_000, 262_144, 1 << 20),
      async (parts, hasTime, chunk) => {
        const text = HEADER +
          parts.map(([times, line]) => plain.join("").repeat(times) + line).join("");
        const file = rawFile("t.csv", text, chunk), second = pretended([...hasTime, true]);
        const alone = JSON.stringify(await readAllCsv(file, layout));
        assert(JSON.stringify(await readAllCsv({ ...file, second }, layout)) === alone);
        used += second.used;
      },
    ),
    { numRuns: 80 },
  );
  assert(used > 100, `${used} blocks`);
});

Deno.test("a real second thread reads what one thread reads, if it is given the time", async () => {
  const second = new SecondThread();
  try {
    const bytes = encode(HEADER + plain.join("").repeat(200)), blocks = { taken: 0 };
    let begun: Ahead | undefined, isAtWork = false;
    const counted: Second = {
      worth: 0,
      begin(layout) {
        const ahead = begun = second.begin(layout), take = ahead.take.bind(ahead);
        ahead.take = () => (blocks.taken++, take());
        return ahead;
      },
    };
    const file: RawFile = {
      name: "t.csv",
      async *stream() {
        for (let at = 0; at < bytes.length; at += 1 << 18) {
          yield bytes.subarray(at, at + (1 << 18));
          // Only until it is at work: with all blocks given and none taken it has no time either.
          for (; begun && !isAtWork; isAtWork = begun.hasTime) await setTimeout(1);
        }
      },
    };
    const { rows, lines, rejects } = await readAllCsv({ ...file, second: counted }, layout);
    assert.deepEqual([rows.length, lines.at(-1), rejects], [60_000, 60_001, []]);
    assert(
      JSON.stringify(await readAllCsv(file, layout)) === JSON.stringify({ rows, lines, rejects }),
    );
    assert(blocks.taken > 0);
  } finally {
    second.close();
  }
});

Deno.test("a column of text, and a file too small, leave a second thread in peace", async () => {
  const second = { ...pretended([true]), worth: 4 << 20 };
  await readAllCsv({ ...rawFile("t.csv", HEADER + plain.join("")), second }, layout);
  const texts = (): { header: boolean; fields: Field[] } => ({
    header: true,
    fields: ["note", "time", "price"].map((name) => ({ name, kind: "text" })),
  });
  const file = rawFile("t.csv", HEADER + plain.join("").repeat(100));
  await readAllCsv({ ...file, second: { ...second, worth: 0 } }, texts);
  assert.equal(second.used, 0);
});
