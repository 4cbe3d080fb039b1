import { createRandom, type Random } from "../stats/random.ts";
import { DAY, formatTime, HOUR, MINUTE } from "../tables/time.ts";
import { studentScale } from "./draw.ts";
import { drawNews, Mood, plannedPressure } from "./mood.ts";
import { PanicLog } from "./panic.ts";
import { Perpetual, valueAt } from "./perpetual.ts";
import type { Preset } from "./preset.ts";
import { type Record5m, toDecimals } from "./record.ts";
import { Recorder } from "./recorder.ts";
import { beginTruth, type Truth } from "./truth.ts";
import { createActivity } from "./volume.ts";
import { Wall } from "./wall.ts";

/** Length of a step, and the minutes inside it in which orders meet. */
export const STEP = 5 * MINUTE;
const MINUTES = STEP / MINUTE, YEAR = 365 * DAY;
/** Steps before the record begins: regimes, books and funding find their level. */
const WARM_UP = 5 * DAY / STEP;
/** Noise of the premium within an epoch: it averages out in a settlement. */
const PREMIUM_NOISE = 0.00003;
/** Minutes that a signal from the leading asset is remembered: more than any lag. */
const SIGNAL_MINUTES = 64;

/** A market as it happened: one record per asset, its state at the end, what the mechanism did. */
export interface Market {
  records: Record5m[];
  perpetuals: Perpetual[];
  truth: Truth;
}

/** One perpetual with what is kept about it during a run. */
interface Player {
  perpetual: Perpetual;
  mood: Mood;
  recorder: Recorder;
  /** Of the current step: log value, net orders and liquidations in USD. */
  value: number;
  net: number;
  forced: number;
}

/**
 * Runs a market step by step. Every price change comes from net taker orders against the book's
 * depth; orders come from a common and an own random flow, from value traders, news, planned
 * sellers, buyers who push towards the wall, market makers who buy back an overshoot, and from
 * liquidations. The first asset leads: news and its forced orders reach the others after their lags.
 *
 * @example runMarket(preset, 1).records[0].close
 */
export function runMarket(preset: Preset, seed: number | string): Market {
  const run = new Run(preset, seed);
  const rows = Math.floor((preset.to - preset.from) / STEP);
  for (let row = -WARM_UP; row < rows; row++) run.step(row);
  return run.finish();
}

class Run {
  readonly #truth: Truth;
  readonly #players: Player[];
  readonly #random: Record<"flow" | "news" | "premium" | "volume", Random>;
  readonly #sharedActivity: () => number;
  readonly #wall: Wall | undefined;
  readonly #panics = new PanicLog();
  /** News and forced orders of the leading asset by minute, as log price changes. */
  readonly #signal = new Float64Array(SIGNAL_MINUTES);
  /** Share of the distance to value that is traded away in a minute. */
  readonly #pull: number;

