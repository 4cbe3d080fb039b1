import { UserError } from "../errors.ts";
import type { RawFile, Reject } from "./source.ts";

/** A line, or a document without line ends, beyond this is refused: it has to be held at once. */
const MAX_TEXT = 64 << 20;
const LF = 10;

/** One JSON value and where it stands: the line, or the place in the list that the file is. */
export interface JsonValue {
  line: number;
  value: unknown;
  text: string;
}

/**
 * Values of a file of JSON lines, of one JSON list (its items), or of one JSON document. A line that
 * is no JSON is rejected, and the next one read.
 *
 * @throws UserError when the file is empty, or as a whole no JSON, or holds more at once than 64 MB
 */
export async function* readJson(file: RawFile): AsyncGenerator<JsonValue | Reject> {
  let line = 0;
  let document: string[] | undefined;
  let length = 0;
  for await (const text of lines(file)) {
    line++;
    if (document) {
      length += text.length;
      if (length > MAX_TEXT) throw tooLarge(file);
      document.push(text);
      continue;
    }
    if (text.trim() === "") continue;
    const value = parse(text);
    if (value !== undefined) yield* items(value, line, text);
    // A document over many lines: its first line alone is not JSON.
    else if (/^\s*[[{]\s*$|^\s*[[{][^\]}]*$/.test(text) && line === 1) document = [text];
    else yield { line, reason: "no JSON", text: text.slice(0, 200) };
  }
  if (line === 0) throw new UserError(`${file.name} is empty: fetch it again`);
  if (!document) return;
  const text = document.join("\n");
  const value = parse(text);
  if (value === undefined) {
    throw new UserError(`${file.name} is no JSON, or cut off: fetch it again`);
  }
  yield* items(value, 1, text);
}

/** An object's fields, or undefined for anything else. */
export function fieldsOfJson(value: unknown): { [name: string]: unknown } | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as { [name: string]: unknown }
    : undefined;
}

function* items(value: unknown, line: number, text: string): Generator<JsonValue> {
  if (!Array.isArray(value)) yield { line, value, text: text.slice(0, 200) };
  else {
    for (const [i, item] of value.entries()) {
      yield { line: i + line, value: item, text: JSON.stringify(item).slice(0, 200) };
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function* lines(file: RawFile): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  let held = 0;
  for await (const bytes of file.stream()) {
    let from = 0;
    for (let to; (to = bytes.indexOf(LF, from)) >= 0; from = to + 1) {
      parts.push(decoder.decode(bytes.subarray(from, to), { stream: true }));
      yield parts.join("").replace(/\r$/, "");
      parts = [];
      held = 0;
    }
    parts.push(decoder.decode(bytes.subarray(from), { stream: true }));
    held += bytes.length - from;
    if (held > MAX_TEXT) throw tooLarge(file);
  }
  const last = parts.join("") + decoder.decode();
  if (last !== "") yield last;
}

function tooLarge(file: RawFile): UserError {
  return new UserError(`${file.name}: one JSON value above 64 MB: write one value a line`);
}
