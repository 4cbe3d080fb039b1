/** The table of the proof as Markdown. */
import type { Row } from "./experiment.ts";
import type { Judged } from "./run.ts";

const PARTS: Record<Row["kind"], { title: string; text: string }> = {
  found: {
    title: "What was planted is found",
    text:
      "Recall and precision with their 99.9% Wilson interval; mean errors with 99.9% of chance.",
  },
  honest: {
    title: "Intervals hold the truth in 95% of cases",
    text: "The band is where 99.9% of such counts lie if the coverage is exactly 95%.",
  },
  nothing: {
    title: "Nothing is found where nothing is",
    text:
      "The band is where 99.9% of such counts lie if the rate is exactly 5%. p-values that can " +
      "take few values may lie below it: conservative.",
  },
  beside: {
    title: "Beside it, without a bound",
    text:
      "How much of what was planted is seen, and how simpler methods fare that the project describes " +
      "but rests no claim on.",
  },
};

/**
 * @param rows of all experiments
 * @param commit of the code that was run
 * @example calibrationReport(rows, "e0a31bd")
 */
export function calibrationReport(rows: readonly Judged[], commit: string): string {
  const bound = rows.filter(({ verdict }) => verdict !== "no bound");
  const failed = bound.filter(({ verdict }) => verdict === "does not hold").length;
  const undecided = bound.filter(({ verdict }) => verdict === "undecided").length;
  const markets = new Map(
    rows.map(({ method, mechanism, markets }) => [method + mechanism, markets]),
  );
  const all = [...markets.values()].reduce((sum, count) => sum + count, 0);
  const notes = [...new Set(rows.flatMap(({ note }) => note ?? []))];
  const parts = (Object.keys(PARTS) as Row["kind"][]).map((kind) => {
    const { title, text } = PARTS[kind];
    const own = rows.filter((row) => row.kind === kind);
    return [
      `## ${title}`,
      "",
      text,
      "",
      "| method | mechanism | measured | markets | n | result | band | |",
      "| --- | --- | --- | --- | --- | --- | --- | --- |",
      ...own.map((row) => line(row, notes)),
      "",
    ].join("\n");
  });
  return [
    "# Calibration: the methods, tested on markets of known truth",
    "",
    `${
      all.toLocaleString("en-US")
    } simulated markets, ${bound.length} rows with a bound: ${failed} do not hold, ${undecided} are ` +
    "undecided. Every market's",
    "seed is its experiment's name and its number, so anyone gets the same table with",
    "`deno test -A tests/long/calibration_long.ts`, which writes this file.",
    `Code of commit ${commit}. n counts the cases judged: markets in which there was something to`,
    "judge, or cases pooled over them.",
    "",
    ...parts,
    "## Notes",
    "",
    ...notes.map((note, i) => `${i + 1}. ${note[0].toUpperCase()}${note.slice(1)}`),
    "",
  ].join("\n");
}

function line(row: Judged, notes: readonly string[]): string {
  const mark = row.note === undefined ? "" : ` [${notes.indexOf(row.note) + 1}]`;
  const verdict = { "does not hold": "**does not hold**", "no bound": "" }[row.verdict as string] ??
    row.verdict;
  const cells = [
    row.method,
    row.mechanism,
    row.measure,
    row.markets,
    row.n,
    row.measured,
    row.band,
    verdict + mark,
  ];
  return `| ${cells.join(" | ")} |`;
}
