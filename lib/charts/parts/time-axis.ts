import { DAY, HOUR, MINUTE } from "../../tables/time.ts";
import { clock, date, dayMonth, month } from "../../words/dates.ts";
import { textWidth } from "./text.ts";

/** Ticks of a UTC time axis; labels have a second line where the day or year begins. */
export interface TimeTicks {
  ticks: number[];
  format: (time: number) => string;
}

const STEPS = [
  ...[1, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 4, 7, 14].map((n) => n * DAY),
];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];
/** Monday 5 January 1970: weeks start on Mondays. */
const MONDAY = 4 * DAY;

/**
 * As many round UTC ticks between `from` and `to` (ms) as fit into `width` px with type of `font`
 * px, without those whose label would reach more than `right` px over the right edge. The first tick
 * carries the full date, later ones only what changes, so no label is ambiguous:
 * `14:00 / 5 Dec 2025`, `5 Dec / 2025`, `Dec / 2025`.
 *
 * @example utcTicks(from, to, { width: 800, font: 12, right: 20 }).ticks
 */
export function utcTicks(
  from: number,
  to: number,
  { width, font, right }: { width: number; font: number; right: number },
): TimeTicks {
  // A clock may have a whole date below it, a day only a year.
  const most = (step: number) => Math.max(2, Math.floor(width / (font * (step < DAY ? 6.8 : 5.2))));
  const step = STEPS.find((step) => (to - from) / step <= most(step));
  const ticks = step ? stepped(from, to, step) : months(from, to, most(DAY));
  const upper = (time: number) =>
    step === undefined ? month(time) : step < DAY ? clock(time) : dayMonth(time);
  const lower = (time: number) =>
    step === undefined || step >= DAY ? String(new Date(time).getUTCFullYear()) : date(time);
  const format = (time: number) => {
    const before = ticks[ticks.indexOf(time) - 1];
    return before === undefined || lower(before) !== lower(time)
      ? `${upper(time)}\n${lower(time)}`
      : upper(time);
  };
  const overflows = (time: number) => {
    const half = Math.max(...format(time).split("\n").map((line) => textWidth(line, font))) / 2;
    return (time - from) / (to - from) * width + half > width + right;
  };
  while (ticks.length > 1 && overflows(ticks[ticks.length - 1])) ticks.pop();
  return { ticks, format };
}

function stepped(from: number, to: number, step: number): number[] {
  const origin = step >= 7 * DAY ? MONDAY : 0;
  const ticks: number[] = [];
  for (
    let time = origin + Math.ceil((from - origin) / step) * step;
    time <= to;
    time += step
  ) ticks.push(time);
  return ticks;
}

function months(from: number, to: number, most: number): number[] {
  const total = (to - from) / (30.44 * DAY);
  const step = MONTH_STEPS.find((step) => total / step <= most) ?? 240;
  const start = new Date(from);
  const ticks: number[] = [];
  let index = start.getUTCFullYear() * 12 + start.getUTCMonth();
  for (index = Math.ceil(index / step) * step;; index += step) {
    const time = Date.UTC(Math.floor(index / 12), index % 12, 1);
    if (time > to) return ticks;
    if (time >= from) ticks.push(time);
  }
}
