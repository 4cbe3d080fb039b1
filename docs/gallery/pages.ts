/** What the gallery shows: which figures of which report, and the claims as Markdown. */
import type { Summary } from "../../lib/report/summary.ts";

/** Between these lines of the project's README stand the claims. */
export const README_START = "<!-- claims: written by docs/gallery/make.ts -->";
export const README_END = "<!-- end of claims -->";

/** The best figures of each event, as `notebook-figure`. */
export const SHOWN = {
  december: [
    "01-wave-by-asset",
    "01-estimated-reported-btc-all",
    "01-liquidation-map",
    "01-lead-shares",
    "02-zone-visits",
    "02-zone-controls",
    "02-visit-panels",
    "02-found-levels-btcusdt",
    "03-drop-over-time",
    "03-volume-level-btcusdt",
    "04-funding-around-btcusdt",
    "05-retest-outcomes",
  ],
  october: [
    "01-anatomy-btcusdt",
    "01-onset-ladder",
    "01-cascade-calendar",
    "04-open-interest-flush",
    "04-funding-by-venue-btcusdt",
    "04-funding-paths",
  ],
};

/** A figure of the gallery: its file there, and where in the report it is copied from. */
export interface Shown {
  file: string;
  from: string;
  title: string;
  caption: string;
  source: string;
}

/**
 * The figures of a report that the gallery shows.
 *
 * @throws Error where the report lacks one
 */
export function figures(
  report: keyof typeof SHOWN,
  summary: Pick<Summary, "figures">,
): Shown[] {
  return SHOWN[report].map((wanted) => {
    const figure = summary.figures.find(({ notebook, name }) =>
      `${notebook.slice(0, 2)}-${name}` === wanted
    );
    if (!figure) throw new Error(`the report of ${report} has no figure ${wanted}`);
    const { title, caption, source, files } = figure;
    return { file: `${report}-${wanted}.png`, from: files.png, title, caption, source };
  });
}

/**
 * One line a claim, in the order of their numbers: verdict and what was measured.
 *
 * @param why whether the reason stands beside
 */
export function claims({ verdicts }: Pick<Summary, "verdicts">, why: boolean): string[] {
  const number = ({ claim }: { claim: string }) => parseInt(claim.slice(1));
  const line = (cells: string[]) => `| ${cells.slice(0, why ? 4 : 3).join(" | ")} |`;
  return [
    line(["claim", "verdict", "measured", "why"]),
    line(["---", "---", "---", "---"]),
    ...verdicts.toSorted((a, b) => number(a) - number(b)).map((verdict) => {
      const { claim, statement, verdict: answer, figure, reason, basis } = verdict;
      return line([`${claim}: ${statement}`, `**${answer}**`, `${figure} (${basis})`, reason]);
    }),
  ];
}
