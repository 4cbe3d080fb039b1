import * as Plot from "@observablehq/plot";
import { count } from "../words/numbers.ts";
import type { Chart, ChartOptions, Row } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { wrapText } from "./parts/text.ts";

/** One question, how it was answered, and the answer in a line. */
export interface Checked {
  check: string;
  state: "fine" | "look" | "unknown";
  finding: string;
}

/** Checks that a slide holds. */
const MOST_ON_SLIDE = 7;

/** What a list of questions is about. */
interface About {
  name: string;
  title: string;
  subtitle: string;
  labels: Record<Checked["state"], string>;
}

/**
 * Questions about a dataset with their answers: a dot where all is well, a triangle where something
 * must be known before the figures are believed, a ring where the data cannot tell.
 *
 * @example checklist(dataChecks({ check, overlaps, prices, sides }), wholeDataset(dataset))
 */
export function checklist(lines: readonly Checked[], options: ChartOptions): Chart {
  const look = lines.filter(({ state }) => state === "look").length;
  return list(lines, {
    name: "checklist",
    title: look === 0
      ? `${options.subject}: nothing stands in the way of the figures`
      : `${options.subject}: ${count(look, "point")} to know before the figures are believed`,
    subtitle: "What there is, checked against itself",
    labels: { look: "Look at it", fine: "Fine", unknown: "Cannot be told" },
  }, options);
}

/**
 * The questions of the notebooks, and whether a dataset can carry them in a window.
 *
 * @example answerable(questions(check.coverage, { from, to }), wholeDataset(dataset))
 */
export function answerable(lines: readonly Checked[], options: ChartOptions): Chart {
  const of = (state: Checked["state"]) => lines.filter((line) => line.state === state).length;
  return list(lines, {
    name: "answerable",
    title: `${options.subject} carries ${of("fine")} of ${lines.length} questions in full, ${
      of("look")
    } in part, ${of("unknown")} not at all`,
    subtitle: "The best that there is for each question in the window of the notebooks, and the " +
      "days before it that its baselines want",
    labels: { fine: "In full", look: "In part", unknown: "Not at all" },
  }, options);
}

function list(
  lines: readonly Checked[],
  { name, title, subtitle, labels }: About,
  options: ChartOptions,
): Chart {
  const look = lines.filter(({ state }) => state === "look");
  const slide = options.size === "slide";
  // A slide holds what must be known, and no more than fits.
  const shown = slide
    ? [...look, ...lines.filter((line) => !look.includes(line))].slice(0, MOST_ON_SLIDE)
    : lines;
  const narrow = options.size === "journal";
  return drawChart({
    name,
    title,
    subtitle,
    alt: lines.map(({ check, state, finding }) => `${check} (${state}): ${finding}`).join("; ") +
      ".",
    rows: lines.map((line): Row => ({ ...line })),
    legend: (theme) => [
      { mark: "symbol", symbol: "triangle", color: theme.accent, label: labels.look },
      { mark: "symbol", symbol: "circle", color: theme.second, label: labels.fine },
      {
        mark: "symbol",
        symbol: "circle",
        hollow: true,
        color: theme.muted,
        label: labels.unknown,
      },
    ],
    note: shown.length < lines.length
      ? `Shown: ${shown.length} of ${lines.length} lines.`
      : undefined,
    lines: shown.length * (narrow ? 5.2 : 2.9) + 1,
    left: 0.4,
    right: 0.4,
    panels: [{ plot: (box) => listed(box, shown, narrow) }],
  }, options);
}

function listed(box: Box, lines: readonly Checked[], narrow: boolean): Plot.PlotOptions {
  const { theme, font, innerWidth } = box;
  const left = font * 1.6;
  // Beside its question where there is room, else below it.
  const right = narrow ? left : Math.min(innerWidth * 0.36, font * 24);
  const questionWidth = (narrow ? innerWidth : right - font) - left;
  const at = lines.map((_, i) => i);
  const text = (dx: number, dy: number, weight: string, of: (line: Checked) => string) =>
    Plot.text(at, {
      x: () => 0,
      y: (i: number) => i,
      dx,
      dy,
      text: (i: number) => of(lines[i]),
      fill: theme.ink,
      fontWeight: weight,
      textAnchor: "start",
      lineAnchor: "top",
      lineHeight: 1.25,
    });
  const color = { look: theme.accent, fine: theme.second, unknown: theme.muted };
  return {
    x: { axis: null, domain: [0, 1] },
    y: { axis: null, domain: [lines.length, 0] },
    marks: [
      Plot.ruleY(at, { y: (i: number) => i, stroke: theme.grid }),
      // One mark each, because Plot gives all dots of a mark the same symbol where it is constant.
      ...lines.map(({ state }, i) =>
        Plot.dot([i], {
          x: 0,
          y: i,
          dx: font * 0.6,
          dy: font,
          r: font * 0.38,
          symbol: state === "look" ? "triangle" : "circle",
          fill: state === "unknown" ? theme.background : color[state],
          stroke: color[state],
        })
      ),
      text(left, font * 0.35, "bold", ({ check }) => cut(check, questionWidth, font, 2, true)),
      text(
        right,
        font * (narrow ? 1.7 : 0.35),
        "normal",
        ({ finding }) => cut(finding, innerWidth - right, font, narrow ? 3 : 2, false),
      ),
    ],
  };
}

/** A text in so many lines at most. */
function cut(text: string, width: number, font: number, most: number, bold: boolean): string {
  const lines = wrapText(text, width, font, bold);
  if (lines.length <= most) return lines.join("\n");
  const last = wrapText(lines[most - 1], width - font, font, bold)[0];
  return [...lines.slice(0, most - 1), `${last}…`].join("\n");
}
