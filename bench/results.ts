import type { Measured } from "./measure.ts";

/** What the figures were measured with and on. */
export interface Setting {
  commit: string;
  versions: Record<string, string>;
  /** Cores, and the load over the last minute before and after: what else the machine did. */
  cores: number;
  load: [before: number, after: number];
  sizes: string;
}

/**
 * The results as Markdown: what was wanted and found, then every peer's time and memory.
 *
 * @example await Deno.writeTextFile("bench/RESULTS.md", resultsPage(setting, measured));
 */
export function resultsPage(setting: Setting, measured: readonly Measured[]): string {
  const { commit, versions, cores, load, sizes } = setting;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(", ");
  return [
    "# Speed and memory",
    "",
    "Written by `deno task bench`. Every work ran in a process of its own, the peers in turns; times are " +
    "medians without start and imports, CPU that of all threads, memory the peak of the process. All peers of a row came to " +
    "the same sums. Why a figure is missed stands in [PROFILE.md](PROFILE.md).",
    "",
    `${sizes}. Commit ${commit}; ${named}; ${cores} cores, load ${load[0].toFixed(1)} before and ` +
    `${
      load[1].toFixed(1)
    } after (above ${cores} the peers share the cores with other work, and those ` +
    "that use several cores lose most).",
    "",
    "## Wanted and found",
    "",
    ...table(
      ["row", "figure", "at most", "found", ""],
      "llrrl",
      measured.flatMap(({ row, figures }) =>
        row.targets.map(({ says, unit, most, of }) => {
          const found = of(figures);
          const verdict = found === undefined ? "not run" : found <= most ? "met" : "**missed**";
          return [row.name, says, `${most} ${unit}`, inUnit(found, unit), verdict];
        })
      ),
    ),
    "",
    "## All figures",
    "",
    ...table(
      ["work", "peer", "median ms", "fastest to slowest", "CPU ms", "peak MB"],
      "llrrrr",
      measured.flatMap(({ row, figures, missing }) => [
        ...Object.entries(figures).map(([peer, found], i) => [
          i === 0 ? row.title : "",
          peer,
          digits(found!.ms),
          `${digits(found!.fastest)} to ${digits(found!.slowest)}`,
          digits(found!.cpu),
          found!.mb.toFixed(0),
        ]),
        ...Object.entries(missing).map(([peer, why]) => [row.title, peer, "not run", why, "", ""]),
      ]),
    ),
    "",
  ].join("\n");
}

function inUnit(found: number | undefined, unit: string): string {
  return found === undefined ? "" : `${found.toFixed(unit === "MB" ? 0 : 2)} ${unit}`;
}

function digits(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : ms.toFixed(0);
}

/** `align` has a letter a column: l or r. */
function table(head: string[], align: string, rows: string[][]): string[] {
  const rule = [...align].map((side) => side === "r" ? "---:" : "---");
  return [head, rule, ...rows].map((cells) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`
  );
}
