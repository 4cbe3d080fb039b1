import { join } from "node:path";
import { UserError } from "../errors.ts";
import { SUMMARY_VERSION } from "./summary-version.ts";

/** What is read of an earlier report's `summary.json`. */
export interface EarlierReport {
  /** As it was given. */
  name: string;
  parameters: Record<string, unknown>;
  verdicts: { notebook: string; claim: string; verdict: string; figure: string }[];
  /** Results by notebook and name. */
  results: Record<string, Record<string, unknown>>;
}

/** Far above any real one: a file of this size is something else. */
const LARGEST = 200 * 2 ** 20;

/**
 * Reads an earlier report for comparison. Nothing in it is trusted: the parts that are compared are
 * checked, all else is ignored.
 *
 * @param path folder of a report, or its `summary.json`
 * @throws UserError, in one line, when there is no such report or it is not one
 * @example readEarlier("reports/2025-11-20_2026-01-20").verdicts.length
 */
export function readEarlier(path: string): EarlierReport {
  let file = path;
  let text: string;
  try {
    if (Deno.statSync(path).isDirectory) file = join(path, "summary.json");
    if (Deno.statSync(file).size > LARGEST) throw refusal(file, "it is too large for one");
    text = Deno.readTextFileSync(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof Deno.errors.NotFound) {
      throw new UserError(
        `no earlier report at ${printable(file)}: name the folder of a report, or its summary.json`,
      );
    }
    throw new UserError(`${printable(file)} cannot be read`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refusal(file, "it is not JSON");
  }
  return checked(value, path, file);
}

function checked(value: unknown, name: string, file: string): EarlierReport {
  if (!isRecord(value)) throw refusal(file, "it holds no object");
  const { schema_version: version, parameters, verdicts, results } = value;
  if (version !== SUMMARY_VERSION) {
    throw refusal(
      file,
      typeof version === "number"
        ? `its schema_version is ${version}, and this version writes ${SUMMARY_VERSION}`
        : "it has no schema_version",
    );
  }
  if (!isRecord(parameters)) throw refusal(file, "it has no parameters");
  if (!Array.isArray(verdicts)) throw refusal(file, "it has no list of verdicts");
  if (!isRecord(results) || !Object.values(results).every(isRecord)) {
    throw refusal(file, "it has no results by notebook");
  }
  return {
    name,
    parameters,
    verdicts: verdicts.map((one: unknown, i) => {
      const text = (field: string) => {
        const inner = isRecord(one) && Object.hasOwn(one, field) ? one[field] : undefined;
        if (typeof inner === "string") return inner;
        throw refusal(file, `its verdict ${i + 1} has no ${field}`);
      };
      return {
        notebook: text("notebook"),
        claim: text("claim"),
        verdict: text("verdict"),
        figure: text("figure"),
      };
    }),
    results: results as EarlierReport["results"],
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refusal(file: string, why: string): UserError {
  return new UserError(
    `${printable(file)} is no summary.json of a report: ${why}; name the folder of a report`,
  );
}

/** A path as it may stand in one line of an error. */
function printable(path: string): string {
  // deno-lint-ignore no-control-regex
  return path.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, "?").slice(0, 300);
}
