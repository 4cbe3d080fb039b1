import { parseTime } from "../../tables/time.ts";
import type { Preset } from "../preset.ts";
import { BASE, path } from "./base.ts";

/**
 * A record cascade: longs crowd for two weeks, then a seller on 10 October 2025, 20:50 UTC, sets off
 * liquidations of some ten billion dollars; the excess of funding goes with them.
 */
export const OCTOBER_2025: Preset = {
  ...BASE,
  name: "october-2025",
  seed: 1,
  from: parseTime("2025-03-01"),
  to: parseTime("2025-12-01"),
  assets: BASE.assets.map((setting) =>
    setting.asset === "BTC"
      ? {
        ...setting,
        value: path([
          ["2025-03-01", 86_000],
          ["2025-07-14", 118_000],
          ["2025-10-06", 122_000],
          ["2025-10-17", 108_000],
          ["2025-11-30", 91_000],
        ]),
      }
      : setting
  ),
  cascades: [{
    at: parseTime("2025-10-10T20:50"),
    direction: 1,
    target: { BTC: 3.5e9, ETH: 3.2e9, SOL: 0.9e9, DOGE: 0.25e9, ZEC: 0.05e9 },
    pace: 0.005,
    maxMinutes: 120,
  }],
  crowding: [{
    from: parseTime("2025-09-25"),
    full: parseTime("2025-10-03"),
    to: parseTime("2025-10-31"),
    excess: 0.0012,
  }],
  changes: [{ at: parseTime("2025-10-11"), shift: 0.4 }],
};
