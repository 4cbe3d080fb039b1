import type { Theme } from "../theme.ts";

/** How one of several lines of a chart looks: dashes tell them apart where colours cannot. */
export interface SeriesLook {
  color: string;
  dash: string | undefined;
}

const DASHES = [undefined, "7,3", "2,2", "8,3,2,3", "12,4"];

/** Lines beyond this repeat their colours, with other dashes. */
export const MOST_SERIES = DASHES.length;

/**
 * Look of the n-th line.
 *
 * @example seriesLook(theme, 0) // { color: theme.second, dash: undefined }
 */
export function seriesLook(theme: Theme, index: number): SeriesLook {
  const colors = [theme.second, theme.accent, theme.bandEdge, theme.neutral, theme.ink];
  const round = Math.floor(index / colors.length);
  return { color: colors[index % colors.length], dash: DASHES[(index + round) % DASHES.length] };
}
