import { analogs } from "../analysis/outlook/analogs.ts";
import { depthTrend } from "../analysis/liquidity/depth.ts";
import { FED_DECISIONS } from "../analysis/cascades/fed-decisions.ts";
import { fundingReset } from "../analysis/funding/funding-reset.ts";
import { macroCalendar } from "../analysis/cascades/macro-calendar.ts";
import { nextAttempt } from "../analysis/outlook/next-attempt.ts";
import { resistanceRejections } from "../analysis/resistance/resistance-rejections.ts";
import { retests } from "../analysis/outlook/retests.ts";
import type { Result } from "../analysis/result.ts";
import { volumeDrops } from "../analysis/volume/volume-drops.ts";
import type { Dataset } from "../dataset/open.ts";
import { UserError } from "../errors.ts";
import { loadCascades, testableWindow } from "../inputs/cascades.ts";
import { loadEvent } from "../inputs/events.ts";
import { fundingInputs } from "../inputs/funding-reset.ts";
import { readMacroEvents } from "../inputs/macro-events.ts";
import { mainSymbols, spanOf } from "../inputs/market.ts";
import { analogEvent, outlookInputs } from "../inputs/outlook.ts";
import { rejectionInputs } from "../inputs/resistance-rejections.ts";
import { volumeInputs } from "../inputs/volume-drops.ts";
import { formatTime, intervalMs } from "../tables/time.ts";
import type { Options } from "./options.ts";
import { checkWindow } from "./window.ts";

/** Options that say what to analyse; each analysis accepts some of them. */
export type AnalysisOption =
  | "symbols"
  | "from"
  | "to"
  | "at"
  | "zone"
  | "interval"
  | "events"
  | "seed";

/** One analysis as a command: what it takes, how it runs, what its short table shows. */
export interface Analysis {
  summary: string;
  example: string;
  options: readonly AnalysisOption[];
  run(dataset: Dataset, options: Options<AnalysisOption>): Promise<Result[]>;
  /** Fields of a result for the table, by dotted path. */
  columns: readonly string[];
}

