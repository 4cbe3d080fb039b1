import { refusal, UserError } from "../errors.ts";
import { type Command, helpOf, type Options, parseOptions } from "./options.ts";
import type { OptionName } from "./vocabulary.ts";

/**
 * Runs a command: reads its options, shows its help, and ends as `failWith` does.
 *
 * @example
 * if (import.meta.main) await run(COMMAND, ({ options }) => main(options));
 */
export async function run<N extends OptionName>(
  command: Command<N>,
  main: (parsed: { options: Options<N>; operands: string[] }) => Promise<void> | void,
): Promise<void> {
  await failWith(async () => {
    const parsed = parseOptions(Deno.args, command);
    if ("help" in parsed.options) console.log(helpOf(command));
    else await main(parsed);
  });
}

/**
 * Turns a `UserError`, and what the operating system refuses, into one line on standard error and
 * exit code 1. Any other error is a bug and keeps its stack.
 */
export async function failWith(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const failure = error instanceof UserError ? error : refusal(error);
    if (!failure) throw error;
    // One line, whatever a file's name or content put into the message.
    console.error(`error: ${failure.message.replace(/[\r\n]+/g, " ")}`);
    Deno.exit(1);
  }
}
