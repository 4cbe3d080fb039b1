/**
 * Sets up the folder named on the command line, as the project's commands do, and writes what came of
 * it. A program of its own: a test that changed PATH would change it for every test beside it.
 */
import { UserError } from "../../lib/errors.ts";
import { setUp } from "../../lib/jupyter/setup.ts";

const told: string[] = [];
const done = setUp({ root: Deno.args[0], onProgress: (line) => told.push(line) });
const outcome = await done.catch((error: unknown) => {
  if (error instanceof UserError) return { error: error.message };
  throw error;
});
console.log(JSON.stringify({ ...outcome, told }));
