import { type Cascade, mostSevere } from "../analysis/cascades.ts";
import type { Dataset } from "../dataset/open.ts";
import { DAY, parseTime } from "../tables/time.ts";
import { loadCascades } from "./cascades.ts";

/** The event that an analysis is about, how it was chosen, and all cascades around it. */
export interface Event {
  /** Its time, ms: a cascade's peak, or what was asked for. */
  at: number;
  /** A clause for captions: `the window's most severe cascade`. */
  chosen: string;
  /** All cascades from 400 days before the window to its end, in order of time. */
  cascades: Cascade[];
  /** Their peaks, ms. */
  peaks: number[];
}

/**
 * The event asked for, or the most severe cascade in the window; where the window has none, its
 * last day, so that analyses still have a day to judge.
 *
 * @param at times as the notebooks' parameter gives them; the first one counts
 * @example const event = await loadEvent(dataset, ["BTCUSDT"], { from, to }, []);
 */
export async function loadEvent(
  dataset: Dataset,
  symbols: readonly string[],
  { from, to }: { from: number; to: number },
  at: readonly string[],
): Promise<Event> {
  const found = await loadCascades(dataset, symbols, { from: from - 400 * DAY, to });
  const { cascades } = found.cascades;
  const peaks = cascades.map(({ peak_time }) => Date.parse(peak_time));
  if (at.length > 0) return { at: parseTime(at[0]), chosen: "as asked for", cascades, peaks };
  const worst = mostSevere(cascades.filter(({ peak_time }) => Date.parse(peak_time) >= from));
  const chosen = worst
    ? "the window's most severe cascade"
    : "the window's last day: it holds no cascade";
  return { at: worst ? Date.parse(worst.peak_time) : to - DAY, chosen, cascades, peaks };
}
