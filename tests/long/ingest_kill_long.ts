import { survivesKills } from "../dataset/crash.ts";

Deno.test("killed at 100 moments, the old dataset is whole and a rerun ends with the same bytes", () =>
  survivesKills(100));
