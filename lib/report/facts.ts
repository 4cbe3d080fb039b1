import { basename } from "node:path";
import { type CoverageRow, dataCheck } from "../dataset/data-check.ts";
import type { Dataset } from "../dataset/open.ts";
import { UserError } from "../errors.ts";
import { count, fixed } from "../words/numbers.ts";

/** A name and a value for the end of a report. */
export type Fact = [name: string, value: string];

/**
 * What a report says about the dataset it was made of: extent, basis, gaps, rejected rows, licences
 * and the raw files' formats. Reads no clock.
 *
 * @example (await datasetFacts(openDataset("data/sample")))[0]
 * // ["dataset", "sample: 98 series of BTC, DOGE, ETH, SOL, ZEC; 174,013 rows"]
 */
export async function datasetFacts(dataset: Dataset): Promise<Fact[]> {
  const series = dataset.series(), { files } = dataset.manifest;
  const assets = distinct(series.map(({ key }) => key.asset));
  const rows = series.reduce((sum, { rows }) => sum + rows, 0);
  return [
    [
      "dataset",
      `${basename(dataset.dir)}: ${series.length} series of ${assets.join(", ")}; ` +
      count(rows, "row"),
    ],
    ["basis of the data", counted(series.map(({ key }) => key.basis))],
    ...await checked(dataset),
    ["licences", distinct(files.map(({ licence }) => licence)).join("; ")],
    [
      "raw files",
      `${count(files.length, "file")}: ${distinct(files.map(({ source }) => source)).join(", ")}`,
    ],
  ];
}

/** What only reading the rows can tell; of a damaged dataset, what is wrong with it. */
async function checked(dataset: Dataset): Promise<Fact[]> {
  try {
    const { coverage, files, newest } = await dataCheck(dataset);
    const rejected = files.reduce((sum, { rejected }) => sum + rejected, 0);
    return [
      ["newest row", newest ?? "none"],
      ["gaps", gaps(coverage)],
      ["rejected rows", rejected === 0 ? "none" : fixed(rejected)],
    ];
  } catch (error) {
    if (error instanceof UserError) return [["gaps", `cannot be told: ${error.message}`]];
    throw error;
  }
}

function gaps(coverage: readonly CoverageRow[]): string {
  const timed = coverage.filter(({ missing }) => missing !== null);
  const holed = timed.filter(({ missing }) => missing! > 0);
  const missing = holed.reduce((sum, row) => sum + row.missing!, 0);
  const untimed = coverage.length - timed.length;
  return (missing === 0
    ? `no row is missing in ${timed.length} series`
    : `${count(missing, "row")} missing in ${holed.length} of ${timed.length} series`) +
    (untimed > 0 ? `; ${untimed} series have no timetable, so that gaps cannot be told` : "");
}

/** `3 reported, 1 simulated`. */
function counted(names: readonly string[]): string {
  return distinct(names).map((name) => `${names.filter((other) => other === name).length} ${name}`)
    .join(", ");
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
