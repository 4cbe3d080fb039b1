/** What is measured, between whom, and what is wanted of it. */
import type { Program } from "./measure.ts";

/** Time and memory of one peer in one row, and what its result summed up to. */
export interface Figures {
  ms: number;
  /** Milliseconds of all threads together: other work on the machine changes them less. */
  cpu: number;
  mb: number;
  sums: Record<string, number>;
}

/** A figure that is wanted: at most `most`. */
export interface Target {
  says: string;
  unit: "x" | "s" | "MB";
  most: number;
  /** Undefined where a peer that it needs is missing. */
  of: (row: Partial<Record<string, Figures>>) => number | undefined;
}

/** One work, by several peers where there are. */
export interface Row {
  name: string;
  title: string;
  peers: Record<string, Program>;
  /** Whether all peers do the same work, and must come to the same sums. */
  same?: true;
  /** Runs of each peer; the median counts. */
  runs: number;
  /** Times the work is done within one run (1): short ones as in the middle of a session, not its start. */
  repeats?: number;
  targets: Target[];
}

const deno = (module: string, work: string, allow?: string[]): Program => (
  { runs: "deno", module, work, allow }
);
const python = (work: string, ...rest: string[]): Program => ({ runs: "python", work, rest });

/** As `deno task ingest` runs. */
const AS_INGEST = ["--v8-flags=--max-semi-space-size=4", "--allow-read", "--allow-write"];

/** All rows, in the order in which they run. */
export const ROWS: readonly Row[] = [
  csv("klines", "CSV to Arrow: 1m klines, 12 columns"),
  csv("trades", "CSV to Arrow: trades, 5 columns"),
  {
    name: "ingest",
    title: "Monthly zips of the klines to a dataset",
    peers: {
      ingest: deno("dataset", "ingestZips", AS_INGEST),
      tenfold: deno("dataset", "ingestTenfold", AS_INGEST),
      inflate: deno("dataset", "inflateZips"),
    },
    runs: 3,
    targets: [
      ratio("ingest", "inflate", 2),
      { says: "peak memory of ingest", unit: "MB", most: 300, of: ({ ingest }) => ingest?.mb },
      { says: "peak memory of tenfold", unit: "MB", most: 300, of: ({ tenfold }) => tenfold?.mb },
      {
        says: "peak memory, tenfold / ingest",
        unit: "x",
        most: 1.3,
        of: ({ ingest, tenfold }) => ingest && tenfold && tenfold.mb / ingest.mb,
      },
      linear("tenfold", "ingest", "rows", 1.2),
    ],
  },
  load("window", "Months", "Each month of the klines from the dataset, one at a time"),
  load("series", "Series", "All klines from the dataset as one set of columns"),
  operation("resample", "resample", "1m bars to 1h bars", ["duckdb"]),
  operation("mean-30d", "mean30d", "Mean of the last 30 days, every minute"),
  operation("median-12h", "median12h", "Median of the last 12 hours, every minute"),
  operation("weekly-baseline", "weekly", "Median of the same minute in the 8 weeks before"),
  operation("as-of-join", "asof", "The bar of each trade", ["duckdb"]),
  {
    name: "feather",
    title: "Five symbols' feather files of 14 months of 5m bars to a dataset",
    peers: { ingest: deno("dataset", "ingestFeather", AS_INGEST) },
    runs: 3,
    targets: [seconds("ingest", 15)],
  },
  {
    name: "cascades",
    title: "Ladder and cascades of five symbols over 14 months of 5m bars",
    peers: { aftershock: deno("analysis", "cascades") },
    runs: 3,
    targets: [seconds("aftershock", 3)],
  },
  {
    name: "hawkes",
    title: "Self-excitation fitted to 100,000 events",
    peers: { aftershock: deno("analysis", "excitation") },
    runs: 3,
    targets: [seconds("aftershock", 2)],
  },
  {
    name: "levels",
    title: "Levels of five symbols over 14 months of 1h bars, found and tested",
    peers: { whole: deno("analysis", "levels"), half: deno("analysis", "levelsHalf") },
    runs: 3,
    targets: [seconds("whole", 30), linear("whole", "half", "bars", 1.3)],
  },
  {
    name: "report",
    title: "The report on the bundled dataset",
    peers: {
      report: deno("report", "report", ["-A"]),
      unrendered: deno("report", "unrendered", ["-A"]),
      imports: deno("report", "imports", ["-A"]),
      rendering: deno("report", "rendering"),
    },
    runs: 3,
    targets: [
      {
        says: "time of report without rendering / imports",
        unit: "x",
        most: 2,
        of: ({ unrendered, imports }) => unrendered && imports && unrendered.ms / imports.ms,
      },
      {
        says: "time of rendering, a figure",
        unit: "s",
        most: 0.3,
        of: ({ rendering }) => rendering && rendering.ms / 1000 / rendering.sums.figures,
      },
    ],
  },
];

/** A CSV file to an Arrow table. */
function csv(file: string, title: string): Row {
  return {
    name: `csv-${file}`,
    title,
    peers: {
      aftershock: deno("csv", file),
      polars: python("csv_polars", `${file}.csv`),
      "nodejs-polars": deno("nodejs-polars", file, ["--no-lock", "-A"]),
      pandas: python("csv_pandas", `${file}.csv`),
      duckdb: python("csv_duckdb", `${file}.csv`),
    },
    same: true,
    runs: 5,
    targets: [
      ratio("aftershock", "polars", 1),
      ratio("aftershock", "nodejs-polars", 1),
      ratio("aftershock", "pandas", 0.5),
    ],
  };
}

/** Loading beside reading the same bytes, in the middle of a session. */
function load(name: string, work: string, title: string): Row {
  return {
    name: `load-${name}`,
    title,
    peers: { load: deno("dataset", `load${work}`), read: deno("dataset", `read${work}`) },
    runs: 5,
    repeats: 3,
    targets: [ratio("load", "read", 1.5)],
  };
}

/** An operation on columns in memory, beside pandas, polars and whoever else has it. */
function operation(name: string, work: string, title: string, others: string[] = []): Row {
  const peers = ["pandas", "polars", ...others].map((peer) => [peer, python(`${work}_${peer}`)]);
  return {
    name,
    title,
    peers: { aftershock: deno("series", work), ...Object.fromEntries(peers) },
    same: true,
    runs: 3,
    repeats: 5,
    targets: [ratio("aftershock", "pandas", 0.6)],
  };
}

/** Time of one peer over that of another. */
function ratio(peer: string, other: string, most: number): Target {
  return {
    says: `time of ${peer} / ${other}`,
    unit: "x",
    most,
    of: ({ [peer]: a, [other]: b }) => a && b && a.ms / b.ms,
  };
}

/** Time of one peer. */
function seconds(peer: string, most: number): Target {
  return {
    says: `time of ${peer}`,
    unit: "s",
    most,
    of: ({ [peer]: found }) => found && found.ms / 1000,
  };
}

/** Cost of a row of `large` over that of a row of `small`: 1 where time is linear. */
function linear(large: string, small: string, count: string, most: number): Target {
  return {
    says: `time a ${count.replace(/s$/, "")}, ${large} / ${small}`,
    unit: "x",
    most,
    of: ({ [large]: a, [small]: b }) => a && b && a.ms / a.sums[count] / (b.ms / b.sums[count]),
  };
}
