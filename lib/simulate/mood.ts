import type { Random } from "../stats/random.ts";
import { DAY, MINUTE } from "../tables/time.ts";
import { pareto } from "./draw.ts";
import type { Perpetual } from "./perpetual.ts";
import type { Preset } from "./preset.ts";
import { changeFactor, hourOfWeek } from "./volume.ts";

/** Powers with which activity, and pattern and level, of volume enter the size of net flow. */
const FLOW_POWER = 0.65, PATTERN_POWER = 0.5;
/** Memory, in steps, of the trend that tilts the book and of the moves that volume follows. */
const TREND_STEPS = 10, MOVE_STEPS = 32;
/** Mean of |x| over the standard deviation, for a normal x. */
const MEAN_ABSOLUTE = Math.sqrt(2 / Math.PI);

/** How busy one perpetual is, step by step: what sizes its orders and its volume. */
export class Mood {
  /** Size of net orders in this step, over the usual. */
  scale = 1;
  /** Log price change of late. */
  trend = 0;
  #activity = 0;
  #level = 1;
  #pattern = 1;
  #pastMove: number;
  readonly #usualMove: number;
  readonly #variance: number;

  constructor(readonly preset: Preset, readonly perpetual: Perpetual, step: number) {
    const { beta, ownVolatility } = perpetual.setting;
    this.#usualMove = MEAN_ABSOLUTE * Math.hypot(beta * preset.volatility, ownVolatility) *
      Math.sqrt(step / (365 * DAY));
    this.#pastMove = this.#usualMove;
    this.#variance = preset.regimes.reduce((sum, { sd }) => sum + sd * sd, 0);
  }

  /** A new step, with the activity that all assets share. Returns the activity of this one. */
  begin(time: number, shared: number): number {
    const { perpetual, preset } = this;
    this.#activity = shared + perpetual.activity();
    this.#level = changeFactor(preset.changes, perpetual.setting.asset, time);
    this.#pattern = perpetual.pattern[hourOfWeek(time)];
    this.scale = Math.exp(FLOW_POWER * this.#activity) *
      Math.pow(this.#level * this.#pattern, PATTERN_POWER);
    return this.#activity;
  }

  /** The step's volume over the mean, by level, pattern and activity, or by past moves. */
  volume(): number {
    const activity = this.preset.activity === "volume-follows-volatility"
      ? this.#pastMove / this.#usualMove
      : Math.exp(this.#activity - this.#variance / 2);
    return this.#level * this.#pattern * activity;
  }

  /** Price has moved by so much, in log terms, in the step that ends. */
  end(move: number): void {
    this.trend += move - this.trend / TREND_STEPS;
    this.#pastMove += (Math.abs(move) - this.#pastMove) / MOVE_STEPS;
  }
}

/** One piece of news, as a log price change; as likely good as bad. */
export function drawNews({ news: { scale, tail } }: Preset, random: Random): number {
  const size = Math.min(0.2, pareto(random, scale, tail));
  return random.uniform() < 0.5 ? -size : size;
}

/** Orders of planned sellers in one minute, as a log price change: they stop at their size. */
export function plannedPressure(preset: Preset, perpetual: Perpetual, time: number): number {
  const { asset, lagMinutes, beta } = perpetual.setting;
  for (const { at, direction, target, pace, maxMinutes } of preset.cascades) {
    const start = at + lagMinutes * MINUTE;
    if (time < start || time >= start + maxMinutes * MINUTE) continue;
    if (perpetual.today < (target[asset] ?? 0)) return -direction * pace * beta;
  }
  return 0;
}
