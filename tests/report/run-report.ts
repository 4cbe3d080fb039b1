import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { task } from "../task.ts";

/** `deno task report`, on the bundled dataset unless told. */
export function runReport(...args: string[]): Promise<void> {
  return task("report", ...args);
}

/** Paths of all files below a folder, in order. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll("\\", "/")).sort();
}
