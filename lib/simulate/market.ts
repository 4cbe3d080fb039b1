import { createRandom, type Random } from "../stats/random.ts";
import { DAY, formatTime, HOUR, MINUTE } from "../tables/time.ts";
import { pareto, studentScale } from "./draw.ts";
import { PanicLog } from "./panic.ts";
import { Perpetual, valueAt } from "./perpetual.ts";
import type { Preset } from "./preset.ts";
import { createRecord, type Record5m, toDecimals } from "./record.ts";
import type { Truth } from "./truth.ts";
import { changeFactor, createActivity, hourOfWeek } from "./volume.ts";
import { Wall } from "./wall.ts";

/** Length of a step, and of the minutes inside it in which orders meet. */
export const STEP = 5 * MINUTE;
const MINUTES = STEP / MINUTE;
/** Steps before the record begins: regimes, books and funding find their level. */
const WARM_UP = 5 * DAY / STEP;
/** Powers with which activity, and pattern and level, of volume enter the size of net flow. */
const FLOW_SHARE = 0.65, PATTERN_SHARE = 0.5;
/** Noise of the premium within an epoch: it averages out in a settlement. */
const PREMIUM_NOISE = 0.00003;
/** Minutes that a signal from the leading asset is remembered. */
const SIGNAL_MINUTES = 64;
/** USD of an average trade. */
const TRADE_SIZE = 4000;

/** A market as it happened: one record per asset, and what the mechanism did. */
export interface Market {
  records: Record5m[];
  perpetuals: Perpetual[];
  truth: Truth;
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
  const random = createRandom(seed);
  const rows = Math.floor((preset.to - preset.from) / STEP);
  const perpetuals = preset.assets.map((setting) => new Perpetual(setting, preset, STEP, random));
  const records = perpetuals.map(({ setting, liquidator }) =>
    createRecord(setting, rows, liquidator.log)
  );
  const common = {
    flow: random.split("common flow"),
    news: random.split("news"),
    premium: random.split("premium"),
    volume: random.split("volume"),
  };
  const shared = preset.regimes.map(({ hours, sd }) => ({ hours, sd: sd * Math.sqrt(2 / 3) }));
  const activityOfAll = createActivity(shared, STEP, random.split("activity"));
  const wall = preset.wall && new Wall(preset.wall);
  const panics = new PanicLog();
  const truth = emptyTruth(preset, seed);
  const signal = new Float64Array(SIGNAL_MINUTES);
  const lead = perpetuals[0];
  const states = preset.assets.map(({ beta, ownVolatility }) => {
    const usualMove = 0.8 * Math.hypot(beta * preset.volatility, ownVolatility) *
      Math.sqrt(STEP / (365 * DAY));
    return { scale: 0, activity: 0, level: 1, trend: 0, pastMove: usualMove, usualMove };
  });
  const minuteShare = MINUTE / (365 * DAY);
  const pull = Math.LN2 * MINUTE / (preset.valueHours * HOUR);

