import { AFTER } from "./after.ts";
import { CASCADES } from "./cascades.ts";
import { EVENTS } from "./events.ts";
import type { Experiment } from "./experiment.ts";
import { FUNDING } from "./funding.ts";
import { MARKETS } from "./markets.ts";
import { SPREADS } from "./spreads.ts";
import { TOTALS } from "./totals.ts";
import { VOLUME } from "./volume.ts";
import { ZONES } from "./zones.ts";

/** Everything that the proof looks at. */
export const EXPERIMENTS: readonly Experiment[] = [
  ...ZONES,
  ...AFTER,
  ...CASCADES,
  ...VOLUME,
  ...FUNDING,
  ...EVENTS,
  ...TOTALS,
  ...SPREADS,
  ...MARKETS,
];
