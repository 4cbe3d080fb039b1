import { UserError } from "../../errors.ts";
import { didYouMean } from "../../nearest.ts";
import type { Field, Layout } from "./fields.ts";
import { numberOf } from "./number.ts";

/**
 * Lays fields over the columns that have their names.
 *
 * @throws UserError when a column is missing or there twice
 */
export function layoutByName(where: string, columns: string[], fields: Field[]): Layout {
  const layout: Layout = { header: true, fields: columns.map(() => null) };
  for (const field of fields) {
    const at = columns.indexOf(field.name);
    if (at < 0) {
      const known = columns.slice(0, 20).join(", ").slice(0, 300);
      throw new UserError(
        `${where}: no column "${field.name}"${didYouMean(field.name, columns)} (it has ${known})`,
      );
    }
    if (columns.includes(field.name, at + 1)) {
      throw new UserError(`${where}: column "${field.name}" is there twice: rename one`);
    }
    layout.fields[at] = field;
  }
  return layout;
}

/**
 * A layout for files that may or may not have a header: where the first field is a number they have
 * none, and the columns stand in the order of `names`.
 *
 * @param aliases other names of columns in headers, by the usual name
 * @throws UserError when a column is missing, or a file without header has too few
 */
export function layoutWithOrWithout(
  where: string,
  names: readonly string[],
  fields: Field[],
  aliases: { [name: string]: string[] } = {},
): (first: string[]) => Layout {
  return (first) => {
    if (!Number.isNaN(numberOf(first[0]))) {
      const needed = Math.max(...fields.map(({ name }) => names.indexOf(name))) + 1;
      if (first.length < needed) {
        throw new UserError(`${where}: ${first.length} columns and no header: it wants ${needed}`);
      }
      const columns = first.map((_, i) => names[i] ?? `column ${i + 1}`);
      return { ...layoutByName(where, columns, fields), header: false };
    }
    const usual = first.map((name) =>
      names.find((usual) => usual === name || aliases[usual]?.includes(name)) ?? name
    );
    return layoutByName(where, usual, fields);
  };
}