  constructor(readonly preset: Preset, seed: number | string) {
    const random = createRandom(seed);
    const rows = Math.floor((preset.to - preset.from) / STEP);
    this.#truth = beginTruth(preset, seed, STEP);
    this.#players = preset.assets.map((setting): Player => {
      const perpetual = new Perpetual(setting, preset, STEP, random);
      const mood = new Mood(preset, perpetual, STEP);
      const recorder = new Recorder(perpetual, rows);
      return { perpetual, mood, recorder, value: 0, net: 0, forced: 0 };
    });
    this.#random = {
      flow: random.split("common flow"),
      news: random.split("news"),
      premium: random.split("premium"),
      volume: random.split("volume"),
    };
    const shared = preset.regimes.map(({ hours, sd }) => ({ hours, sd: sd * Math.sqrt(2 / 3) }));
    this.#sharedActivity = createActivity(shared, STEP, random.split("activity"));
    this.#wall = preset.wall && new Wall(preset.wall, random.split("wall"));
    this.#pull = Math.LN2 * MINUTE / (preset.valueHours * HOUR);
  }

  /** One step; rows before 0 warm up and leave no record. */
  step(row: number): void {
    const { preset } = this;
    const start = preset.from + row * STEP, recorded = row >= 0;
    const shared = this.#sharedActivity();
    const tails = studentScale(this.#random.flow, preset.tailDegrees);
    for (const player of this.#players) {
      const { perpetual, mood, recorder } = player;
      perpetual.renewDepth(start, mood.begin(start, shared));
      if (start % (8 * HOUR) === 0) perpetual.renewExcess(this.#random.premium);
      if (start % DAY === 0) perpetual.today = 0;
      player.value = Math.log(valueAt(perpetual.setting, start));
      player.net = player.forced = 0;
      if (recorded) recorder.open(row, mood.trend);
    }
    const before = this.#players.map(({ perpetual }) => perpetual.logPrice);
    for (let minute = 0; minute < MINUTES; minute++) {
      this.#minute(start + minute * MINUTE, row, tails);
    }
    this.#players.forEach((player, i) => this.#close(player, start, row, before[i]));
  }

  /** What happened, when all steps are done. */
  finish(): Market {
    const { preset } = this, truth = this.#truth;
    const lead = this.#players[0].perpetual;
    this.#wall?.finish(preset.to);
    this.#panics.end(preset.to, lead.logPrice);
    const since = formatTime(preset.from);
    truth.visits = (this.#wall?.visits ?? []).filter(({ start }) => start >= since);
    truth.cascades = this.#panics.cascades;
    for (const { perpetual: { setting: { asset }, liquidator } } of this.#players) {
      truth.branching.background[asset] = liquidator.background;
      truth.branching.offspring[asset] = liquidator.offspring;
    }
    return {
      records: this.#players.map(({ recorder }) => recorder.record),
      perpetuals: this.#players.map(({ perpetual }) => perpetual),
      truth,
    };
  }

  #minute(time: number, row: number, tails: number): void {
    const { preset } = this, { flow, news } = this.#random;
    const recorded = row >= 0, lead = this.#players[0];
    const slot = (time / MINUTE) % SIGNAL_MINUTES;
    const unit = Math.sqrt(MINUTE / YEAR) * tails;
    const common = preset.volatility * unit * flow.normal();
    this.#signal[slot] = 0;
    if (news.uniform() < preset.news.perDay * MINUTE / DAY) {
      const move = drawNews(preset, news) * lead.mood.scale;
      this.#signal[slot] = move;
      if (recorded) this.#truth.news.push({ at: formatTime(time), move: toDecimals(move, 6) });
    }
    for (const player of this.#players) {
      const { perpetual, mood, recorder } = player, { setting } = perpetual;
      const wall = player === lead ? this.#wall : undefined;
      const heard = this.#signal[(time / MINUTE - setting.lagMinutes) % SIGNAL_MINUTES];
      const own = setting.ownVolatility * unit * perpetual.random.normal();
      const pressure = plannedPressure(preset, perpetual, time);
      const move = mood.scale * (setting.beta * common + own) + setting.beta * heard +
        this.#pull * (player.value - perpetual.logPrice) + pressure + perpetual.buyBack() +
        (wall?.provoked(time) ?? 0);
      const { done, net, between, forced } = perpetual.trade(time, move, recorded, wall);
      if (player === lead) this.#signal[slot] += preset.contagion * forced;
      player.net += net;
      player.forced += done.usd[0] + done.usd[1];
      if (!recorded) continue;
      recorder.touch(row, between);
      recorder.touch(row, perpetual.logPrice);
      const { raised } = perpetual.alarm;
      this.#panics.add(time, setting.asset, raised, done, lead.perpetual.logPrice);
      if (pressure !== 0) this.#panics.plan();
    }
    const over = this.#panics.running &&
      !this.#players.some(({ perpetual }) => perpetual.alarm.raised);
    if (over) {
      this.#resetFunding(time);
      this.#panics.end(time, lead.perpetual.logPrice);
    }
  }

  #close(player: Player, start: number, row: number, before: number): void {
    const { perpetual, mood, recorder } = player, { preset } = this;
    const { volumeNoise } = preset;
    const share = STEP / DAY;
    const relative = mood.volume() *
      Math.exp(volumeNoise * this.#random.volume.normal() - volumeNoise ** 2 / 2);
    const lateLongs = player === this.#players[0] && (this.#wall?.inside ?? false);
    mood.end(perpetual.logPrice - before);
    perpetual.reposition(relative, share, lateLongs);
    const premium = perpetual.premium(start, PREMIUM_NOISE * this.#random.premium.normal());
    if (row < 0) return;
    const volume = perpetual.setting.volume * share * relative;
    recorder.close(row, volume, player.net, player.forced, premium);
  }

  /** Liquidations of the crowded side take the premium's excess away. */
  #resetFunding(time: number): void {
    const share = this.preset.fundingReset;
    if (share === 0) return;
    for (const { perpetual } of this.#players) {
      const { asset } = perpetual.setting;
      if (!this.#panics.onsets.has(asset)) continue;
      const { before, after } = perpetual.resetPremium(time, share, this.#panics.mostlyLong);
      if (before === after) continue;
      const rounded = { before: toDecimals(before, 8), after: toDecimals(after, 8) };
      this.#truth.funding.resets.push({ at: formatTime(time), asset, ...rounded });
    }
  }
}
