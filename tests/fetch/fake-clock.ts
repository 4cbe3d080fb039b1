import type { Clock } from "../../lib/fetch/clock.ts";

/** A clock on which waiting takes no time, and which remembers what was waited for. */
export function fakeClock(start = 0): Clock & { waited: number[] } {
  let now = start;
  const waited: number[] = [];
  return {
    waited,
    now: () => now,
    sleep: (ms) => {
      waited.push(ms);
      now += ms;
      return Promise.resolve();
    },
    random: () => 1,
  };
}
