/**
 * Contagion: do cascades begin together, and does one asset begin them?
 *
 * Synchrony is all but certain where assets share their price moves, and no proof of passage. Only
 * who leads, among onsets in different bars, speaks about a cascade that passes on.
 */
import { bootstrap } from "../../stats/bootstrap.ts";
import { wilson } from "../../stats/proportion.ts";
import { createRandom, type Random } from "../../stats/random.ts";
import { DAY, formatTime, MINUTE } from "../../tables/time.ts";
import { type PeakLag, peakLag } from "./pair-lags.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";
import { type OnsetPair, onsetPairs, type Synchrony, synchrony } from "./synchrony.ts";

/** One asset: its own cascades' onsets and, where at hand, series on a grid shared by all assets. */
export interface ContagionAsset {
  asset: string;
  /** Starts of the asset's own cascades, ms, sorted. */
  onsets: Float64Array;
  /** Returns per bar. */
  returns?: Float64Array;
  /** Liquidated dollars per bar. */
  liquidations?: Float64Array;
}

export interface ContagionOptions {
  /** Window in which cascades could have been found, ms. */
  from: number;
  to: number;
  /** Distance of the bars, ms: onsets closer than this are simultaneous. */
  step: number;
  /** Onsets at most this far apart are a pair. */
  within: number;
  /** Circular shifts that chance is judged by. */
  shifts: number;
  /** Lags to look at, in bars to either side. */
  maxLag: number;
  seed: number;
}

export const CONTAGION_DEFAULTS = {
  within: 20 * MINUTE,
  shifts: 10_000,
  maxLag: 12,
  seed: 1,
} as const satisfies Partial<ContagionOptions>;

/** How often an asset began first, among its pairs in different bars. */
export interface Lead {
  asset: string;
  untied_pairs: number;
  /** Groups of onsets that the pairs come from: what the interval rests on. */
  events: number;
  led: number;
  share: number | null;
  /** By bootstrap of events, widened to Wilson's where that is wider. */
  interval: Interval | null;
  simultaneous_pairs: number;
}

/** The lag between two assets. */
export interface PairLag extends PeakLag {
  first: string;
  second: string;
  series: "returns" | "liquidations";
}

/** Onsets that follow one another closely: one shock, seen in several assets. */
export interface OnsetGroup {
  start: string;
  /** Assets in the order of their onset, with minutes after the first. */
  onsets: { asset: string; delay_minutes: number }[];
}

export interface Contagion extends Result {
  basis: string;
  /** Onsets by asset. */
  onsets: Record<string, number>;
  synchrony: Synchrony | null;
  leads: Lead[];
  lags: PairLag[];
  groups: OnsetGroup[];
}

/**
 * Tests whether assets' cascades come together and which asset comes first.
 *
 * @param assets at least two
 * @param basis of the liquidations
 * @example contagion(assets, "estimated", { from, to, step: 5 * MINUTE }).leads[0].share
 */
export function contagion(
  assets: readonly ContagionAsset[],
  basis: string,
  options: Partial<ContagionOptions> & Pick<ContagionOptions, "from" | "to" | "step">,
): Contagion {
  const o = { ...CONTAGION_DEFAULTS, ...options };
  const random = createRandom(o.seed);
  const onsets = assets.map(({ onsets }) => onsets.filter((t) => t >= o.from && t < o.to));
  const groups = groupOnsets(onsets, o.within);
  const pairs = onsetPairs(onsets, o.within);
  const enough = onsets.filter((times) => times.length > 0).length >= 2;
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: o.step > o.within
      ? `bars of ${o.step / MINUTE} minutes cannot order onsets ${o.within / MINUTE} minutes apart`
      : enough
      ? null
      : "fewer than two assets have a cascade of their own",
    seed: o.seed,
    basis,
    onsets: Object.fromEntries(assets.map(({ asset }, a) => [asset, onsets[a].length])),
    synchrony: enough
      ? synchrony(onsets, o.within, o, { shifts: o.shifts, random: random.split("synchrony") })
      : null,
    leads: assets.map(({ asset }, a) =>
      lead(asset, a, pairs, groups, o.step, random.split(`lead ${asset}`))
    ),
    lags: lagsOf(assets, o, random.split("lags")),
    groups: groups.map((group) => ({
      start: formatTime(group[0].time),
      onsets: group.map(({ asset, time }) => ({
        asset: assets[asset].asset,
        delay_minutes: (time - group[0].time) / MINUTE,
      })),
    })),
  };
}

