import { parseTime } from "../../tables/time.ts";
import type { Preset } from "../preset.ts";
import { BASE } from "./base.ts";

/**
 * A market in which every effect that the project looks for is absent. Price is a random walk that
 * knows no level and follows no value; liquidations are Poisson, touch no price and excite nothing;
 * no asset leads; volume and depth keep their level; funding forgets every event. What remains is no
 * effect but what any market has: one flow that all assets share, busy and quiet hours, some memory
 * of activity within a day, and fat tails.
 */
export const NULL: Preset = {
  ...BASE,
  name: "null",
  seed: 1,
  from: parseTime("2025-01-01"),
  to: parseTime("2026-02-01"),
  assets: BASE.assets.map((setting) => ({ ...setting, lagMinutes: 0 })),
  valueHours: Infinity,
  regimes: [{ hours: 4, sd: 0.25 }],
  news: { perDay: 0, scale: 0.005, tail: 3.5 },
  contagion: 0,
  liquidations: { kind: "poisson", branching: 0, decaySeconds: 90, impact: 0, dailyShare: 0.006 },
  fundingReset: 0,
};
