import { parseTime } from "../../tables/time.ts";
import type { Preset } from "../preset.ts";
import { BASE } from "./base.ts";

/** A year in which nothing is planned: fewer news, less leverage, no change, no wall. */
export const CALM: Preset = {
  ...BASE,
  name: "calm",
  seed: 1,
  from: parseTime("2025-01-01"),
  to: parseTime("2026-02-01"),
  volatility: 0.2,
  news: { perDay: 0.05, scale: 0.003, tail: 4 },
  leverage: [
    { leverage: 2, share: 0.34 },
    { leverage: 3, share: 0.3 },
    { leverage: 5, share: 0.22 },
    { leverage: 10, share: 0.1 },
    { leverage: 20, share: 0.03 },
    { leverage: 50, share: 0.01 },
  ],
  liquidations: { ...BASE.liquidations, branching: 0.2 },
};
