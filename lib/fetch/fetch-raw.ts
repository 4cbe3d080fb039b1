import { join } from "node:path";
import { isDiskFull, UserError } from "../errors.ts";
import { keepAnswer } from "./api-file.ts";
import { systemClock } from "./clock.ts";
import { COINALYZE_SPACING, coinalyzeFiles } from "./coinalyze.ts";
import { download, type Outcome } from "./download.ts";
import { HYPERLIQUID_SPACING, hyperliquidFiles } from "./hyperliquid.ts";
import { Meter } from "./meter.ts";
import { joinMissing } from "./missing.ts";
import { plan } from "./plan.ts";
import { runPool } from "./pool.ts";
import { type Means, type Missing, type Provider, PROVIDERS, type Wanted } from "./request.ts";
import { Exhausted, Web } from "./web.ts";

/** Downloads from one host at a time. */
const PARALLEL = 4;
/** So many files given up one after the other, and the host is given up. */
const PATIENCE = 4;

export interface FetchReport {
  /** Paths of the raw files that hold what was wanted, every one verified. */
  files: string[];
  downloaded: number;
  /** Files that were there already. */
  kept: number;
  /** Bytes that came over the network. */
  bytes: number;
  /** What the providers do not have (404), neighbouring days as one. */
  missing: Missing[];
  /** Files that could not be had; a later run tries them again. */
  failed: { name: string; message: string }[];
}

/** One file to be had, from whatever provider. */
interface Job {
  path: string;
  /** Files of one kind are about equally long. */
  kind: string;
  stretch: Missing;
  bring: (web: Web, path: string, onBytes: (bytes: number) => void) => Promise<Outcome>;
  instead: Job[];
}

/**
 * Brings the raw files of what is wanted into a folder, in the layout of their hosts, below a folder
 * named after each host. What is there and whole is not asked for again, so that a run after an
 * interruption goes on where it was. A file that fails is named in the report, and the others go on;
 * a host that fails over and over is given up.
 *
 * @throws UserError when what is wanted makes no sense, Coinalyze is to be asked without a key, another
 * run is writing to the folder, or the disk is full
 * @example await fetchRaw(wanted, ["binance"], { raw: "data/raw" })
 */
export async function fetchRaw(
  wanted: Wanted,
  providers: readonly Provider[],
  means: Means,
): Promise<FetchReport> {
  const jobs = new Map(providers.map((provider) => [
    provider,
    jobsOf(provider, tablesFrom(provider, wanted, providers), means),
  ]));
  const clock = means.clock ?? systemClock;
  const meter = new Meter(clock.now());
  for (const { kind } of [...jobs.values()].flat()) meter.expect(kind, 1);
  const report: FetchReport = {
    files: [],
    downloaded: 0,
    kept: 0,
    bytes: 0,
    missing: [],
    failed: [],
  };
  const tell = () => means.onProgress?.(meter.at(clock.now()));
  const lock = lockRaw(means.raw);
  try {
    await Promise.all(
      [...jobs].map(([provider, list]) =>
        runProvider(provider, list, { means, report, meter, tell })
      ),
    );
  } catch (error) {
    throw diskError(error, means.raw) ?? error;
  } finally {
    lock.close();
  }
  report.files.sort();
  report.failed.sort((a, b) => a.name < b.name ? -1 : 1);
  report.missing = joinMissing(report.missing);
  report.bytes = meter.at(clock.now()).bytes;
  return report;
}

