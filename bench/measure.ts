import { fileURLToPath } from "node:url";
import { median } from "../lib/stats/quantile.ts";
import type { Figures, Row } from "./rows.ts";

/** A work as a process: one of the modules in `works`, or a function of `peers.py`. */
export type Program =
  | { runs: "deno"; module: string; work: string; allow?: string[] }
  | { runs: "python"; work: string; rest: string[] };

/** Where works find what they read, and the Python that has the peers. */
export interface Place {
  dir: string;
  /** Undefined where it could not be set up. */
  python: string | undefined;
}

/** What came out of one row. */
export interface Measured {
  row: Row;
  figures: Partial<Record<string, Figures & { fastest: number; slowest: number }>>;
  /** By peer, why it is not in the row. */
  missing: Record<string, string>;
}

/** Two results that differ by more are not the same result. */
const SAME = 1e-9;

/**
 * Runs every peer of a row in a process of its own, in turns (A B A B), so that what else the machine
 * does falls on all of them alike. A peer that cannot run, or comes to another result than the first
 * one, is left out and named.
 */
export async function measure(row: Row, place: Place, runs: number): Promise<Measured> {
  const taken: Record<string, Figures[]> = {};
  const missing: Record<string, string> = {};
  // Where peers are compared, one round more comes first: it brings what they read to memory.
  for (let round = row.same ? -1 : 0; round < runs; round++) {
    for (const [peer, program] of Object.entries(row.peers)) {
      if (peer in missing) continue;
      try {
        const figures = await runOnce(program, place, row.repeats);
        if (round >= 0) (taken[peer] ??= []).push(figures);
      } catch (error) {
        missing[peer] = error instanceof Error ? error.message : String(error);
        delete taken[peer];
      }
    }
  }
  const figures: Measured["figures"] = {};
  for (const [peer, all] of Object.entries(taken)) {
    const other = row.same && difference(Object.values(taken)[0][0].sums, all[0].sums);
    if (other) {
      missing[peer] = other;
      continue;
    }
    const times = all.map(({ ms }) => ms);
    figures[peer] = {
      ms: median(times),
      cpu: median(all.map(({ cpu }) => cpu)),
      mb: median(all.map(({ mb }) => mb)),
      sums: all[0].sums,
      fastest: Math.min(...times),
      slowest: Math.max(...times),
    };
  }
  return { row, figures, missing };
}

/**
 * Runs one program to its end.
 *
 * @throws Error with the line in which it named its error
 */
export async function runOnce(
  program: Program,
  { dir, python }: Place,
  repeats = 1,
): Promise<Figures> {
  if (program.runs === "python" && !python) throw new Error("no Python with the peers");
  const [command, args] = program.runs === "python"
    ? [python!, [path("peers.py"), program.work, dir, String(repeats), ...program.rest]]
    : [Deno.execPath(), [
      "run",
      "--quiet",
      "--no-check",
      ...(program.allow ?? ["--allow-read", "--allow-write"]),
      path("child.ts"),
      program.module,
      program.work,
      dir,
      String(repeats),
    ]];
  const { success, stdout, stderr } = await new Deno.Command(command, { args }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  if (!success) throw new Error(errorLine(text(stderr)));
  return JSON.parse(text(stdout).split("\n").at(-1)!);
}

/** Where two results differ by more than the order in which numbers were added, or undefined. */
function difference(
  expected: Record<string, number>,
  found: Record<string, number>,
): string | undefined {
  for (const [name, value] of Object.entries(found)) {
    const wanted = expected[name];
    if (wanted === undefined || Math.abs(value - wanted) <= SAME * Math.abs(wanted)) continue;
    return `another result: ${name} is ${value} where the first peer finds ${wanted}`;
  }
}

/** The line that names the error: Deno's comes before its stack, Python's after. */
function errorLine(text: string): string {
  // deno-lint-ignore no-control-regex
  const lines = text.replace(/\x1b\[[0-9;]*m/g, "").split("\n");
  return (lines.findLast((line) => /^(?:\w|\.)*error\b/i.test(line)) ?? lines.at(-1)!).slice(
    0,
    200,
  );
}

function path(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
