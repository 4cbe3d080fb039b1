import type { MacroEvent } from "../analysis/cascades/fed-decisions.ts";
import { UserError } from "../errors.ts";
import { bomLength } from "../sources/csv/first-line.ts";
import { splitRecord } from "../sources/csv/record.ts";
import { parseTime } from "../tables/time.ts";

const COLUMNS = ["time", "name", "importance"] as const;
const IMPORTANCE = ["low", "medium", "high"];
const LONGEST_NAME = 80;
/** A calendar of decades has some thousand rows; a larger file is something else. */
const LARGEST = 1 << 20;
const COMMA = 44;

/**
 * Reads a calendar of macroeconomic events: CSV with the columns time (UTC), name and importance (low,
 * medium or high), in any order.
 *
 * @throws UserError in one line that names file, line and field
 * @example readMacroEvents("calendar.csv") // [{ time: 1765393200000, name: "Fed decision", ... }]
 */
export function readMacroEvents(path: string): MacroEvent[] {
  let bytes: Uint8Array;
  try {
    const { size, isFile, isDirectory } = Deno.statSync(path);
    if (!isFile) {
      throw new UserError(`${path} is ${isDirectory ? "a folder" : "a device"}, not a CSV file`);
    }
    if (size > LARGEST) throw new UserError(`${path} is larger than 1 MB: no calendar of events`);
    bytes = Deno.readFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new UserError(`${path}: no such file`);
    throw error;
  }
  return parseMacroEvents(path, bytes);
}

/**
 * The events of a CSV file's bytes, in order of time.
 *
 * @param name of the file, for messages
 * @throws UserError in one line that names file, line and field
 */
export function parseMacroEvents(name: string, bytes: Uint8Array): MacroEvent[] {
  const rows = records(name, bytes);
  if (rows.length === 0) throw new UserError(`${name} is empty: write ${COLUMNS.join(",")} first`);
  const header = rows[0].fields.map((field) => field.trim().toLowerCase());
  const columns = COLUMNS.map((column) => {
    const at = header.indexOf(column);
    if (at >= 0 && header.indexOf(column, at + 1) < 0) return at;
    throw new UserError(
      `${name}, line ${rows[0].line}: ${
        at < 0 ? "no" : "more than one"
      } column "${column}"; the first line is ${COLUMNS.join(",")}`,
    );
  });
  const seen = new Map<string, number>();
  const events = rows.slice(1).map(({ line, fields }): MacroEvent => {
    if (fields.length !== header.length) {
      throw new UserError(
        `${name}, line ${line}: ${fields.length} fields where the first line has ${header.length}`,
      );
    }
    const [time, title, importance] = columns.map((at) => fields[at].trim());
    const event = {
      time: timeOf(name, line, time),
      name: titleOf(name, line, title),
      importance: importanceOf(name, line, importance),
    };
    const id = `${event.time} ${event.name}`;
    const before = seen.get(id);
    if (before !== undefined) {
      throw new UserError(`${name}, line ${line}: the same time and name as line ${before}`);
    }
    seen.set(id, line);
    return event;
  });
  if (events.length === 0) throw new UserError(`${name} holds no events, only its first line`);
  return events.sort((a, b) => a.time - b.time);
}

function records(name: string, bytes: Uint8Array): { line: number; fields: string[] }[] {
  const first = bomLength(name, bytes);
  if (bytes.includes(0)) throw new UserError(`${name} is binary or UTF-16, not CSV`);
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${name} is no UTF-8 text: save it as UTF-8`);
  }
  const rows: { line: number; fields: string[] }[] = [];
  let line = 1;
  for (let at = first; at < bytes.length;) {
    // The whole file is at hand, so there is always a record.
    const record = splitRecord(bytes, at, bytes.length, COMMA, true)!;
    if (record.fault) throw new UserError(`${name}, line ${line}: ${record.fault}`);
    if (record.fields.some((field) => field.trim() !== "")) {
      rows.push({ line, fields: record.fields });
    }
    line += record.lines;
    at = record.next;
  }
  return rows;
}

/** What may stand in a message: short, and on one line. */
function quoted(text: string): string {
  return text.slice(0, 40).replace(/\p{Cc}/gu, "\ufffd");
}

function timeOf(name: string, line: number, text: string): number {
  try {
    return parseTime(quoted(text));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${name}, line ${line}, time: ${error.message}`);
  }
}

function titleOf(name: string, line: number, text: string): string {
  const fault = text === ""
    ? "is empty"
    : text.length > LONGEST_NAME
    ? `is longer than ${LONGEST_NAME} characters`
    : /\p{Cc}/u.test(text)
    ? "holds a line end or another control character"
    : null;
  if (fault) throw new UserError(`${name}, line ${line}, name: it ${fault}`);
  return text;
}

function importanceOf(name: string, line: number, text: string): string {
  const known = text.toLowerCase();
  if (IMPORTANCE.includes(known)) return known;
  throw new UserError(
    `${name}, line ${line}, importance: "${quoted(text)}" is none of ${IMPORTANCE.join(", ")}`,
  );
}
