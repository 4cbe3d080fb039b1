/**
 * The one theme of all charts: colours, sizes, symbols.
 *
 * Colours are Okabe and Ito's, which colour-blind readers can tell apart, darkened where one would
 * fall below a contrast of 3:1 on the background. What matters differs by lightness and by shape or
 * dash as well, so that it survives a black-and-white print.
 */
export interface Theme {
  background: string;
  ink: string;
  /** Secondary text: subtitle, source, axis labels. Contrast of at least 4.5:1. */
  muted: string;
  grid: string;
  /** Neutral marks: the price line, ordinary days. */
  neutral: string;
  /** Neutral fills behind other marks. */
  shade: string;
  /** Fill of a zone or highlighted span, and its outline. */
  band: string;
  bandEdge: string;
  /** The one thing that a chart is about. */
  accent: string;
  /** A second series beside the accent. */
  second: string;
  long: string;
  short: string;
  rejection: string;
  breakout: string;
  unresolved: string;
}

export type ThemeName = "light" | "dark";

export const THEMES: Record<ThemeName, Theme> = {
  light: {
    background: "#ffffff",
    ink: "#1a1a1a",
    muted: "#595959",
    grid: "#e3e3e3",
    neutral: "#7a7a7a",
    shade: "#d9d9d9",
    band: "#f3dfa2",
    bandEdge: "#8a6a00",
    accent: "#d55e00",
    second: "#0b4a78",
    long: "#d55e00",
    short: "#0b4a78",
    rejection: "#d55e00",
    breakout: "#0b4a78",
    unresolved: "#595959",
  },
  dark: {
    background: "#15181c",
    ink: "#f0f0f0",
    muted: "#b4b4b4",
    grid: "#33383e",
    neutral: "#9a9a9a",
    shade: "#41474e",
    band: "#4f4417",
    bandEdge: "#e6c65c",
    accent: "#e8772a",
    second: "#8ccbf5",
    long: "#e8772a",
    short: "#8ccbf5",
    rejection: "#e8772a",
    breakout: "#8ccbf5",
    unresolved: "#b4b4b4",
  },
};

/** Width and type of a chart for its place; 96 px to the inch. */
export interface Size {
  width: number;
  /** Fixed height, or null where the plot's own proportion decides. */
  height: number | null;
  /** Height of the plot over its width, where the height is free; charts may scale it. */
  aspect: number;
  /** Text sizes in px. */
  font: number;
  title: number;
}

export type SizeName = "notebook" | "journal" | "journal-wide" | "slide";

/** One column of a journal is 85 mm, both are 170 mm; a slide is 800 x 450, 1600 x 900 at 2x. */
export const SIZES: Record<SizeName, Size> = {
  notebook: { width: 860, height: null, aspect: 0.42, font: 12, title: 17 },
  journal: { width: 321, height: null, aspect: 0.7, font: 9, title: 11 },
  "journal-wide": { width: 643, height: null, aspect: 0.46, font: 10, title: 13 },
  slide: { width: 800, height: 450, aspect: 0.5, font: 13.5, title: 20 },
};

/** DejaVu Sans is what PNG and PDF are drawn with; Arial is narrower, so text set in it fits too. */
export const FONT = "DejaVu Sans, Arial, sans-serif";
