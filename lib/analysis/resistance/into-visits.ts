import { lowerBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";
import { HOUR } from "../../tables/time.ts";
import { LADDER_DEFAULTS } from "../ladder/ladder.ts";
import type { RejectionResult } from "./resistance-rejections.ts";
import { known } from "../result.ts";
import type { Zone } from "./visits.ts";
import { BUILD_UP, openInterestByBar, type WaitingInputs } from "./waiting.ts";

/** How positions built up inside a zone over the week before one visit, hour by hour. */
export interface VisitPath {
  start: string;
  /** Hours before the start, from -168 to 0. */
  hours: number[];
  /** Sums inside the zone so far, in base asset; the last ones are the measures of the visit. */
  open_interest: (number | null)[];
  taker_buying: (number | null)[];
  ladder_longs: (number | null)[];
}

/**
 * The measures of who was waiting as they grew over the 7 days before each visit: open interest
 * added and net taker buying while price was inside the zone, and the longs entered there that were
 * still open at each hour.
 *
 * @example intoVisits({ bars, openInterest }, result)[0].taker_buying.at(-1)
 */
export function intoVisits(
  { bars, openInterest }: WaitingInputs,
  { zone, visits, interval_hours }: RejectionResult,
): VisitPath[] {
  const added = openInterest ? openInterestByBar(bars, openInterest) : null;
  const step = Math.max(HOUR, interval_hours * HOUR);
  return visits.map(({ start }): VisitPath => {
    const at = Date.parse(start);
    const path: VisitPath = {
      start,
      hours: [],
      open_interest: [],
      taker_buying: [],
      ladder_longs: [],
    };
    const inside = barsInside(bars, zone, at - BUILD_UP, at);
    const knowsOpenInterest = added !== null && (inside.length === 0 ||
      inside.filter((i) => !Number.isNaN(added[i])).length * 2 >= inside.length);
    // As for the measure itself: the last bar says whether the source knows who took.
    const knowsTakers = !Number.isNaN(bars.taker_buy_volume[lowerBound(bars.time, at) - 1]);
    let openInterestAdded = 0, takerBuying = 0, next = 0;
    for (let time = at - BUILD_UP; time <= at; time += step) {
      for (; next < inside.length && bars.time[inside[next]] < time; next++) {
        const i = inside[next];
        if (added && !Number.isNaN(added[i])) openInterestAdded += added[i];
        takerBuying += 2 * bars.taker_buy_volume[i] - bars.volume[i];
      }
      path.hours.push((time - at) / HOUR);
      path.open_interest.push(knowsOpenInterest ? openInterestAdded : null);
      path.taker_buying.push(knowsTakers ? known(takerBuying) : null);
      path.ladder_longs.push(longsOpen(bars, inside.slice(0, next), time));
    }
    return path;
  });
}

/** Bars between two times whose typical price lies in the zone. */
function barsInside(bars: Columns<"candles">, [lo, hi]: Zone, from: number, to: number): number[] {
  const inside: number[] = [];
  for (let i = lowerBound(bars.time, from); i < bars.time.length && bars.time[i] < to; i++) {
    const entry = (bars.high[i] + bars.low[i] + bars.close[i]) / 3;
    if (entry >= lo && entry <= hi) inside.push(i);
  }
  return inside;
}

/** Longs entered in some bars, by the leverage ladder, that are still open at a time. */
function longsOpen(bars: Columns<"candles">, entered: readonly number[], at: number): number {
  const { leverages, shares, maintenance, halfLifeHours } = LADDER_DEFAULTS;
  let longs = 0, lowest = Infinity;
  let bar = lowerBound(bars.time, at) - 1;
  // Backwards, so that the lowest price since each entry is at hand.
  for (let e = entered.length - 1; e >= 0; e--) {
    const i = entered[e];
    for (; bar > i; bar--) lowest = Math.min(lowest, bars.low[bar]);
    const entry = (bars.high[i] + bars.low[i] + bars.close[i]) / 3;
    let open = 0;
    for (let l = 0; l < leverages.length; l++) {
      if (lowest > entry * (1 - 1 / leverages[l] + maintenance)) open += shares[l];
    }
    longs += 0.5 * bars.volume[i] * open * 2 ** (-(at - bars.time[i]) / HOUR / halfLifeHours);
  }
  return longs;
}
