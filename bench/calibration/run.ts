/** Runs experiments on two threads. */
import type { Experiment, Judgement, Observation, Row } from "./experiment.ts";
import type { Done, Task } from "./worker.ts";

/** A row of the table with its judgement. */
export interface Judged extends Omit<Row, "judge">, Judgement {
  method: string;
  mechanism: string;
  markets: number;
}

const THREADS = 2;
/** Markets in one piece of work. */
const PIECE = 25;

/**
 * Simulates all markets of the experiments and judges their rows. The result does not depend on how
 * the work is shared out: every market has its own seed.
 *
 * @param onDone called after each experiment, in order
 * @example await runExperiments(EXPERIMENTS, ({ length }) => console.log(length))
 */
export async function runExperiments(
  experiments: readonly Experiment[],
  onDone: (rows: Judged[], experiment: Experiment, seconds: number) => void,
): Promise<Judged[]> {
  const workers = Array.from(
    { length: THREADS },
    () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
  );
  try {
    const all: Judged[] = [];
    for (const experiment of experiments) {
      const begun = performance.now();
      const seen = await simulated(experiment, workers);
      const rows = judged(experiment, seen);
      all.push(...rows);
      onDone(rows, experiment, (performance.now() - begun) / 1000);
    }
    return all;
  } finally {
    for (const worker of workers) worker.terminate();
  }
}

/** The rows of an experiment, judged by what was seen. */
export function judged(experiment: Experiment, seen: readonly Observation[]): Judged[] {
  const { method, mechanism } = experiment;
  return experiment.rows.map(({ judge, ...row }) => (
    { ...row, ...judge(seen), method, mechanism, markets: seen.length }
  ));
}

async function simulated({ id, markets }: Experiment, workers: Worker[]): Promise<Observation[]> {
  const pieces: Done[] = [];
  let next = 0;
  await Promise.all(workers.map(async (worker) => {
    while (next * PIECE < markets) {
      const piece = next++;
      const from = piece * PIECE;
      pieces[piece] = await ask(worker, { id, from, to: Math.min(markets, from + PIECE) });
    }
  }));
  return pieces.flat();
}

function ask(worker: Worker, task: Task): Promise<Done> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Done>) => resolve(data);
    worker.onerror = (event) => reject(new Error(`${task.id}: ${event.message}`));
    worker.postMessage(task);
  });
}
