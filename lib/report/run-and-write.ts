/** The two halves of the work on one notebook, and what to do when either fails. */
export interface Halves<T> {
  /** Runs a notebook, in a process of its own. */
  run: (name: string) => Promise<T>;
  /** Writes what it found, in this thread. */
  write: (found: T, name: string) => Promise<void>;
  /** Takes the error of a notebook that others need not stop for; throws any other. */
  failed: (name: string, error: unknown) => void;
}

/**
 * Runs notebooks and writes what they found, `workers` at a time and in the order given.
 *
 * Only one is written at a time: writing is this thread's work, so that a second writer would not
 * write sooner but keep a core from running a notebook.
 *
 * @throws whatever `failed` throws
 * @example
 * await runAndWrite(["01", "02"], { run: execute, write: draw, failed: (name) => say(name) }, 2);
 */
export async function runAndWrite<T>(
  names: readonly string[],
  { run, write, failed }: Halves<T>,
  workers: number,
): Promise<void> {
  const waiting = [...names];
  const unwritten: { name: string; found: T }[] = [];
  let writing = false;
  const writeOne = async ({ name, found }: { name: string; found: T }) => {
    writing = true;
    await write(found, name).finally(() => writing = false);
  };
  const runOne = async (name: string) => {
    unwritten.push({ name, found: await run(name) });
  };
  const work = async () => {
    while (true) {
      const done = writing ? undefined : unwritten.shift();
      const name = done?.name ?? waiting.shift();
      if (name === undefined) return;
      try {
        await (done ? writeOne(done) : runOne(name));
      } catch (error) {
        failed(name, error);
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}
