import assert from "node:assert/strict";
import { type Theme, THEMES } from "../../lib/charts/theme.ts";

/** Relative luminance of a colour after WCAG 2.2. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const channel = parseInt(color.slice(i, i + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

for (const [name, theme] of Object.entries(THEMES) as [string, Theme][]) {
  Deno.test(`${name}: text has a contrast of 4.5:1, marks of 3:1`, () => {
    for (const text of [theme.ink, theme.muted]) assert(contrast(text, theme.background) >= 4.5);
    const marks = [
      theme.neutral,
      theme.accent,
      theme.second,
      theme.long,
      theme.short,
      theme.rejection,
      theme.breakout,
      theme.unresolved,
      theme.bandEdge,
    ];
    for (const mark of marks) assert(contrast(mark, theme.background) >= 3, mark);
  });

  Deno.test(`${name}: long and short, rejection and breakout differ in black and white`, () => {
    assert(contrast(theme.long, theme.short) >= 1.5);
    assert(contrast(theme.rejection, theme.breakout) >= 1.5);
    assert(contrast(theme.accent, theme.second) >= 1.5);
  });
}
