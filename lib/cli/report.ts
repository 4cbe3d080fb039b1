import { join, relative } from "node:path";
import project from "../../deno.json" with { type: "json" };
import { openDataset } from "../dataset/open.ts";
import { UserError } from "../errors.ts";
import { readMacroEvents } from "../inputs/macro-events.ts";
import { perpetuals, spanOf } from "../inputs/market.ts";
import type { Json } from "../jupyter/notebook.ts";
import { setUp } from "../jupyter/setup.ts";
import { readEarlier } from "../report/earlier.ts";
import { datasetFacts, type Fact } from "../report/facts.ts";
import { chosenNotebooks, writeReport } from "../report/report.ts";
import { DAY, formatDate, formatTime, startOfDay } from "../tables/time.ts";
import { span } from "../words/dates.ts";
import { bundledDataset, ROOT, SAMPLE_EVENT, SAMPLE_WINDOW } from "./bundled.ts";
import type { Options } from "./options.ts";
import { run } from "./run.ts";
import { checkWindow } from "./window.ts";

const COMMAND = {
  name: "report",
  summary:
    "Runs every notebook on a dataset and writes the report: executed notebooks, every figure " +
    "as SVG, PNG, PDF and CSV, all tables as CSV and XLSX, one index.html, report.md and " +
    "summary.json.\n" +
    "Without --data it uses the bundled simulated dataset; without --from and --to, the last 61 " +
    "days of the dataset; without --out it writes to reports/<from>_<to>.",
  example: "deno task report --data data/binance --from 2025-11-20 --to 2026-01-20 " +
    "--zone 92800:93900",
  options: [
    "data",
    "out",
    "symbols",
    "from",
    "to",
    "at",
    "zone",
    "interval",
    "events",
    "size",
    "theme",
    "outline",
    "seed",
    "only",
    "compare",
    "help",
  ],
} as const;

/** Days of the window where none is given: two months, as around the event. */
const DEFAULT_DAYS = 61;

type Given = Options<typeof COMMAND.options[number]>;

async function report({ options }: { options: Given }): Promise<void> {
  const data = options.data ?? bundledDataset();
  const dataset = openDataset(data);
  const asked: Given = options.data ? options : {
    ...SAMPLE_WINDOW,
    ...(options.from === undefined && options.to === undefined ? { at: [SAMPLE_EVENT] } : {}),
    ...options,
  };
  const { from, to } = windowOf(asked, spanOf(dataset), data);
  // A fault in them shows before a minute of work, not after.
  if (options.events) readMacroEvents(options.events);
  for (const symbol of options.symbols ?? []) perpetuals(dataset, symbol);
  const notebooks = join(ROOT, "notebooks");
  await chosenNotebooks(notebooks, options.only);
  const earlier = options.compare === undefined ? undefined : readEarlier(options.compare);
  const out = options.out ?? join("reports", `${formatDate(from)}_${formatDate(to)}`);
  const started = performance.now();
  const say = (message: string) =>
    console.error(`[${((performance.now() - started) / 1000).toFixed(1)} s] ${message}`);

  const stop = new AbortController();
  const interrupt = () => stop.abort(new UserError("interrupted; no report was written"));
  Deno.addSignalListener("SIGINT", interrupt);
  Deno.addSignalListener("SIGTERM", interrupt);
  // Ctrl-C ends Python too, and what that says of it is not the reason.
  const { python } = await setUp({ root: ROOT, onProgress: say }).finally(() =>
    stop.signal.throwIfAborted()
  );
  const failures = await writeReport({
    python,
    notebooks,
    data,
    out,
    parameters: parametersOf(asked, from, to),
    only: options.only,
    outline: options.outline,
    earlier,
    about: {
      title: `Aftershock report, ${span(from, to)}`,
      versions: versions(),
    },
    dataset: datasetFacts(dataset),
    onProgress: say,
    signal: stop.signal,
  });
  for (const failure of failures) console.error(`error: ${failure.replace(/[\r\n]+/g, " ")}`);
  console.log(join(out, "index.html"));
  if (failures.length > 0) Deno.exit(1);
  Deno.removeSignalListener("SIGINT", interrupt);
  Deno.removeSignalListener("SIGTERM", interrupt);
}

/** The window asked for, or the last two months of the dataset in whole days. */
function windowOf(
  asked: { from?: number; to?: number },
  span: { from: number; to: number },
  data: string,
): { from: number; to: number } {
  const to = asked.to ?? Math.max(startOfDay(span.to), startOfDay(span.from) + DAY);
  const from = asked.from ?? Math.max(to - DEFAULT_DAYS * DAY, startOfDay(span.from));
  checkWindow({ from, to }, span, data);
  return { from, to };
}

/** Deno, and the packages that a figure's numbers and looks depend on. */
function versions(): Fact[] {
  const { imports } = project;
  return [
    ["deno", Deno.version.deno],
    ...[
      imports["@observablehq/plot"],
      imports["apache-arrow"],
      imports["arquero"],
      imports["d3-array"],
      imports["danfojs"],
    ].map((pin): Fact => {
      const at = pin.lastIndexOf("@");
      return [pin.slice("npm:".length, at), pin.slice(at + 1)];
    }),
  ];
}

/** Options as the notebooks' parameters; what was not given keeps the notebook's default. */
function parametersOf(options: Given, from: number, to: number): Record<string, Json> {
  const given = {
    symbols: options.symbols,
    from: formatTime(from),
    to: formatTime(to),
    at: options.at?.map(formatTime),
    zones: options.zone,
    interval: options.interval,
    // Notebooks run in their own folder.
    events: options.events && relative(join(ROOT, "notebooks"), options.events),
    size: options.size,
    theme: options.theme,
    seed: options.seed,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]),
  );
}

if (import.meta.main) await run(COMMAND, report);
