import { lineBlocks } from "./line-blocks.ts";
import type { Ahead, PlainRead, RowLayout, Second } from "./second-thread.ts";

/** Bytes of a file, and the plain rows that they begin with where a second thread has read those. */
export interface Block {
  bytes: Uint8Array;
  plain?: PlainRead;
}

/** Blocks that are read ahead. */
const AHEAD = 8;

/**
 * A file in blocks of lines. Those that a second thread has time for come with their plain rows.
 *
 * @param layoutOf tells how rows are laid out, once the blocks before have told
 */
export async function* readAhead(
  stream: AsyncIterable<Uint8Array>,
  second: Second,
  layoutOf: () => RowLayout | undefined,
): AsyncGenerator<Block> {
  const blocks = lineBlocks(stream, AHEAD);
  const queue: { bytes: Uint8Array; isGiven: boolean }[] = [];
  let ahead: Ahead | undefined;
  let used = 0;
  try {
    for (let isOver = false;;) {
      while (!isOver && queue.length < (ahead ? AHEAD : 1)) {
        const { value: bytes, done } = await blocks.next();
        if (done) isOver = true;
        else {
          const isGiven = ahead !== undefined && ahead.hasTime;
          if (isGiven) ahead!.give(bytes);
          queue.push({ bytes, isGiven });
        }
      }
      const next = queue.shift();
      if (!next) return;
      const { bytes, isGiven } = next;
      yield isGiven ? { bytes, plain: await ahead!.take() } : { bytes };
      used += bytes.length;
      const layout = used < second.worth ? undefined : layoutOf();
      if (layout) ahead ??= second.begin(layout);
    }
  } finally {
    ahead?.end();
  }
}