async function runProvider(
  provider: Provider,
  jobs: readonly Job[],
  { means, report, meter, tell }: {
    means: Means;
    report: FetchReport;
    meter: Meter;
    tell: () => void;
  },
): Promise<void> {
  const { raw, mirror, clock } = means;
  const origin = PROVIDERS[provider];
  const web = new Web({ origin, mirror, clock, spacing: spacingOf(provider) });
  const folder = join(raw, new URL(origin).host);
  let inRow = 0, untried = 0;
  await runPool(jobs, PARALLEL, async (job) => {
    if (inRow >= PATIENCE) {
      untried++;
      meter.settle(job.kind, undefined);
      return [];
    }
    const path = join(folder, job.path);
    let bytes = 0;
    try {
      const outcome = await job.bring(web, path, (more) => {
        bytes += more;
        meter.add(more);
        tell();
      });
      if (outcome !== "kept") inRow = 0;
      meter.settle(job.kind, outcome === "downloaded" ? bytes : undefined);
      if (outcome === "missing") {
        for (const { kind } of job.instead) meter.expect(kind, 1);
        if (job.instead.length === 0) report.missing.push(job.stretch);
        return job.instead;
      }
      report.files.push(path);
      report[outcome]++;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      inRow = error instanceof Exhausted ? inRow + 1 : 0;
      meter.settle(job.kind, undefined);
      report.failed.push({ name: job.path, message: error.message });
    } finally {
      tell();
    }
    return [];
  });
  if (untried > 0) {
    const message =
      `${new URL(mirror ?? origin).host} fails over and over: ${untried} more files ` +
      `were not tried; run the same command later`;
    report.failed.push({ name: provider, message });
  }
}

/**
 * Coinalyze's funding is the rate in force in each bar, on Binance; where Binance itself is asked for
 * the settlements, it could only blur them.
 */
function tablesFrom(provider: Provider, wanted: Wanted, providers: readonly Provider[]): Wanted {
  if (provider !== "coinalyze" || !providers.includes("binance")) return wanted;
  return { ...wanted, tables: wanted.tables.filter((table) => table !== "funding") };
}

function jobsOf(provider: Provider, wanted: Wanted, { key, mirror }: Means): Job[] {
  if (provider === "binance") return plan(wanted).map(jobOf);
  const files = provider === "hyperliquid"
    ? hyperliquidFiles(wanted)
    : coinalyzeFiles(wanted, checkedKey(key, mirror));
  return files.map((file) => ({
    path: file.path,
    kind: provider,
    stretch: { series: file.series, from: file.from, to: file.to },
    bring: (web, path, onBytes) => keepAnswer(web, file, path, onBytes),
    instead: [],
  }));
}

/** @throws UserError when there is no key, it cannot be one, or it would go over the wire in the open */
function checkedKey(key: string | undefined, mirror: string | undefined): string {
  if (key === undefined || key === "") {
    throw new UserError(
      "Coinalyze wants a key: put yours (free at coinalyze.net) into the environment as " +
        "COINALYZE_API_KEY",
    );
  }
  // Fetch would repeat a malformed header in its error.
  if (!/^[\x21-\x7e]{8,200}$/.test(key)) {
    throw new UserError("COINALYZE_API_KEY holds no key: copy it anew, without spaces or quotes");
  }
  if (mirror !== undefined) {
    const { protocol, hostname } = new URL(mirror);
    if (protocol !== "https:" && hostname !== "127.0.0.1" && hostname !== "localhost") {
      throw new UserError(`${hostname}: the key for Coinalyze goes over https only`);
    }
  }
  return key;
}

function jobOf(file: ReturnType<typeof plan>[number]): Job {
  return {
    path: file.path,
    kind: `${file.kind} ${file.type}`,
    stretch: { series: `binance ${file.type} ${file.symbol}`, from: file.from, to: file.to },
    bring: (web, path, onBytes) => download(web, file, path, onBytes),
    instead: file.instead.map(jobOf),
  };
}

function spacingOf(provider: Provider): number {
  return { binance: 0, hyperliquid: HYPERLIQUID_SPACING, coinalyze: COINALYZE_SPACING }[provider];
}

/** Two runs would write into each other's `.part` files. The lock dies with the process. */
function lockRaw(raw: string): Deno.FsFile {
  Deno.mkdirSync(raw, { recursive: true });
  const lock = Deno.openSync(join(raw, ".lock"), { create: true, write: true });
  if (lock.tryLockSync(true)) return lock;
  lock.close();
  throw new UserError(`${raw}: another fetch is writing to it; wait until it is done`);
}

/** A full disk or quota as a failure that the user can mend; undefined for any other. */
function diskError(error: unknown, raw: string): UserError | undefined {
  if (!isDiskFull(error)) return undefined;
  return new UserError(
    `${raw}: the disk is full (${
      (error as Error).message
    }); what is there is kept: free some space and run the ` +
      `same command again`,
  );
}
