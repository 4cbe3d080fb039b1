import { oneBar, onlyFunding, requireUntestable } from "../report/small.ts";

Deno.test("a single bar makes a report of what cannot be tested", () =>
  requireUntestable([oneBar()]));

Deno.test("funding alone makes a report of what cannot be tested", () =>
  requireUntestable([onlyFunding()]));
