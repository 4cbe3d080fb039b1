import type { Preset } from "../../lib/simulate/preset.ts";
import { BASE } from "../../lib/simulate/presets/base.ts";
import { parseTime } from "../../lib/tables/time.ts";

const ASSETS = ["BTC", "ETH"], VENUES = BASE.venues.map(({ venue }) => venue);

/** Two assets, 20 days around the day on which a venue changes its funding interval. */
export const SMALL: Preset = {
  ...BASE,
  name: "small",
  seed: 1,
  from: parseTime("2025-07-20"),
  to: parseTime("2025-08-09"),
  assets: BASE.assets.slice(0, 2),
  cascades: [{
    at: parseTime("2025-08-01T14:00"),
    direction: 1,
    target: { BTC: 400e6, ETH: 400e6 },
    pace: 0.001,
    maxMinutes: 240,
  }],
  outputs: [
    { table: "candles", venues: ["binance", "all"], assets: ASSETS, interval: "5m" },
    { table: "candles", venues: ["binance"], assets: ASSETS, interval: "1h" },
    { table: "funding", venues: VENUES, assets: ["BTC"], interval: "settlement" },
    { table: "open_interest", venues: ["all"], assets: ASSETS, interval: "5m" },
    { table: "liquidations", venues: VENUES, assets: ASSETS, interval: "event" },
    { table: "liquidation_totals", venues: ["all", ...VENUES], assets: ASSETS, interval: "1d" },
    { table: "depth", venues: ["all"], assets: ASSETS, interval: "5m", bands: [-1, 1] },
  ],
};
