/** The paths of an event study: mean excess around the events of one crowding. */
import type { Random } from "../../stats/random.ts";
import { formatTime } from "../../tables/time.ts";
import type { Crowding, ResetRules } from "./funding-excess.ts";
import { excessPath, meanPath, type PathBand, pathBand, pathHours } from "./funding-paths.ts";
import { known } from "../result.ts";
import type { Case, StudyEvent } from "./study-cases.ts";

/** Mean excess around the events of one crowding, and around their placebos. */
export interface StudyPaths extends PathBand {
  crowding: Crowding | "all";
  events: number;
  cases: number;
  hours: number[];
  /** By event: the mean over its assets. */
  single: { at: string; excess: (number | null)[] }[];
  placebo: PathBand | null;
}

/**
 * Mean excess around events, over the mean of each event's assets, and the same around placebos.
 *
 * @example studyPaths(events, cases, "long", RESET_RULES, { random, resamples: 2000 })
 */
export function studyPaths(
  events: readonly StudyEvent[],
  cases: readonly Case[],
  crowding: Crowding | "all",
  rules: ResetRules,
  options: { random: Random; resamples: number },
): StudyPaths {
  const hours = pathHours(rules.before_days, rules.horizon_days);
  const member = ({ result }: Case) => crowding === "all" || result.crowding === crowding;
  const members = cases.filter(member);
  const byEvent = events.map((event) => members.filter((one) => one.event === event))
    .filter((group) => group.length > 0);
  const pathAt = ({ market }: Case, at: number, neutral: number) =>
    excessPath(market.rates, at, neutral, hours);
  const paths = byEvent.map((group) =>
    meanPath(group.map((one) => pathAt(one, one.event.time, one.result.neutral ?? NaN)))
  );
  const placeboOf = (one: Case) =>
    (one.result.placebo?.times ?? []).map(({ at, neutral }) =>
      pathAt(one, Date.parse(at), neutral)
    );
  const placebos = crowding === "all" ? [] : byEvent
    .map((group) => group.map(placeboOf).filter((found) => found.length > 0).map(meanPath))
    .filter((group) => group.length > 0).map(meanPath);
  return {
    crowding,
    events: byEvent.length,
    cases: members.length,
    hours,
    ...(paths.length > 0 ? pathBand(paths, options) : unknownBand(hours)),
    single: byEvent.map((group, i) => ({
      at: formatTime(group[0].event.time),
      excess: Array.from(paths[i], known),
    })),
    placebo: placebos.length ? pathBand(placebos, options) : null,
  };
}

/** Without any event every point of the path is unknown. */
function unknownBand(hours: readonly number[]): PathBand {
  return { mean: hours.map(() => null), interval: hours.map(() => null) };
}
