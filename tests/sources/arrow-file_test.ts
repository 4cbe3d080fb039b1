import assert from "node:assert/strict";
import { UserError } from "../../lib/errors.ts";
import { arrowRows, isArrowFile } from "../../lib/sources/arrow-file.ts";
import golden from "../golden/feather_files.json" with { type: "json" };
import fc from "../property.ts";

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

async function read(bytes: Uint8Array) {
  const columns: Record<string, number[]> = {};
  const stream = async function* () {
    yield await Promise.resolve(bytes);
  };
  for await (const { times, numbers } of arrowRows({ name: "x.feather", stream })) {
    for (const [name, values] of [...times, ...numbers]) (columns[name] ??= []).push(...values);
  }
  return columns;
}

for (const { name, unit, file } of golden.files) {
  Deno.test(`times and numbers of a feather file, ${name}`, async () => {
    const [fine, before] = unit === "s" ? [0, -1000] : [1, -1];
    assert.deepEqual(await read(bytesOf(file)), {
      date: [1760130000000, 1760130300000, 1760130600000 + fine, NaN, before],
      x: [1.5, NaN, -2.25e-300, Infinity, 1e300],
      run: [0.25, 0.25, 0.25, 0.25, 0.25],
    });
  });
}

Deno.test("a file is known by its first bytes", () => {
  assert.ok(isArrowFile(bytesOf(golden.text)));
  assert.ok(!isArrowFile(new Uint8Array()));
});

Deno.test("columns that hold no plain numbers are refused by name", async () => {
  await assert.rejects(
    read(bytesOf(golden.text)),
    /x\.feather: column "date" holds no plain numbers/,
  );
});

Deno.test("a file cut off anywhere is refused", async () => {
  const bytes = bytesOf(golden.files[0].file);
  for (let end = 6; end < bytes.length; end += 7) {
    await assert.rejects(read(bytes.slice(0, end)), UserError, `at ${end}`);
  }
});

/** Reads a file, or sees it refused in words; whether that took less than two seconds. */
async function quick(bytes: Uint8Array): Promise<boolean> {
  const start = performance.now();
  try {
    await read(bytes);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
  }
  return performance.now() - start < 2000;
}

Deno.test("a damaged file is read or refused, never a crash or a hang", async () => {
  const files = golden.files.map(({ file }) => bytesOf(file));
  const change = fc.record({
    at: fc.nat(),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 8 }),
      fc.constantFrom(Uint8Array.of(255, 255, 255, 127), Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 128)),
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      async (file, changes) => {
        const bytes = file.slice();
        for (const { at, bytes: over } of changes) {
          bytes.set(over.subarray(0, bytes.length - at % bytes.length), at % bytes.length);
        }
        // A busy machine may be slow once; a file that keeps a reader busy is slow every time.
        for (let tries = 1; !await quick(bytes); tries++) assert.ok(tries < 3, "it took seconds");
      },
    ),
    { numRuns: 2000, seed: 20251010 },
  );
});
