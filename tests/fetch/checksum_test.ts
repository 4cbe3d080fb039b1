import assert from "node:assert/strict";
import { UserError } from "../../lib/errors.ts";
import { parseChecksum } from "../../lib/fetch/checksum.ts";

const SHA = "5f3c".repeat(16);

Deno.test("a checksum is read in the forms of sha256sum", () => {
  for (const text of [`${SHA}  a.zip\n`, `${SHA} *a.zip`, `${SHA.toUpperCase()}\ta.zip\r\n`]) {
    assert.equal(parseChecksum(text, "a.zip"), SHA);
  }
});

Deno.test("a checksum of another file is refused", () => {
  assert.throws(() => parseChecksum(`${SHA}  b.zip`, "a.zip"), /a\.zip\.CHECKSUM is of another/);
});

Deno.test("what is no checksum is refused", () => {
  for (const text of ["", "<html>busy</html>", SHA, `${SHA.slice(1)}  a.zip`]) {
    assert.throws(() => parseChecksum(text, "a.zip"), UserError);
  }
});
