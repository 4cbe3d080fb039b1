import { type Cascade, mostSevere } from "../analysis/cascades/cascades.ts";
import type { Dataset } from "../dataset/open.ts";
import { DAY, formatTime, parseTime, startOfDay } from "../tables/time.ts";
import { date } from "../words/dates.ts";
import { type FoundCascades, loadCascades } from "./cascades.ts";
import { spanOf } from "./market.ts";

/** Days before a window whose cascades an event is compared with. */
const HISTORY = 400 * DAY;

/** The event that an analysis is about, how it was chosen, and all cascades around it. */
export interface Event {
  /** Its time, ms: a cascade's peak, or what was asked for. */
  at: number;
  /** A clause for captions: `the window's most severe cascade`. */
  chosen: string;
  /** The cascade that it is, or is part of; null where its day has none. */
  cascade: Cascade | null;
  /** The cascade's span, or the event's UTC day where there is none; ms, the end exclusive. */
  span: { from: number; to: number };
  /** The same as analyses of a cascade take it. */
  window: Pick<Cascade, "start" | "end" | "basis">;
  /** The event's UTC day, ms, the end exclusive. */
  day: { from: number; to: number };
  /** All cascades from 400 days before the window to its end, in order of time. */
  cascades: Cascade[];
  /** Their peaks, ms. */
  peaks: number[];
  /** What they were found in. */
  found: FoundCascades;
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
  window: { from: number; to: number },
  at: readonly string[],
): Promise<Event> {
  const asked = at.length > 0 ? parseTime(at[0]) : null;
  const outside = asked === null ? null : outsideData(dataset, asked);
  // An event outside the window needs its own day, and what came before it. Outside of the data
  // there is nothing to need: it must not change which liquidations cascades are found in.
  const needed = asked === null || outside ? [] : [asked];
  const from = Math.min(window.from, ...needed);
  const to = Math.max(window.to, ...needed.map((time) => startOfDay(time) + DAY));
  const found = await loadCascades(dataset, symbols, { from, to, history: HISTORY });
  const { cascades } = found.cascades;
  const peaks = cascades.map(({ peak_time }) => Date.parse(peak_time));
  const inside = cascades.filter((_, i) => peaks[i] >= window.from && peaks[i] < window.to);
  const cascade = asked === null ? mostSevere(inside) : cascadeAt(cascades, asked);
  const time = asked ?? (cascade ? Date.parse(cascade.peak_time) : window.to - DAY);
  const start = startOfDay(time);
  const day = { from: start, to: start + DAY };
  const span = cascade ? { from: Date.parse(cascade.start), to: Date.parse(cascade.end) } : day;
  return {
    at: time,
    chosen: asked !== null
      ? `as asked for${outside ? `, ${outside}` : ""}`
      : cascade
      ? "the window's most severe cascade"
      : "the window's last day: it holds no cascade",
    cascade,
    span,
    window: {
      start: formatTime(span.from),
      end: formatTime(span.to),
      basis: found.liquidations.basis,
    },
    day,
    cascades,
    peaks,
    found,
  };
}

/** Where a time lies whose day the dataset holds nothing of, or null. */
function outsideData(dataset: Dataset, time: number): string | null {
  const { from, to } = spanOf(dataset), day = startOfDay(time);
  if (day >= to) return `after the data's end on ${date(to - 1)}`;
  return day + DAY <= from ? `before the data's beginning on ${date(from)}` : null;
}

/** The cascade that runs at a time, else the most severe one of its UTC day. */
function cascadeAt(cascades: readonly Cascade[], time: number): Cascade | null {
  const running = cascades.find(({ start, end }) =>
    Date.parse(start) <= time && time < Date.parse(end)
  );
  const day = startOfDay(time);
  return running ??
    mostSevere(cascades.filter(({ start }) => startOfDay(Date.parse(start)) === day));
}
