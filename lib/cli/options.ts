import { UserError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { type Option, type OptionName, VOCABULARY } from "./vocabulary.ts";

/** What a command accepts, and how its help reads. */
export interface Command<N extends OptionName> {
  /** As typed after `deno task`. */
  name: string;
  /** One or two sentences: what it does. */
  summary: string;
  /** A whole command line that works. */
  example: string;
  options: readonly N[];
  /** What stands beside the options, as `FILE...`; without it, a bare word is refused. */
  operands?: { label: string; min: number; max: number };
}

type Value<N extends OptionName> = ReturnType<typeof VOCABULARY[N]["parse"]>;
type Repeatable<N extends OptionName> = typeof VOCABULARY[N] extends { repeatable: true } ? true
  : false;

/** Values by option name; what was not given is undefined. */
export type Options<N extends OptionName> = {
  [K in N]?: Repeatable<K> extends true ? Value<K>[] : Value<K>;
};

/**
 * Reads a command line by the command's share of the vocabulary. `--name value` and `--name=value`
 * are the same; a value may start with a minus only in the second form.
 *
 * @throws UserError that names the option and the nearest known one
 * @example
 * parseOptions(["--zone", "92800:93900"], command).options.zone // [[92800, 93900]]
 */
export function parseOptions<N extends OptionName>(
  args: readonly string[],
  command: Command<N>,
): { options: Options<N>; operands: string[] } {
  const known: readonly string[] = command.options;
  const values: Record<string, unknown> = {};
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (!arg.startsWith("-") || arg === "-") {
      operands.push(arg);
      continue;
    }
    const [given, inline] = splitOnce(arg === "-h" ? "--help" : arg);
    const name = given.replace(/^--?/, "");
    if (!given.startsWith("--") || !known.includes(name)) {
      throw new UserError(
        `${command.name}: unknown option ${given}${
          didYouMean(name, known).replace('"', '"--')
        } (--help lists all)`,
      );
    }
    const option: Option<unknown> = VOCABULARY[name as OptionName];
    if (name in values && !option.repeatable) {
      throw new UserError(`${command.name}: --${name} is given twice; once is enough`);
    }
    const value = option.value === undefined ? flagValue(command.name, name, inline) : inline ??
      args[++i];
    if (value === undefined || value === "" || (inline === undefined && value.startsWith("--"))) {
      throw new UserError(`${command.name}: --${name} needs a value: --${name} ${option.value}`);
    }
    const parsed = parseValue(command.name, name, option, value);
    values[name] = option.repeatable
      ? [...(values[name] as unknown[] | undefined ?? []), parsed]
      : parsed;
  }
  checkOperands(command, operands, "help" in values);
  return { options: values as Options<N>, operands };
}

/**
 * The text that `--help` prints.
 *
 * @example helpOf(command).startsWith("deno task report")
 */
export function helpOf<N extends OptionName>(command: Command<N>): string {
  const usage = `deno task ${command.name}` +
    (command.operands ? ` ${command.operands.label}` : "") + " [options]";
  const rows = command.options.map((name) => {
    const option: Option<unknown> = VOCABULARY[name];
    return [`--${name}${option.value ? ` ${option.value}` : ""}`, option.help];
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    usage,
    "",
    command.summary,
    "",
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
    "",
    "Example:",
    `  ${command.example}`,
  ].join("\n");
}

function splitOnce(arg: string): [string, string | undefined] {
  const at = arg.indexOf("=");
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}

function flagValue(command: string, name: string, inline: string | undefined): string {
  if (inline === undefined) return "true";
  throw new UserError(`${command}: --${name} takes no value`);
}

function parseValue(command: string, name: string, option: Option<unknown>, value: string) {
  try {
    return option.parse(value);
  } catch (error) {
    if (error instanceof UserError) {
      throw new UserError(`${command}: --${name}: ${error.message}`);
    }
    throw error;
  }
}

function checkOperands(command: Command<OptionName>, operands: string[], help: boolean): void {
  const { label, min, max } = command.operands ?? { label: "", min: 0, max: 0 };
  if (operands.length > max) {
    const valued = command.options.find((name) => "value" in VOCABULARY[name]);
    const why = max > 0
      ? "one word too many"
      : valued
      ? `every value belongs to an option, as --${valued} ${
        (VOCABULARY[valued] as Option<unknown>).value
      }`
      : "this command takes none";
    throw new UserError(`${command.name}: "${operands[max]}" stands alone: ${why}`);
  }
  if (operands.length < min && !help) {
    throw new UserError(`${command.name}: ${label} is missing (--help shows an example)`);
  }
}
