/**
 * A failure that the user can mend: a wrong option, a broken file, a missing program.
 *
 * The message is one line that says what was wrong, where, and what to do. Commands print it without
 * a stack and exit with code 1; every other error is a bug and keeps its stack.
 *
 * @example
 * throw new UserError(`bars.csv, line 7: price is negative (-3); mend or remove the row`);
 */
export class UserError extends Error {
  override name = "UserError";
}

const SPACE = "free some space and run the same command again";
const RIGHTS = "make it readable and writable, or name another";

/** What to do about what the operating system refuses, by the number of its error on Linux. */
const REFUSALS: Record<number, string> = {
  1: RIGHTS, // EPERM
  13: RIGHTS, // EACCES
  17: "name another folder", // EEXIST
  20: "name a folder that is none of a file", // ENOTDIR
  21: "name a file", // EISDIR
  27: SPACE, // EFBIG
  28: SPACE, // ENOSPC
  30: "name another folder", // EROFS
  36: "choose a shorter name", // ENAMETOOLONG
  122: SPACE, // EDQUOT
};

/** Whether a disk or a quota is full, or a file has come to the limit of its size. */
export function isDiskFull(error: unknown): boolean {
  return REFUSALS[numberOf(error)] === SPACE;
}

/**
 * What the operating system, or Deno's permissions, refused to do with a file, as a failure that the
 * user can mend; undefined where the error is another one.
 *
 * @example
 * refusal(error)?.message // "/mnt/cd/report: read-only file system; name another folder"
 */
export function refusal(error: unknown): UserError | undefined {
  if (error instanceof Deno.errors.NotCapable) {
    return new UserError(`${error.message.replace(/, run again.*/, "")}; name another folder`);
  }
  const advice = REFUSALS[numberOf(error)];
  if (advice === undefined) return undefined;
  // As "Read-only file system (os error 30): mkdir '/mnt/cd/report'".
  const [, what, path] = /^(.*?) \(os error \d+\)(?:.*'(.*)')?/s.exec((error as Error).message)!;
  const reason = what[0].toLowerCase() + what.slice(1);
  return new UserError(`${path === undefined ? "" : `${path}: `}${reason}; ${advice}`);
}

/** The number that stands in the message: not every error that has one carries its name as a code. */
function numberOf(error: unknown): number {
  return error instanceof Error ? Number(/^.+? \(os error (\d+)\)/s.exec(error.message)?.[1]) : NaN;
}
