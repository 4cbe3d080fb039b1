import { canMount, survivesFullDisks } from "../dataset/crash.ts";

Deno.test({
  name: "disks full after 0 to 8 MB: the old dataset is whole, a rerun ends with the same bytes",
  ignore: !canMount(),
  fn: () => survivesFullDisks(Array.from({ length: 33 }, (_, i) => i * 250)),
});
