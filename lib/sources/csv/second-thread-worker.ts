/** Reads plain rows beside the thread that owns the file, without any permission: blocks in, columns out. */
import { PlainRows } from "./plain-rows.ts";
import { AT_IT, GIVEN, OVER, READ, type Shared } from "./second-thread.ts";

const scope = self as unknown as { onmessage: (event: MessageEvent<Shared>) => void };

scope.onmessage = ({ data: { layout, slots, words } }) => {
  const rows = new PlainRows(layout.fields, layout.delimiter);
  Atomics.store(words, AT_IT, 1);
  for (let read = 0;; read++) {
    // Again, since word of the last block may come after that was read.
    while (Atomics.load(words, GIVEN) === read) Atomics.wait(words, GIVEN, read);
    if (Atomics.load(words, OVER) === 1) return;
    const { bytes, numbers, chunk } = slots[read % slots.length];
    const [begin, end] = numbers;
    const { row, start, line } = rows.read(bytes, end, chunk, { row: 0, start: begin, line: 0 });
    numbers.set([row, start, line], 2);
    Atomics.store(words, READ, read + 1);
    Atomics.notify(words, READ);
  }
};