/** All analyses by slug: the same slugs name notebooks, files and charts. */
export const ANALYSES: Record<string, Analysis> = {
  "liquidation-wave": {
    summary: "Finds the cascades of all symbols together, from reported or estimated liquidations.",
    example: "deno task analyze liquidation-wave --data data/binance --from 2025-10-01 " +
      "--to 2026-01-01",
    options: ["symbols", "from", "to"],
    columns: ["basis", "assets", "cascades.length", "median_minutes", "longest_hours"],
    async run(dataset, options) {
      const symbols = options.symbols ?? mainSymbols(dataset);
      return [(await loadCascades(dataset, symbols, windowOf(dataset, options))).cascades];
    },
  },
  "macro-calendar": {
    summary:
      "Tests whether cascades come near events of a macro calendar more often than by chance.",
    example: "deno task analyze macro-calendar --data data/binance --events calendar.csv",
    options: ["symbols", "from", "to", "events", "seed"],
    columns: ["basis", "cascades", "events", "near", "expected", "usual", "p_more", "p_fewer"],
    async run(dataset, options) {
      const calendar = options.events ? readMacroEvents(options.events) : FED_DECISIONS;
      const window = windowOf(dataset, options);
      const symbols = options.symbols ?? mainSymbols(dataset);
      const { cascades } = await loadCascades(dataset, symbols, window);
      return [
        macroCalendar(cascades.cascades, calendar, {
          ...testableWindow(cascades, window),
          seed: options.seed ?? 1,
          basis: cascades.basis,
        }),
      ];
    },
  },
  "resistance-rejections": {
    summary: "Counts the visits of price to a zone and how they ended, beside random zones.",
    example: "deno task analyze resistance-rejections --data data/binance --symbols BTCUSDT " +
      "--zone 92800:93900 --from 2025-11-20 --to 2026-01-20 --json",
    options: ["symbols", "from", "to", "zone", "interval", "seed"],
    columns: ["symbol", "zone", "summary.visits", "summary.rejections", "summary.breakouts"]
      .concat(["summary.unresolved", "summary.rejection_rate", "controls.p"]),
    async run(dataset, options) {
      if (!options.zone) throw new UserError("resistance-rejections needs --zone LO:HI");
      const window = {
        ...windowOf(dataset, options),
        step: intervalMs(options.interval ?? "1h"),
      };
      const results: Result[] = [];
      for (const symbol of options.symbols ?? ["BTCUSDT"]) {
        const inputs = await rejectionInputs(dataset, symbol, window);
        for (const zone of options.zone) {
          results.push(named(
            inputs.key.symbol,
            resistanceRejections(inputs, { ...window, zone, seed: options.seed }),
          ));
        }
      }
      return results;
    },
  },
  "volume-drops": {
    summary: "Compares the week up to a day with the days of optimism in the year before.",
    example: "deno task analyze volume-drops --data data/binance --at 2025-12-12 --json",
    options: ["symbols", "from", "to", "at", "seed"],
    columns: ["symbol", "at", "optimistic_days", "episodes", "level", "recent", "drop"]
      .concat(["drop_interval", "percentile_in_optimism"]),
    async run(dataset, options) {
      const results: Result[] = [];
      for (const at of await eventsOf(dataset, options)) {
        for (const symbol of options.symbols ?? mainSymbols(dataset)) {
          const inputs = await volumeInputs(dataset, symbol, { from: at, to: at });
          results.push(named(
            inputs.key.symbol,
            volumeDrops(inputs, { at, step: inputs.step, seed: options.seed }),
          ));
        }
      }
      return results;
    },
  },
  "funding-reset": {
    summary: "Says whether an event reset funding, beside times of like excess without an event.",
    example: "deno task analyze funding-reset --data data/binance --at 2025-10-10T21:20Z --json",
    options: ["symbols", "from", "to", "at", "seed"],
    columns: ["symbol", "at", "neutral", "e0", "crowding", "outcome", "time_to_reset_hours"]
      .concat(["placebo_reset_rate", "placebo_percentile", "half_life_periods"]),
    async run(dataset, options) {
      const symbols = options.symbols ?? mainSymbols(dataset);
      const results: Result[] = [];
      for (const at of await eventsOf(dataset, options)) {
        const { peaks } = await loadEvent(
          dataset,
          mainSymbols(dataset),
          windowOf(dataset, options),
          [formatTime(at)],
        );
        for (const symbol of symbols) {
          const inputs = await fundingInputs(dataset, symbol, { from: at, to: at });
          results.push(named(
            inputs.key.symbol,
            fundingReset(inputs, { at, cascades: peaks, seed: options.seed }),
          ));
        }
      }
      return results;
    },
  },
  outlook: {
    summary:
      "Says how depth goes, what followed past cascades like the event, and how retests ended.",
    example: "deno task analyze outlook --data data/binance --symbols BTCUSDT --zone 92800:93900",
    options: ["symbols", "from", "to", "at", "zone", "seed"],
    columns: ["symbol", "at", "depth.trends.2.change", "analogs.outcomes.0.n"]
      .concat(["retests.levels", "retests.retest_rate", "retests.break_rate", "next.distance"]),
    async run(dataset, options) {
      const window = windowOf(dataset, options);
      const main = mainSymbols(dataset);
      const event = await loadEvent(dataset, main, window, (options.at ?? []).map(formatTime));
      const results: Result[] = [];
      for (const symbol of options.symbols ?? main) {
        const inputs = await outlookInputs(dataset, symbol, window);
        const { seed } = options;
        const [zone] = options.zone ?? [];
        const similar = analogs(inputs, event.cascades, analogEvent(event), { seed });
        const { schema_version, analysis, not_testable, at } = similar;
        const outlook = {
          schema_version,
          analysis,
          not_testable,
          at,
          analogs: similar,
          depth: depthTrend(inputs.sides, { ...window, seed }),
          retests: retests(inputs, { from: inputs.bars.time[0], to: window.to }),
          next: zone ? nextAttempt(inputs, zone, window.to) : null,
        };
        results.push(named(inputs.key.symbol, outlook));
      }
      return results;
    },
  },
};

/** The result with its symbol in front, as the first thing that a reader looks for. */
function named<R extends Result>(symbol: string, result: R): R & { symbol: string } {
  const { schema_version, analysis, ...rest } = result;
  return { schema_version, analysis, symbol, ...rest } as unknown as R & { symbol: string };
}

/** The window asked for; without one, all that the dataset holds. */
function windowOf(dataset: Dataset, { from, to }: Options<"from" | "to">) {
  const span = spanOf(dataset);
  const window = { from: from ?? span.from, to: to ?? span.to };
  checkWindow(window, span, dataset.dir);
  return window;
}

/** The times asked for, or the most severe cascade of the window. */
async function eventsOf(
  dataset: Dataset,
  options: Options<"at" | "from" | "to">,
): Promise<number[]> {
  if (options.at) return options.at;
  return [(await loadEvent(dataset, mainSymbols(dataset), windowOf(dataset, options), [])).at];
}
