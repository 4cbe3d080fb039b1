import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How often it is looked, and by how much a look is late where code was computing, in ms. */
const EVERY = 250, LATE = 30;

/** Garbage is collected after so many looks in time, twice: what ran beside the cell may last longer. */
const CALM = 2, COLLECTIONS = 2;

/**
 * Lets a cell that computes behind an `await` end when it is interrupted, from now on.
 *
 * The kernel ends the code that computes, and nobody tells what awaits it: the cell would stand there
 * for ever. But nothing refers to its promise any more, and once that is collected as garbage the
 * kernel says that the cell failed, and takes the next. So garbage is collected when code has kept the
 * timers waiting and does so no more: nothing else can be told of an interrupt from within. It takes
 * some 0.1 s, and does nothing to a cell that goes on.
 *
 * A cell that waits, for a timer, a file or the network, runs no code that could be ended.
 *
 * @example endInterrupted();
 */
export function endInterrupted(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  let last = performance.now(), calm = 0, due = 0;
  const look = () => {
    const late = performance.now() - last > EVERY + LATE;
    calm = late ? 0 : calm + 1;
    if (late) due = COLLECTIONS;
    if (due > 0 && calm >= CALM) {
      collect();
      due--;
    }
    // What collecting took is not waiting.
    last = performance.now();
  };
  Deno.unrefTimer(setInterval(look, EVERY));
}
