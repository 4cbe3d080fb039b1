/** The whole market of the `null` preset: everything at once, and no effect to find. */
import { findCascades } from "../../lib/analysis/cascades/cascades.ts";
import { resistanceRejections } from "../../lib/analysis/resistance/resistance-rejections.ts";
import { unwind } from "../../lib/analysis/cascades/unwind.ts";
import { waitingAtVisits } from "../../lib/analysis/resistance/waiting.ts";
import { c3 } from "../../lib/claims/c3.ts";
import { c4 } from "../../lib/claims/c4.ts";
import { c5 } from "../../lib/claims/c5.ts";
import type { Output, Preset } from "../../lib/simulate/preset.ts";
import { NULL } from "../../lib/simulate/presets/null.ts";
import { simulate } from "../../lib/simulate/simulate.ts";
import { createRandom } from "../../lib/stats/random.ts";
import type { Columns } from "../../lib/tables/columns.ts";
import type { TableName } from "../../lib/tables/schema.ts";
import { DAY, HOUR, MINUTE } from "../../lib/tables/time.ts";
import type { Experiment } from "./experiment.ts";
import { atMost5 } from "./judge.ts";
import { anyZone } from "./series.ts";

const DAYS = 61;
const of = (table: TableName, interval: string): Output => (
  { table, venues: ["all"], assets: ["BTC"], interval }
);

function nothing(name: string, change: Partial<Preset>): Experiment {
  return {
    id: `null ${name}`,
    method: `all at once, ${DAYS} days`,
    mechanism: `the whole market of the null preset, ${name}`,
    markets: 500,
    short: 1,
    run: (seed) => {
      const from = NULL.from, to = from + DAYS * DAY;
      const { tables } = simulate({
        ...NULL,
        ...change,
        to,
        assets: NULL.assets.slice(0, 1),
        outputs: [
          of("candles", "1h"),
          of("open_interest", "1h"),
          of("liquidation_totals", "5m"),
        ],
      }, seed);
      const [candles, readings, liquidations] = tables.map(({ columns }) => columns);
      const bars = candles as Columns<"candles">;
      const openInterest = readings as Columns<"open_interest">;
      const totals = liquidations as Columns<"liquidation_totals">;
      const random = createRandom(seed).split("zone and event");
      const zone = anyZone(bars, random);
      const event = from + (24 * (DAYS - 6) + random.integer(24 * 5)) * HOUR;
      const zones = resistanceRejections({ bars }, { zone, from, to, step: HOUR, controls: 400 });
      const last = { ...zones, visits: zones.visits.slice(-1) };
      const waiting = waitingAtVisits({ bars, openInterest }, last, to);
      const unwound = unwind([{ asset: "BTC", openInterest, bars }], {
        from: event,
        to: event + 6 * HOUR,
      });
      const inputs = { assets: [{ asset: "BTC", totals }], step: 5 * MINUTE, basis: "simulated" };
      const verdicts = {
        c3: c3(unwound, "simulated"),
        c4: c4(waiting, "BTC", "simulated"),
        c5: c5([zones], "simulated", { chosenAfterwards: false }),
      };
      const judged = Object.entries(verdicts).map(([claim, { verdict }]) =>
        [claim, verdict === "not testable" ? NaN : Number(verdict === "supported")] as const
      );
      return {
        ...Object.fromEntries(judged),
        cascades: Number(findCascades(inputs).cascades.length > 0),
      };
    },
    rows: [
      { kind: "nothing", measure: "verdict on C3", judge: atMost5("c3") },
      { kind: "nothing", measure: "verdict on C4", judge: atMost5("c4") },
      { kind: "nothing", measure: "verdict on C5", judge: atMost5("c5") },
      {
        kind: "nothing",
        measure: "a cascade in two months (then C6, C8, C9 and C12 have nothing to judge)",
        judge: atMost5("cascades", "with one"),
      },
    ],
  };
}

export const MARKETS: readonly Experiment[] = [
  nothing("as it is", {}),
  nothing("with fat-tailed news", {
    news: { perDay: 0.5, scale: 0.008, tail: 2.2 },
    tailDegrees: 4,
  }),
  nothing("where volume follows volatility and funding is no AR(1)", {
    activity: "volume-follows-volatility",
    premium: { kind: "jumps", phi: 0.9, sd: 0.0001 },
  }),
];
