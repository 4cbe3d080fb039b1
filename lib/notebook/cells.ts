import type { Row } from "../charts/chart.ts";
import { duration } from "../words/dates.ts";
import { basisPoints, fixed, percent, price, usd } from "../words/numbers.ts";

/**
 * How the values of a column are written. `percent` and `bp` take fractions; `time` and `date` take
 * ISO 8601 text or ms since the epoch; `hours` a length of time.
 */
export type Format =
  | "text"
  | "number"
  | "integer"
  | "price"
  | "usd"
  | "percent"
  | "bp"
  | "time"
  | "date"
  | "hours";

type Value = Row[string];

/** Units that a format implies; they stand in the header, not in every cell. */
export const IMPLIED_UNITS: Partial<Record<Format, string>> = {
  percent: "%",
  bp: "bp",
  time: "UTC",
  date: "UTC",
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/;

/**
 * The format that suits a column nobody described.
 *
 * @example inferFormat(["2026-01-05T09:00:00Z", null]) // "time"
 */
export function inferFormat(values: readonly Value[]): Format {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return "text";
  if (known.every((value) => typeof value === "number")) {
    return known.every(Number.isInteger) ? "integer" : "number";
  }
  const all = (form: RegExp) => known.every((value) => form.test(String(value)));
  return all(ISO) ? "time" : all(DAY) ? "date" : "text";
}

/** Whether the cells of a format are numbers, which stand to the right. */
export function isNumeric(format: Format): boolean {
  return format !== "text" && format !== "time" && format !== "date";
}

/**
 * A function that writes the values of one column, all with the same number of decimals, so that
 * they can be compared at a glance. Unknown values are an en dash.
 *
 * @example cellWriter("percent", [0.5, 0.125])(0.125) // "12.5"
 */
export function cellWriter(format: Format, values: readonly Value[]): (value: Value) => string {
  const decimals = decimalsFor(values);
  return (value) => {
    if (value === null) return "–";
    if (format === "time" || format === "date") {
      const text = typeof value === "number" ? new Date(value).toISOString() : String(value);
      if (!ISO.test(text)) return text;
      const time = text.slice(11, 19);
      const clock = time.endsWith(":00") || time.length < 8 ? time.slice(0, 5) : time;
      return format === "date" ? text.slice(0, 10) : `${text.slice(0, 10)} ${clock}`;
    }
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (typeof value !== "number" || format === "text") return String(value);
    switch (format) {
      case "number":
        return fixed(value, decimals);
      case "integer":
        return fixed(value);
      case "price":
        return price(value);
      case "usd":
        return usd(value);
      case "percent":
        return percent(value).slice(0, -1);
      case "bp":
        return basisPoints(value).slice(0, -3);
      case "hours":
        return duration(value);
    }
  };
}

/** Decimals that give the largest value of a column three significant digits. */
function decimalsFor(values: readonly Value[]): number {
  let largest = 0;
  for (const value of values) {
    if (typeof value === "number") largest = Math.max(largest, Math.abs(value));
  }
  if (largest === 0) return 0;
  return Math.min(12, Math.max(0, 2 - Math.floor(Math.log10(largest))));
}
