/**
 * Does one work in a process of its own: `child.ts MODULE WORK DIR REPEATS` prints a JSON line with the
 * milliseconds on the clock and of all its threads (medians of the repeats), its peak memory in MB, and
 * sums of the result.
 */
import process from "node:process";
import { median } from "../lib/stats/quantile.ts";
import type { MakeWork } from "./work.ts";

const [module, name, dir, repeats] = Deno.args;
const works: Record<string, MakeWork> = await import(`./works/${module}.ts`);
const { run, sums } = await works[name](dir);
const ms: number[] = [], cpu: number[] = [];
let result: unknown;
for (let i = 0; i < Number(repeats); i++) {
  const start = performance.now(), before = process.cpuUsage();
  result = await run();
  ms.push(performance.now() - start);
  const used = process.cpuUsage(before);
  cpu.push((used.user + used.system) / 1000);
}
const mb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ms: median(ms), cpu: median(cpu), mb, sums: sums(result) }));
