import { isReject } from "./csv/csv.ts";
import { firstLine } from "./head.ts";
import { fieldsOf, RowMapper, textOf } from "./map-rows.ts";
import { UserError } from "../errors.ts";
import type { Mapping } from "./mapping.ts";
import { parseMapping } from "./parse-mapping.ts";
import { isParquet } from "./parquet.ts";
import type { RawFile, Read, ReadOptions, Source } from "./source.ts";
import { layoutByName } from "./csv/layout.ts";
import { readRows } from "./tabular.ts";

/**
 * A source from the text of a mapping file.
 *
 * @param where name of the file, for messages
 * @throws UserError when it is no JSON, or no mapping
 * @example sourceOfMapping(await Deno.readTextFile("my-desk.json"), "my-desk.json")
 */
export function sourceOfMapping(text: string, where: string): Source {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`mapping ${where} is no JSON: ${why}`);
  }
  return mappedSource(parseMapping(json, where), true);
}

/**
 * A source that reads CSV or Parquet as a mapping says.
 *
 * @param verified whether genuine rows of the shape were at hand
 * @example mappedSource(parseMapping(JSON.parse(text), "my-desk.json"), true).read(file, {})
 */
export function mappedSource(mapping: Mapping, verified: boolean): Source {
  return {
    name: mapping.name,
    title: mapping.title,
    licence: mapping.licence,
    verified,
    recognises: (name, head) => recognises(mapping, name, head),
    read: (file, options) => readMapped(mapping, file, options),
  };
}

function recognises({ recognise }: Mapping, name: string, head: Uint8Array): boolean {
  if (!recognise) return false;
  if (recognise.name && !new RegExp(recognise.name).test(name)) return false;
  // The columns of a Parquet file stand at its end: there only the name tells.
  if (isParquet(head)) return recognise.name !== undefined;
  return recognise.header === undefined || firstLine(head) === recognise.header.join();
}

async function* readMapped(
  mapping: Mapping,
  file: RawFile,
  options: ReadOptions,
): AsyncGenerator<Read> {
  const fields = [...new Map(
    mapping.rows.flatMap(fieldsOf).map((field) => [`${field.name} ${field.kind}`, field]),
  ).values()];
  const shared = mapping.rows.length > 1;
  const mappers = mapping.rows.map((map) => new RowMapper(file.name, map, options, shared));
  const rows = readRows(
    file,
    (columns) =>
      mapping.headerless
        ? { ...layoutByName(file.name, mapping.headerless, fields), header: false }
        : layoutByName(file.name, columns, fields),
  );
  let any = false;
  for await (const read of rows) {
    any = true;
    if (isReject(read)) {
      yield { reject: read };
      continue;
    }
    for (let row = 0; shared && row < read.rows; row++) {
      if (!mappers.every((mapper) => mapper.isEmpty(read, row))) continue;
      const reason = "the row holds no value";
      yield { reject: { line: read.lines[row], reason, text: textOf(read, row) } };
    }
    for (const mapper of mappers) {
      yield* mapper.read(read);
    }
  }
  if (!any) yield { warning: `${file.name} holds a header and no rows` };
  for (const mapper of mappers) for (const warning of mapper.warnings()) yield { warning };
}
