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
const csv = (file: string): Record<string, Program> => ({
  aftershock: deno("csv", file),
  polars: python("csv_polars", `${file}.csv`),
  "nodejs-polars": deno("nodejs-polars", file, ["--no-lock", "-A"]),
  pandas: python("csv_pandas", `${file}.csv`),
  duckdb: python("csv_duckdb", `${file}.csv`),
});
const operation = (work: string, python_: string, peers: string[]): Record<string, Program> => ({
  aftershock: deno("series", work),
  ...Object.fromEntries(peers.map((peer) => [peer, python(`${python_}_${peer}`)])),
});

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
  return { says: `time of ${peer}`, unit: "s", most, of: (row) => perThousand(row[peer]?.ms) };
}

const perThousand = (ms: number | undefined) => ms === undefined ? undefined : ms / 1000;

/** Cost of a row of `large` over that of a row of `small`: 1 where time is linear. */
function linear(large: string, small: string, count: string, most: number): Target {
  return {
    says: `time a ${count.replace(/s$/, "")}, ${large} / ${small}`,
    unit: "x",
    most,
    of: ({ [large]: a, [small]: b }) => a && b && a.ms / a.sums[count] / (b.ms / b.sums[count]),
  };
}

const AFTERSHOCK = "aftershock", PANDAS = "pandas";

/** All rows, in the order in which they run. */
export const ROWS: readonly Row[] = [
  {
    name: "csv-klines",
    title: "CSV to Arrow: 1m klines, 12 columns",
    peers: csv("klines"),
    same: true,
    runs: 3,
    targets: [
      ratio(AFTERSHOCK, "polars", 1),
      ratio(AFTERSHOCK, "nodejs-polars", 1),
      ratio(AFTERSHOCK, PANDAS, 0.5),
    ],
  },
  {
    name: "csv-trades",
    title: "CSV to Arrow: trades, 5 columns",
    peers: csv("trades"),
    same: true,
    runs: 3,
    targets: [
      ratio(AFTERSHOCK, "polars", 1),
      ratio(AFTERSHOCK, "nodejs-polars", 1),
      ratio(AFTERSHOCK, PANDAS, 0.5),
    ],
  },
  {
    name: "ingest",
    title: "Monthly zips of the klines to a dataset",
    peers: {
      ingest: deno("dataset", "ingestZips"),
      tenth: deno("dataset", "ingestTenth"),
      inflate: deno("dataset", "inflateZips"),
    },
    runs: 3,
    targets: [
      ratio("ingest", "inflate", 2),
      { says: "peak memory of ingest", unit: "MB", most: 300, of: ({ ingest }) => ingest?.mb },
      {
        says: "peak memory, ingest / tenth",
        unit: "x",
        most: 1.3,
        of: ({ ingest, tenth }) => ingest && tenth && ingest.mb / tenth.mb,
      },
      linear("ingest", "tenth", "rows", 1.2),
    ],
  },
  {
    name: "load-window",
    title: "Each month of the klines from the dataset, one at a time",
    peers: { load: deno("dataset", "loadMonths"), read: deno("dataset", "readMonths") },
    runs: 5,
    repeats: 3,
    targets: [ratio("load", "read", 1.5)],
  },
  {
    name: "load-series",
    title: "All klines from the dataset as one set of columns",
    peers: { load: deno("dataset", "loadSeries"), read: deno("dataset", "readSeries") },
    runs: 5,
    repeats: 3,
    targets: [ratio("load", "read", 1.5)],
  },
  {
    name: "resample",
    title: "1m bars to 1h bars",
    peers: operation("resample", "resample", ["pandas", "polars", "duckdb"]),
    same: true,
    runs: 3,
    repeats: 5,
    targets: [ratio(AFTERSHOCK, PANDAS, 0.6)],
  },
  {
    name: "mean-30d",
    title: "Mean of the last 30 days, every minute",
    peers: operation("mean30d", "mean30d", ["pandas", "polars"]),
    same: true,
    runs: 3,
    repeats: 5,
    targets: [ratio(AFTERSHOCK, PANDAS, 0.6)],
  },
  {
    name: "median-12h",
    title: "Median of the last 12 hours, every minute",
    peers: operation("median12h", "median12h", ["pandas", "polars"]),
    same: true,
    runs: 3,
    repeats: 5,
    targets: [ratio(AFTERSHOCK, PANDAS, 0.6)],
  },
  {
    name: "weekly-baseline",
    title: "Median of the same minute in the 8 weeks before",
    peers: operation("weekly", "weekly", ["pandas", "polars"]),
    same: true,
    runs: 3,
    repeats: 5,
    targets: [ratio(AFTERSHOCK, PANDAS, 0.6)],
  },
  {
    name: "as-of-join",
    title: "The bar of each trade",
    peers: operation("asOfJoin", "asof", ["pandas", "polars", "duckdb"]),
    same: true,
    runs: 3,
    repeats: 5,
    targets: [ratio(AFTERSHOCK, PANDAS, 0.6)],
  },
  {
    name: "feather",
    title: "Five symbols' feather files of 14 months of 5m bars to a dataset",
    peers: { ingest: deno("dataset", "ingestFeather") },
    runs: 3,
    targets: [seconds("ingest", 15)],
  },
  {
    name: "cascades",
    title: "Ladder and cascades of five symbols over 14 months of 5m bars",
    peers: { aftershock: deno("analysis", "cascades") },
    runs: 3,
    targets: [seconds(AFTERSHOCK, 3)],
  },
  {
    name: "hawkes",
    title: "Self-excitation fitted to 100,000 events",
    peers: { aftershock: deno("analysis", "excitation") },
    runs: 3,
    targets: [seconds(AFTERSHOCK, 2)],
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
      imports: deno("report", "imports", ["-A"]),
      rendering: deno("report", "rendering"),
    },
    runs: 3,
    targets: [
      {
        says: "time of report without rendering / imports",
        unit: "x",
        most: 2,
        of: ({ report, rendering, imports }) =>
          report && rendering && imports && (report.ms - rendering.ms) / imports.ms,
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
