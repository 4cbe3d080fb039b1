/** A dataset that carries next to nothing, through the real kernel; more of them in tests/long. */
import { walk } from "../inputs/made-dataset.ts";
import { requireUntestable } from "./small.ts";

Deno.test("three days of hourly bars of one symbol make a report of what cannot be tested", () =>
  requireUntestable([walk("BTCUSDT", 3, "1h")]));