interface Onset {
  asset: number;
  time: number;
}

// A group ends where no onset follows within the time that makes a pair: no pair spans two groups.
function groupOnsets(onsets: readonly Float64Array[], within: number): Onset[][] {
  const all = onsets.flatMap((times, asset) => Array.from(times, (time) => ({ asset, time })));
  all.sort((a, b) => a.time - b.time);
  const groups: Onset[][] = [];
  all.forEach((onset, i) => {
    if (i === 0 || onset.time - all[i - 1].time > within) groups.push([]);
    groups[groups.length - 1].push(onset);
  });
  return groups;
}

function lead(
  name: string,
  asset: number,
  pairs: readonly OnsetPair[],
  groups: readonly Onset[][],
  step: number,
  random: Random,
): Lead {
  const own = pairs.filter(({ first, second }) => first === asset || second === asset);
  const untied = own.filter(({ lag }) => lag >= step);
  // Pairs of one shock share the asset's onset, so they agree: events, not pairs, are independent.
  const starts = groups.map((group) => group[0].time);
  const events = new Map<number, { led: number; pairs: number }>();
  let group = 0;
  for (const { first, time } of untied) {
    while (group + 1 < starts.length && starts[group + 1] <= time) group++;
    const event = events.get(group) ?? { led: 0, pairs: 0 };
    event.pairs++;
    if (first === asset) event.led++;
    events.set(group, event);
  }
  const share = (drawn: readonly { led: number; pairs: number }[]) => {
    let led = 0, all = 0;
    for (const event of drawn) {
      led += event.led;
      all += event.pairs;
    }
    return led / all;
  };
  const units = [...events.values()];
  const led = untied.filter(({ first }) => first === asset).length;
  const [low, high] = wilson(led, untied.length);
  const drawn = units.length > 1
    ? widened(share(units), bootstrap(units, share, { random }).interval, units.length)
    : [0, 1];
  return {
    asset: name,
    untied_pairs: untied.length,
    events: units.length,
    led,
    share: known(led / untied.length),
    interval: untied.length > 0 ? [Math.min(low, drawn[0]), Math.max(high, drawn[1])] : null,
    simultaneous_pairs: own.length - untied.length,
  };
}

// A bootstrap of few units is too sure of itself, as a normal interval is where Student's t is due.
// First term of t's expansion (Fisher and Cornish 1960), and n - 1 for n in the variance.
function widened(estimate: number, [low, high]: Interval, units: number): Interval {
  const factor = (1 + (1.96 ** 2 + 1) / (4 * (units - 1))) * Math.sqrt(units / (units - 1));
  return [
    Math.max(0, estimate - factor * (estimate - low)),
    Math.min(1, estimate + factor * (high - estimate)),
  ];
}

function lagsOf(
  assets: readonly ContagionAsset[],
  { maxLag, step }: { maxLag: number; step: number },
  random: Random,
): PairLag[] {
  return (["returns", "liquidations"] as const).flatMap((series) =>
    assets.flatMap((first, a) =>
      assets.slice(a + 1).flatMap((second): PairLag[] => {
        const x = first[series], y = second[series];
        if (!x || !y) return [];
        const days = { barsPerDay: Math.round(DAY / step), maxLag, step, random };
        return [{ first: first.asset, second: second.asset, series, ...peakLag(x, y, days) }];
      })
    )
  );
}
