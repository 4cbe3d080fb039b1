import { UserError } from "../errors.ts";
import { formatDate, formatTime } from "../tables/time.ts";

/** A span of time in ms since the epoch, its end exclusive. */
interface Span {
  from: number;
  to: number;
}

/**
 * Refuses a window that is upside down, or that a dataset holds nothing of.
 *
 * @param held what the dataset in the folder `dir` spans
 * @throws UserError that says what it holds
 * @example checkWindow({ from, to }, spanOf(dataset), dataset.dir);
 */
export function checkWindow({ from, to }: Span, held: Span, dir: string): void {
  if (from >= to) {
    throw new UserError(`--from ${formatTime(from)} is not before --to ${formatTime(to)}`);
  }
  if (from >= held.to || to <= held.from) {
    throw new UserError(
      `${dir} holds ${formatDate(held.from)} to ${formatDate(held.to - 1)}, and nothing of ` +
        `${formatDate(from)} to ${formatDate(to - 1)}; choose other --from and --to`,
    );
  }
}
