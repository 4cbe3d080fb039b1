/** One work, prepared: only `run` is timed, and `sums` tells whether all peers did the same. */
export interface Work<T = unknown> {
  run: () => T | Promise<T>;
  sums: (result: T) => Record<string, number>;
}

/** Prepares a work on the inputs in a folder. */
export type MakeWork = (dir: string) => Work | Promise<Work>;

/** A work with its result's type hidden, for the table of works. */
export function work<T>(
  run: () => T | Promise<T>,
  sums: (result: T) => Record<string, number>,
): Work {
  return { run, sums: (result) => sums(result as T) };
}

/** Sum of the known values. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === values[i]) total += values[i];
  return total;
}