  for (let row = -WARM_UP; row < rows; row++) {
    const start = preset.from + row * STEP, recorded = row >= 0;
    const all = activityOfAll();
    const tails = studentScale(common.flow, preset.tailDegrees);
    const commonScale = preset.volatility * Math.sqrt(minuteShare) * tails;
    const newEpoch = start % (8 * HOUR) === 0;
    perpetuals.forEach((perpetual, i) => {
      const state = states[i];
      state.activity = all + perpetual.activity();
      state.level = changeFactor(preset.changes, perpetual.setting.asset, start);
      state.scale = Math.exp(FLOW_SHARE * state.activity) *
        Math.pow(states[i].level * perpetual.pattern[hourOfWeek(start)], PATTERN_SHARE);
      perpetual.renewDepth(start, state.activity);
      if (newEpoch) perpetual.renewExcess(common.premium);
      if (start % DAY === 0) perpetual.today = 0;
      if (recorded) openStep(records[i], row, perpetual, state.trend);
    });
    const value = perpetuals.map(({ setting }) => Math.log(valueAt(setting, start)));
    const net = perpetuals.map(() => 0), forced = perpetuals.map(() => 0);

    for (let minute = 0; minute < MINUTES; minute++) {
      const time = start + minute * MINUTE, slot = (time / MINUTE) % SIGNAL_MINUTES;
      const flow = commonScale * common.flow.normal();
      signal[slot] = 0;
      if (common.news.uniform() < preset.news.perDay * MINUTE / DAY) {
        signal[slot] = news(preset, common.news) * states[0].scale;
        if (recorded) {
          truth.news.push({ at: formatTime(time), move: Number(signal[slot].toFixed(6)) });
        }
      }
      perpetuals.forEach((perpetual, i) => {
        const { setting } = perpetual;
        const lag = (time / MINUTE - setting.lagMinutes) % SIGNAL_MINUTES;
        const own = setting.ownVolatility * Math.sqrt(minuteShare) * perpetual.random.normal();
        const pressure = plannedPressure(preset, perpetual, time);
        let move = states[i].scale * (setting.beta * flow + own * tails) +
          pull * (value[i] - perpetual.logPrice) + setting.beta * signal[lag] + pressure +
          perpetual.buyBack();
        const walled = i === 0 ? wall : undefined;
        if (walled) move += walled.provoked(time);
        const before = perpetual.logPrice;
        const done = perpetual.trade(
          time,
          move,
          recorded,
          (change) => walled?.absorb(time, before, change, perpetual.usdPerMove) ?? change,
        );
        if (i === 0) signal[slot] += preset.contagion * done.forced;
        net[i] += done.net;
        forced[i] += done.done.usd[0] + done.done.usd[1];
        if (recorded) {
          track(records[i], row, done.between, perpetual.logPrice);
          panics.add(time, setting.asset, perpetual.alarm.raised, done.done, lead.logPrice);
          if (pressure !== 0) panics.plan();
        }
      });
      if (panics.onsets.size > 0 && !perpetuals.some(({ alarm }) => alarm.raised)) {
        resetFunding(preset, perpetuals, panics, time, truth);
        panics.end(time, lead.logPrice);
      }
    }

    perpetuals.forEach((perpetual, i) => {
      const { setting } = perpetual, state = states[i], record = records[i];
      const relative = state.level * perpetual.pattern[hourOfWeek(start)] *
        activityFactor(preset, state) *
        Math.exp(preset.volumeNoise * common.volume.normal() - preset.volumeNoise ** 2 / 2);
      const quote = Math.max(setting.volume * STEP / DAY * relative, 1.15 * Math.abs(net[i])) +
        2 * forced[i];
      const inWall = i === 0 && (wall?.inside ?? false);
      const change = recorded ? perpetual.logPrice - Math.log(record.open[row]) : 0;
      state.trend = 0.9 * state.trend + change;
      state.pastMove = 0.97 * state.pastMove + 0.03 * Math.abs(change);
      perpetual.reposition(relative, STEP / DAY, inWall);
      if (recorded) {
        closeStep(record, row, perpetual, quote, net[i]);
        record.premium[row] = perpetual.premium(start, PREMIUM_NOISE * common.premium.normal());
      }
    });
  }
  wall?.finish(preset.to);
  panics.end(preset.to, lead.logPrice);
  const since = formatTime(preset.from);
  truth.visits = (wall?.visits ?? []).filter(({ start }) => start >= since);
  truth.cascades = panics.cascades;
  for (const { setting: { asset }, liquidator } of perpetuals) {
    truth.branching.background[asset] = liquidator.background;
    truth.branching.offspring[asset] = liquidator.offspring;
  }
  return { records, perpetuals, truth };
}

/** One piece of news, as a log price change; as likely good as bad. */
function news({ news: { scale, tail } }: Preset, random: Random): number {
  const size = Math.min(0.2, pareto(random, scale, tail));
  return random.uniform() < 0.5 ? -size : size;
}

/** Orders of planned sellers in one minute: they stop at their size for the day. */
function plannedPressure(preset: Preset, perpetual: Perpetual, time: number): number {
  const { asset, lagMinutes, beta } = perpetual.setting;
  for (const { at, direction, target, pace, maxMinutes } of preset.cascades) {
    const start = at + lagMinutes * MINUTE;
    if (time < start || time >= start + maxMinutes * MINUTE) continue;
    if (perpetual.today < (target[asset] ?? 0)) return -direction * pace * beta;
  }
  return 0;
}

