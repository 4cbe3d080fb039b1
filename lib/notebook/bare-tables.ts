import type { Bundle } from "./display.ts";
import type { TableLike } from "./records.ts";
import { bareTableBundle } from "./table.ts";

/** The method that the kernel asks a cell's last value for. */
const DISPLAY = Symbol.for("Jupyter.display");

/**
 * Makes a table that stands bare at the end of a cell show as an HTML table, not as an inspected
 * object. Give it the classes to teach: none is loaded for it.
 *
 * @example showBareTables(aq.ColumnTable, arrow.Table);
 */
export function showBareTables(...classes: { prototype: object }[]): void {
  for (const { prototype } of classes) {
    Object.defineProperty(prototype, DISPLAY, {
      configurable: true,
      value(this: TableLike): Bundle {
        return bareTableBundle(this);
      },
    });
  }
}
