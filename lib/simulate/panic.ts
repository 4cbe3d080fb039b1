import { formatTime } from "../tables/time.ts";
import { LONG } from "../tables/schema.ts";
import type { Liquidated } from "./liquidations.ts";
import type { CascadeTruth } from "./truth.ts";

/** Forced orders of about ten minutes, as a share of the 1% depth, at which market makers withdraw. */
const ENTER = 0.35;
/** Share of that below which they come back, and minutes for which it must stay there. */
const LEAVE = 0.25, CALM_MINUTES = 30;
const MEMORY_MINUTES = 10;

/** One asset's state: how much forced selling its market makers have just seen. */
export class Alarm {
  raised = false;
  #heat = 0;
  #calm = 0;

  /** One minute with `usd` of forced orders against `depth` USD within 1% of mid. */
  step(usd: number, depth: number): void {
    this.#heat += usd - this.#heat / MEMORY_MINUTES;
    if (this.#heat > ENTER * depth) {
      this.raised = true;
      this.#calm = 0;
    } else if (this.raised && this.#heat < LEAVE * ENTER * depth) {
      if (++this.#calm >= CALM_MINUTES) this.raised = false;
    } else this.#calm = 0;
  }
}

interface Episode {
  start: number;
  logPrice: number;
  planned: boolean;
  long: number;
  byAsset: Map<string, number>;
  onsets: Map<string, number>;
}

/** Keeps the book of panics over all assets: one lasts while any asset's alarm is raised. */
export class PanicLog {
  readonly cascades: CascadeTruth[] = [];
  #episode: Episode | undefined;

  get running(): boolean {
    return this.#episode !== undefined;
  }

  /** Assets of the episode that runs, with the order in which they joined. */
  get onsets(): ReadonlyMap<string, number> {
    return this.#episode?.onsets ?? new Map();
  }

  /** What one asset went through in the minute at `time`. */
  add(time: number, asset: string, raised: boolean, done: Liquidated, leadLogPrice: number): void {
    if (raised && !this.#episode) {
      this.#episode = {
        start: time,
        logPrice: leadLogPrice,
        planned: false,
        long: 0,
        byAsset: new Map(),
        onsets: new Map(),
      };
    }
    const episode = this.#episode;
    if (!episode) return;
    if (raised && !episode.onsets.has(asset)) episode.onsets.set(asset, time);
    const usd = done.usd[0] + done.usd[1];
    episode.long += done.usd[LONG];
    episode.byAsset.set(asset, (episode.byAsset.get(asset) ?? 0) + usd);
  }

  /** A planned seller was at work. */
  plan(): void {
    if (this.#episode) this.#episode.planned = true;
  }

  /** Whether more longs than shorts have been liquidated in the episode that runs. */
  get mostlyLong(): boolean {
    let total = 0;
    for (const usd of this.#episode?.byAsset.values() ?? []) total += usd;
    return (this.#episode?.long ?? 0) > total / 2;
  }

  /** Ends the episode that runs, if one does. */
  end(time: number, leadLogPrice: number): void {
    const episode = this.#episode;
    if (!episode) return;
    const amounts = [...episode.byAsset].map(([asset, usd]) => [asset, Math.round(usd)] as const);
    this.cascades.push({
      start: formatTime(episode.start),
      end: formatTime(time),
      planned: episode.planned,
      total_usd: amounts.reduce((sum, [, usd]) => sum + usd, 0),
      long_usd: Math.round(episode.long),
      by_asset: Object.fromEntries(amounts),
      onsets: Object.fromEntries([...episode.onsets].map(([asset, at]) => [asset, formatTime(at)])),
      price_change: Number((leadLogPrice - episode.logPrice).toFixed(6)),
    });
    this.#episode = undefined;
  }
}
