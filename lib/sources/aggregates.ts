import type { SeriesKey } from "../tables/keys.ts";
import { HOUR } from "../tables/time.ts";
import { intervalName, usualStep } from "./interval.ts";
import { RowBatches } from "./row-batches.ts";
import { seriesOf } from "./series-of.ts";
import type { RawFile, Read } from "./source.ts";
import { UserError } from "../errors.ts";

/** Which series a list of bars is: providers give open interest and funding in the same shape. */
export type AggregateKind = "liquidations" | "open-interest" | "funding";

/** One point of a provider's history, units already those of the tables. */
export interface Point {
  line: number;
  /** Opening time of the bar, ms. */
  time: number;
  values: { [column: string]: number };
}

/** What kind of history a file is, by its name; undefined where it does not say. */
export function kindByName(name: string): AggregateKind | undefined {
  if (/liquidation/i.test(name)) return "liquidations";
  if (/funding/i.test(name)) return "funding";
  if (/open[-_ ]?interest|(?:^|[-_])oi[-_.]/i.test(name)) return "open-interest";
}

/**
 * Hands over a provider's history as a table. Open interest at the close of a bar is known at its
 * end, and gets that time; funding rates hold for the bar that they stand in.
 *
 * @throws UserError when the points are too few to tell their interval
 */
export function* aggregateReads(
  file: RawFile,
  kind: AggregateKind,
  series: Pick<SeriesKey, "venue" | "market" | "symbol">,
  points: Point[],
): Generator<Read> {
  if (points.length === 0) return;
  const step = usualStep(Float64Array.from(points, (point) => point.time));
  const interval = intervalName(step);
  if (!interval) {
    throw new UserError(
      `${file.name}: ${points.length} points of ${series.symbol}, ${step} ms apart, are no interval: ` +
        `fetch two at least, and check the unit of time`,
    );
  }
  const batches = new RowBatches();
  for (const { line, time, values } of points) {
    const key = () =>
      kind === "liquidations"
        ? seriesOf("liquidation_totals", { ...series, interval })
        : kind === "funding"
        ? seriesOf("funding", { ...series, interval: "settlement" })
        : seriesOf("open_interest", { ...series, interval });
    const extra: { [column: string]: number } = kind === "funding"
      ? { interval_hours: step / HOUR }
      : {};
    const at = kind === "open-interest" ? time + step : time;
    batches.add("", key, { ...values, ...extra, time: at }, line);
  }
  for (const batch of batches.rest()) yield { batch };
}
