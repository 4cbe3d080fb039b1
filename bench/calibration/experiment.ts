/** What an experiment of the proof is: a mechanism run many times, and what is judged of it. */

/** Numbers seen in one simulated market; NaN where it had nothing to see. */
export type Observation = Record<string, number>;

/** What a row of the table says, and whether it holds. */
export interface Judgement {
  /** Markets, or cases pooled over markets, that it rests on. */
  n: number;
  measured: string;
  /** The binomial 99.9% band, or the bound. */
  band: string;
  /** Undecided: short of the bound, but by no more than chance explains. */
  verdict: "holds" | "conservative" | "undecided" | "does not hold" | "no bound";
}

/** One row: a property of a method under a mechanism. */
export interface Row {
  kind: "found" | "honest" | "nothing" | "beside";
  /** What is measured, in words. */
  measure: string;
  judge: (seen: readonly Observation[]) => Judgement;
  /** Why it is as it is, and what follows: printed below the table. */
  note?: string;
}

export interface Experiment {
  /** Also the seed of its markets. */
  id: string;
  method: string;
  /** The mechanism, and what it planted. */
  mechanism: string;
  /** Simulated markets of the long form, and of the short one. */
  markets: number;
  short: number;
  run: (seed: string) => Observation;
  rows: readonly Row[];
}

/** Simulates a range of an experiment's markets. */
export function observe(experiment: Experiment, from: number, to: number): Observation[] {
  const seen: Observation[] = [];
  for (let market = from; market < to; market++) {
    seen.push(experiment.run(`${experiment.id} ${market}`));
  }
  return seen;
}
