import assert from "node:assert/strict";
import { join } from "node:path";
import { isDiskFull, refusal } from "../lib/errors.ts";
import { inFolder } from "./dataset/fixture.ts";

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
}

Deno.test("what the system refuses is told with the path and what to do", () =>
  inFolder((dir) => {
    const file = join(dir, "eine Datei");
    Deno.writeTextFileSync(file, "");
    const told = (act: () => unknown) => refusal(thrown(act))?.message;
    assert.equal(
      told(() => Deno.mkdirSync(join(file, "x"))),
      `${file}/x: not a directory; name a folder that is none of a file`,
    );
    assert.equal(
      told(() => Deno.readTextFileSync(dir)),
      `${dir}: is a directory; name a file`,
    );
    assert.match(
      told(() => Deno.writeTextFileSync(join(dir, "x".repeat(300)), ""))!,
      /: file name too long; choose a shorter name$/,
    );
    // Neither can be had of a disk that the one who runs the tests owns.
    const readOnly = new Error("Read-only file system (os error 30): mkdir '/mnt/cd'");
    assert.equal(
      refusal(readOnly)?.message,
      "/mnt/cd: read-only file system; name another folder",
    );
    assert.ok(isDiskFull(new Error("No space left (os error 28)")) && !isDiskFull(readOnly));
    return Promise.resolve();
  }));

Deno.test("a missing file and a bug of ours are no refusal", () => {
  assert.equal(refusal(thrown(() => Deno.readTextFileSync("/no/such/file"))), undefined);
  assert.equal(refusal(new TypeError("x is undefined")), undefined);
  assert.equal(refusal("text"), undefined);
});
