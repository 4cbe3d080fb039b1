/**
 * Does one work once, in a process of its own: `child.ts MODULE WORK DIR` prints a JSON line with the
 * milliseconds on the clock and of all its threads, its peak memory in MB, and sums of the result.
 */
import process from "node:process";
import type { MakeWork } from "./work.ts";

const [module, name, dir] = Deno.args;
const works: Record<string, MakeWork> = await import(`./works/${module}.ts`);
const { run, sums } = await works[name](dir);
const start = performance.now(), before = process.cpuUsage();
const result = await run();
const ms = performance.now() - start, used = process.cpuUsage(before);
const mb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ms, cpu: (used.user + used.system) / 1000, mb, sums: sums(result) }));
