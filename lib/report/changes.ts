import type { Verdict } from "../claims/verdict.ts";
import type { EarlierReport } from "./earlier.ts";

/** One claim in an earlier and in this report; null where a report has no verdict on it. */
export interface VerdictChange {
  notebook: string;
  claim: string;
  before: { verdict: string; figure: string } | null;
  after: { verdict: string; figure: string } | null;
  /** What differs: the answer, or only the figure behind it. */
  changed: "verdict" | "figure" | "new" | "gone";
}

/** One number or word of a result that differs. */
export interface FieldChange {
  notebook: string;
  result: string;
  /** Path in the result, as `summary.rejection_rate`. */
  field: string;
  before: string | number | boolean | null;
  after: string | number | boolean | null;
}

/** What differs from an earlier report. */
export interface Changes {
  /** Folder or file of the earlier report, as it was given. */
  compared_with: string;
  /** Parameters that differ, as JSON text; absent ones as null. */
  parameters: { name: string; before: string | null; after: string | null }[];
  verdicts: VerdictChange[];
  /** Verdicts that stand in both with the same answer and figure. */
  verdicts_unchanged: number;
  figures: FieldChange[];
  figures_unchanged: number;
}

/** What is compared of this report. */
export interface ThisReport {
  parameters: Record<string, unknown>;
  verdicts: readonly (Pick<Verdict, "claim" | "verdict" | "figure"> & { notebook: string })[];
  results: Record<string, Record<string, object>>;
}

type Scalar = FieldChange["before"];

/** Results are shallow; whatever is deeper is no figure. */
const DEEPEST = 4;
/** Lists up to this length are intervals and summaries; longer ones are rows, with files of their own. */
const SHORT = 20;
/** Sums in another order differ this much. */
const SAME = 1e-9;

/**
 * Verdicts and figures of two reports side by side: only what differs is listed. Notebooks that only
 * one of them ran are left out of the figures, for there is nothing to compare them with.
 *
 * @example changesSince(readEarlier("reports/last"), summary).verdicts
 */
export function changesSince(earlier: EarlierReport, now: ThisReport): Changes {
  const verdicts: VerdictChange[] = [];
  let verdictsUnchanged = 0;
  const keyOf = ({ notebook, claim }: { notebook: string; claim: string }) =>
    JSON.stringify([notebook, claim]);
  const before = new Map(earlier.verdicts.map((one) => [keyOf(one), one]));
  for (const one of now.verdicts) {
    const old = before.get(keyOf(one));
    before.delete(keyOf(one));
    if (old && old.verdict === one.verdict && old.figure === one.figure) verdictsUnchanged++;
    else {
      verdicts.push({
        notebook: one.notebook,
        claim: one.claim,
        before: old ? { verdict: old.verdict, figure: old.figure } : null,
        after: { verdict: one.verdict, figure: one.figure },
        changed: !old ? "new" : old.verdict === one.verdict ? "figure" : "verdict",
      });
    }
  }
  for (const { notebook, claim, verdict, figure } of before.values()) {
    verdicts.push({
      notebook,
      claim,
      before: { verdict, figure },
      after: null,
      changed: "gone",
    });
  }
  const figures = figureChanges(earlier.results, now.results);
  return {
    compared_with: earlier.name,
    parameters: parameterChanges(earlier.parameters, now.parameters),
    verdicts,
    verdicts_unchanged: verdictsUnchanged,
    figures: figures.changed,
    figures_unchanged: figures.unchanged,
  };
}

function parameterChanges(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Changes["parameters"] {
  const text = (value: unknown) => value === undefined ? null : JSON.stringify(value);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((name) => {
    const own = (values: Record<string, unknown>) =>
      Object.hasOwn(values, name) ? text(values[name]) : null;
    const change = { name, before: own(before), after: own(after) };
    return change.before === change.after ? [] : [change];
  });
}

function figureChanges(
  before: EarlierReport["results"],
  after: ThisReport["results"],
): { changed: FieldChange[]; unchanged: number } {
  const changed: FieldChange[] = [];
  let unchanged = 0;
  for (const [notebook, results] of Object.entries(after)) {
    if (!Object.hasOwn(before, notebook)) continue;
    const olds = before[notebook];
    for (const result of new Set([...Object.keys(olds), ...Object.keys(results)])) {
      const old = Object.hasOwn(olds, result) ? scalars(olds[result]) : new Map();
      const own = Object.hasOwn(results, result) ? scalars(results[result]) : new Map();
      for (const field of new Set<string>([...old.keys(), ...own.keys()])) {
        const a: Scalar = old.get(field) ?? null, b: Scalar = own.get(field) ?? null;
        if (same(a, b)) unchanged++;
        else changed.push({ notebook, result, field, before: a, after: b });
      }
    }
  }
  return { changed, unchanged };
}

/** Numbers and words of a result by path; long lists are left out. */
function scalars(value: unknown): Map<string, Scalar> {
  const found = new Map<string, Scalar>();
  const visit = (inner: unknown, path: string, depth: number) => {
    if (inner === null || typeof inner !== "object") {
      if (path !== "schema_version") found.set(path, inner as Scalar);
      return;
    }
    if (depth === DEEPEST) return;
    if (Array.isArray(inner) && inner.length > SHORT) return;
    for (const [name, item] of Object.entries(inner)) {
      visit(item, path ? `${path}.${name}` : name, depth + 1);
    }
  };
  visit(value, "", 0);
  return found;
}

function same(a: Scalar, b: Scalar): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  return Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));
}
