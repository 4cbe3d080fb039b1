import { join } from "node:path";
import { dataCheck } from "../dataset/data-check.ts";
import { ingest } from "../dataset/ingest.ts";
import { Dataset } from "../dataset/open.ts";
import { UserError } from "../errors.ts";
import { fetchRaw, type FetchReport } from "../fetch/fetch-raw.ts";
import { missingText } from "../fetch/missing.ts";
import { unoffered } from "../fetch/offers.ts";
import { connectOnlyTo } from "../fetch/permissions.ts";
import { type FetchProgress, PROVIDERS } from "../fetch/request.ts";
import { wantedFrom } from "../fetch/wanted.ts";
import { summary } from "./ingest.ts";
import type { Options } from "./options.ts";
import { ProgressLine } from "./progress-line.ts";
import { run } from "./run.ts";

const COMMAND = {
  name: "fetch",
  summary:
    "Downloads public market data for symbols and whole UTC days, verifies it, and ingests it. Raw " +
    "files are kept in raw/ beside the dataset and not downloaded again; after an interruption the " +
    "same command goes on.\n" +
    "Providers: binance (candles in bars of --interval, funding, open interest, depth), hyperliquid " +
    "(funding), coinalyze (liquidations, open interest, funding; wants a free key in " +
    "COINALYZE_API_KEY). Default: binance, 5m, all its tables, into data/market.\n" +
    "A mirror needs the permission to connect to it: deno run --allow-read --allow-write " +
    "--allow-env=COINALYZE_API_KEY --allow-net=HOST lib/cli/fetch.ts --base-url https://HOST ...",
  example: "deno task fetch --symbols BTCUSDT,ETHUSDT --from 2025-11-01 --to 2025-12-31",
  options: [
    "symbols",
    "from",
    "to",
    "tables",
    "interval",
    "providers",
    "out",
    "base-url",
    "json",
    "help",
  ],
} as const;

type Given = Options<typeof COMMAND.options[number]>;

async function main({ options }: { options: Given }): Promise<void> {
  const { out = join("data", "market"), providers = ["binance"], json } = options;
  const mirror = options["base-url"];
  const wanted = wantedFrom(options, Date.now());
  const raw = join(out, "..", "raw");
  if (join(out) === raw) throw new UserError(`fetch: --out ${out} is where raw files go`);
  const notes = options.tables ? unoffered(wanted, providers) : [];
  const hosts = mirror ? [mirror] : providers.map((provider) => PROVIDERS[provider]);
  await connectOnlyTo(hosts, Object.values(PROVIDERS));

  const line = new ProgressLine();
  const fetched = await fetchRaw(wanted, providers, {
    raw,
    mirror,
    key: providers.includes("coinalyze") ? Deno.env.get("COINALYZE_API_KEY") : undefined,
    onProgress: (progress) => line.show(() => progressText(progress)),
  }).finally(() => line.clear());
  const remarks = [...notes, ...fetched.missing.map(missingText)];
  if (fetched.files.length === 0) {
    for (const remark of remarks) console.error(`note: ${remark}`);
    complain(fetched.failed);
    throw new UserError("fetch: nothing of what is wanted could be had; no dataset was written");
  }
  const report = await ingest({
    files: fetched.files,
    out,
    onProgress: ({ phase, name, index, count, rows }) =>
      line.show(() => `${phase} ${index + 1}/${count} ${name.slice(-60)}, ${rows} rows`),
  }).finally(() => line.clear());
  const check = await dataCheck(new Dataset(out, report.manifest));
  const failed = [...fetched.failed, ...report.failed];
  if (json) {
    const { added, known } = report;
    const { missing, downloaded, kept, bytes } = fetched;
    const outcome = { notes, missing, downloaded, kept, bytes, added: added.length, failed };
    console.log(JSON.stringify({ ...outcome, known: known.length, ...check }));
  } else {
    console.log(downloadText(fetched));
    for (const remark of remarks) console.log(`note: ${remark}`);
    console.log(`\n${summary(report, check)}`);
  }
  complain(failed);
  if (failed.length > 0) Deno.exit(1);
}

function complain(failed: readonly { message: string }[]): void {
  for (const { message } of failed) console.error(`error: ${message.replace(/[\r\n]+/g, " ")}`);
}

function progressText({ done, files, bytes, rate, left }: FetchProgress): string {
  const time = Number.isFinite(left) ? `, ${durationText(left)} left` : "";
  return `fetching ${done}/${files} files, ${megabytes(bytes)} MB, ${megabytes(rate)} MB/s${time}`;
}

function downloadText({ downloaded, kept, bytes, failed }: FetchReport): string {
  return `${downloaded} ${downloaded === 1 ? "file" : "files"} downloaded (${
    megabytes(bytes)
  } MB), ${kept} there already, ` +
    `${failed.length} failed`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function durationText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 100) return `${seconds} s`;
  return seconds < 6000 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

if (import.meta.main) await run(COMMAND, main);
