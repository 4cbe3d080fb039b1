import { createRandom } from "../stats/random.ts";
import { poisson } from "./draw.ts";

/** What `simulateEvents` makes: a Hawkes process by its clusters. */
export interface EventOptions {
  /** Length of the record, in the unit of time that all rates use. */
  duration: number;
  /** Background events per unit of time. */
  background: number;
  /** Expected number of direct offspring of each event: alpha / beta. Below 1. */
  branching: number;
  /** Rate at which the excitation decays: offspring wait Exp(decay). */
  decay: number;
}

/**
 * Event times with self-excitation of known strength, by the cluster representation (Hawkes and
 * Oakes 1974): background events fall at a constant rate, and every event has Poisson(branching)
 * offspring that follow after exponential waits. This is exactly the process with intensity
 * background + sum alpha exp(-decay (t - t_i)), alpha = branching x decay.
 *
 * It starts long enough before 0 for the excitation to be in equilibrium.
 *
 * @returns sorted times in [0, duration), and for each its parent's time or NaN for background
 * @example simulateEvents({ duration: 1000, background: 1, branching: 0.6, decay: 2 }, 1).time
 */
export function simulateEvents(
  options: EventOptions,
  seed: number | string,
): { time: Float64Array; parent: Float64Array } {
  const random = createRandom(seed);
  const { duration, background, branching, decay } = options;
  const start = -20 / (decay * (1 - branching));
  const events: { time: number; parent: number }[] = [];
  for (let t = start; (t += random.exponential() / background) < duration;) {
    events.push({ time: t, parent: NaN });
  }
  for (let i = 0; i < events.length; i++) {
    for (let children = poisson(random, branching); children > 0; children--) {
      const time = events[i].time + random.exponential() / decay;
      if (time < duration) events.push({ time, parent: events[i].time });
    }
  }
  const kept = events.filter(({ time }) => time >= 0).sort((a, b) => a.time - b.time);
  return {
    time: Float64Array.from(kept, ({ time }) => time),
    parent: Float64Array.from(kept, ({ parent }) => parent),
  };
}
