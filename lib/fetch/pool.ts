/**
 * Does all jobs in order, at most `limit` at a time; a job may name further ones, which come next.
 * After an error no job is begun; it is thrown once those under way have ended.
 *
 * @example await runPool(urls, 4, async (url) => { await fetch(url); return []; })
 */
export async function runPool<Job>(
  jobs: readonly Job[],
  limit: number,
  work: (job: Job) => Promise<readonly Job[]>,
): Promise<void> {
  const queue = [...jobs].reverse();
  const running = new Set<Promise<void>>();
  async function start(job: Job) {
    for (const further of (await work(job)).toReversed()) queue.push(further);
  }
  try {
    while (queue.length > 0 || running.size > 0) {
      while (queue.length > 0 && running.size < limit) {
        const task: Promise<void> = start(queue.pop()!).finally(() => running.delete(task));
        running.add(task);
      }
      await Promise.race(running);
    }
  } finally {
    await Promise.allSettled(running);
  }
}
