import { join } from "node:path";
import { findCascades } from "../../lib/analysis/cascades/cascades.ts";
import { estimateLiquidations } from "../../lib/analysis/ladder/ladder.ts";
import { foundLevels } from "../../lib/analysis/resistance/level-tests.ts";
import { HORIZON_DAYS } from "../../lib/analysis/resistance/seek-levels.ts";
import { resampleCandles } from "../../lib/series/resample.ts";
import { hawkes } from "../../lib/stats/hawkes.ts";
import { type Columns, emptyColumns, sliceColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR, MINUTE } from "../../lib/tables/time.ts";
import { type Work, work } from "../work.ts";
import { BAR_COLUMNS, readDoubles, SYMBOLS } from "../inputs.ts";

/** Liquidations of five symbols by the ladder, and the cascades in them. */
export function cascades(dir: string): Work {
  const markets = SYMBOLS.map((symbol) => ({ asset: symbol, bars: barsOf(dir, symbol) }));
  return work(() => {
    const assets = markets.map(({ asset, bars }) => (
      { asset, bars, totals: estimateLiquidations(bars) }
    ));
    return findCascades({ assets, step: 5 * MINUTE, basis: "estimated" });
  }, ({ cascades }) => ({ cascades: cascades.length }));
}

/** A self-exciting process fitted to events. */
export function excitation(dir: string): Work {
  const times = readDoubles(join(dir, "events.f64"));
  return work(
    () => hawkes(times, { from: 0, to: times[times.length - 1] + 1 }),
    ({ branching }) => ({
      events: times.length,
      branching,
    }),
  );
}

/** Levels of five symbols, found and tested. */
export const levels = (dir: string) => levelsIn(dir, 1);

/** The same over the first half of the bars. */
export const levelsHalf = (dir: string) => levelsIn(dir, 0.5);

function levelsIn(dir: string, part: number): Work {
  const markets = SYMBOLS.map((subject) => {
    const { bars } = resampleCandles(barsOf(dir, subject), HOUR);
    return { subject, bars: sliceColumns(bars, 0, bars.time.length * part) };
  });
  const { time } = markets[0].bars;
  const from = time[0] + 30 * DAY, to = time[time.length - 1] + HOUR;
  // The first weeks are only past, and the last only test: no level is sought in them, nor work done.
  const sought = (to - from) / DAY - HORIZON_DAYS;
  return work(() => foundLevels(markets, { from, to, step: HOUR }), ({ levels }) => ({
    levels: levels.length,
    bars: SYMBOLS.length * sought * DAY / HOUR,
  }));
}

function barsOf(dir: string, symbol: string): Columns<"candles"> {
  const time = readDoubles(join(dir, `${symbol}-time.f64`));
  const bars = emptyColumns("candles", time.length);
  for (const name of BAR_COLUMNS) bars[name] = readDoubles(join(dir, `${symbol}-${name}.f64`));
  return bars;
}
