import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How often it is looked, and by how much a look must be late, in ms. */
const EVERY = 250, LATE = 250;

/** Garbage is collected at that many looks: what the cell had begun beside it may still be under way. */
const COLLECTIONS = 3;

/**
 * Lets a cell that computes behind an `await` end when it is interrupted, from now on.
 *
 * The kernel ends the code that computes, and nobody tells what awaits it: the cell would stand there
 * for ever. But nothing refers to its promise any more, and once that is collected as garbage the
 * kernel says that the cell failed, and takes the next. So garbage is collected whenever code has
 * kept the timers waiting: nothing else can be told of an interrupt from within. It takes some 0.1 s,
 * and does nothing for a cell that goes on.
 *
 * A cell that waits, for a timer, a file or the network, runs no code that could be ended.
 *
 * @example endInterrupted();
 */
export function endInterrupted(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  let last = performance.now(), due = 0;
  const look = () => {
    if (performance.now() - last > EVERY + LATE) due = COLLECTIONS;
    if (due > 0) collect();
    due = Math.max(0, due - 1);
    // What collecting took is not waiting.
    last = performance.now();
  };
  Deno.unrefTimer(setInterval(look, EVERY));
}