/** Volume over its mean, before pattern, changes and noise. */
function activityFactor(
  preset: Preset,
  state: { activity: number; pastMove: number; usualMove: number },
): number {
  if (preset.activity === "volume-follows-volatility") return state.pastMove / state.usualMove;
  const variance = preset.regimes.reduce((sum, { sd }) => sum + sd * sd, 0);
  return Math.exp(state.activity - variance / 2);
}

function openStep(record: Record5m, row: number, perpetual: Perpetual, trend: number): void {
  const { priceDecimals, quantityDecimals } = perpetual.setting;
  const price = toDecimals(perpetual.price, priceDecimals);
  record.open[row] = record.high[row] = record.low[row] = price;
  record.openInterest[row] = toDecimals(perpetual.openInterest, quantityDecimals);
  // After a fall the bids are thinner than the asks, after a rise the asks.
  const tilt = Math.max(-0.4, Math.min(0.4, 10 * trend));
  record.bidDepth[row] = perpetual.depth * (1 + tilt);
  record.askDepth[row] = perpetual.depth * (1 - tilt);
}

function track(record: Record5m, row: number, between: number, after: number): void {
  const { priceDecimals } = record.setting;
  for (const logPrice of [between, after]) {
    const price = toDecimals(Math.exp(logPrice), priceDecimals);
    if (price > record.high[row]) record.high[row] = price;
    if (price < record.low[row]) record.low[row] = price;
  }
}

function closeStep(
  record: Record5m,
  row: number,
  perpetual: Perpetual,
  quote: number,
  net: number,
): void {
  const { priceDecimals, quantityDecimals } = perpetual.setting;
  record.close[row] = toDecimals(perpetual.price, priceDecimals);
  const mean = (record.open[row] + record.high[row] + record.low[row] + record.close[row]) / 4;
  const buy = (quote + net) / 2;
  record.base[row] = toDecimals(quote / mean, quantityDecimals);
  record.quote[row] = toDecimals(record.base[row] * mean, 2);
  record.takerBuyBase[row] = toDecimals(buy / mean, quantityDecimals);
  record.takerBuyQuote[row] = toDecimals(record.takerBuyBase[row] * mean, 2);
  record.trades[row] = Math.max(1, Math.round(quote / TRADE_SIZE));
}

/** Liquidations of the crowded side take the premium's excess away. */
function resetFunding(
  preset: Preset,
  perpetuals: Perpetual[],
  panics: PanicLog,
  time: number,
  truth: Truth,
): void {
  if (preset.fundingReset === 0) return;
  for (const perpetual of perpetuals) {
    const { asset } = perpetual.setting;
    if (!panics.onsets.has(asset)) continue;
    const { before, after } = perpetual.resetPremium(time, preset.fundingReset, panics.mostlyLong);
    if (before === after) continue;
    truth.funding.resets.push({
      at: formatTime(time),
      asset,
      before: toDecimals(before, 8),
      after: toDecimals(after, 8),
    });
  }
}

function emptyTruth(preset: Preset, seed: number | string): Truth {
  return {
    schema_version: 1,
    preset: preset.name,
    seed: String(seed),
    from: formatTime(preset.from),
    to: formatTime(preset.to),
    step_minutes: STEP / MINUTE,
    cascades: [],
    news: [],
    zone: preset.wall ? [...preset.wall.zone] : null,
    visits: [],
    volume_changes: preset.changes.map(({ at, shift, asset = null }) => ({
      at: formatTime(at),
      asset,
      shift,
    })),
    funding: {
      process: preset.premium.kind,
      phi: preset.premium.phi,
      sd: preset.premium.sd,
      crowding: preset.crowding.map(({ from, full, to, excess }) => ({
        from: formatTime(from),
        full: formatTime(full),
        to: formatTime(to),
        excess,
      })),
      resets: [],
      interval_changes: preset.venues.flatMap(({ venue, fundingHours }) =>
        fundingHours.slice(1).map(({ from, hours }) => ({ venue, at: formatTime(from), hours }))
      ),
    },
    branching: {
      ratio: preset.liquidations.kind === "book" ? preset.liquidations.branching : 0,
      decay_seconds: preset.liquidations.decaySeconds,
      background: {},
      offspring: {},
    },
    lags_minutes: Object.fromEntries(
      preset.assets.map(({ asset, lagMinutes }) => [asset, lagMinutes]),
    ),
    depth: {
      trend_per_day: preset.depth.trendPerDay,
      trend_from: formatTime(preset.depth.trendFrom),
    },
  };
}
