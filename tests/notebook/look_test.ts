import assert from "node:assert/strict";
import { UserError } from "../../lib/errors.ts";
import { parseLook } from "../../lib/notebook/look.ts";

Deno.test("a mistyped size or theme in a notebook is refused with the nearest one", () => {
  assert.deepEqual(parseLook("slide", "dark"), { size: "slide", theme: "dark" });
  for (const [size, theme] of [["journal_wide", "light"], ["slide", "Dark"]]) {
    assert.throws(() => parseLook(size, theme), (error) => {
      assert(error instanceof UserError);
      assert.match(error.message, /did you mean "(journal-wide|dark)"\? \(known: /);
      return true;
    });
  }
});
