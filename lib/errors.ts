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
