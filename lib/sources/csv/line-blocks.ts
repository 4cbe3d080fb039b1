/** Bytes of a block, at most; the line end that a last line may lack comes on top. */
export const BLOCK = 1 << 18;

const PAGE = 4096;
const LF = 10;

/**
 * A stream of text in blocks of whole lines; a line longer than a block is cut where that is full.
 *
 * @param held how many blocks stay as they are while the next is read
 */
export async function* lineBlocks(
  stream: AsyncIterable<Uint8Array>,
  held: number,
): AsyncGenerator<Uint8Array> {
  const used: Uint8Array[] = [];
  let made = 0;
  const empty = () => made++ <= held ? new Uint8Array(BLOCK + 2 * PAGE) : used.shift()!;
  let block = empty(), start = 0, end = 0;
  for await (const bytes of stream) {
    for (let from = 0; from < bytes.length;) {
      const taken = Math.min(bytes.length - from, start + BLOCK - end);
      block.set(bytes.subarray(from, from + taken), end);
      end += taken;
      from += taken;
      if (end < start + BLOCK) continue;
      const lineEnd = block.lastIndexOf(LF, end - 1) + 1;
      const cut = lineEnd > start ? lineEnd : end;
      yield block.subarray(start, cut);
      const rest = block.subarray(cut, end);
      used.push(block);
      block = empty();
      // What follows is copied to the start of a page: on some processors (Zen 3 and 4) that takes a
      // twentieth of the time in which it is copied to where its place in the page is a little further.
      end = PAGE * Math.ceil(rest.length / PAGE);
      start = end - rest.length;
      block.set(rest, start);
    }
  }
  if (start === end) return;
  if (block[end - 1] !== LF) block[end++] = LF;
  yield block.subarray(start, end);
}
