import { UserError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { type SizeName, SIZES, type ThemeName, THEMES } from "./theme.ts";

/** How a chart is set: for which place, on which ground. */
export interface Look {
  /** Size preset, `notebook` unless told. */
  size?: SizeName;
  /** `light` unless told. */
  theme?: ThemeName;
}

/**
 * A size preset by its name.
 *
 * @throws UserError with the known ones
 * @example parseSize("journal")
 */
export function parseSize(name: string): SizeName {
  return known(name, Object.keys(SIZES) as SizeName[], "size");
}

/**
 * A theme by its name.
 *
 * @throws UserError with the known ones
 * @example parseTheme("dark")
 */
export function parseTheme(name: string): ThemeName {
  return known(name, Object.keys(THEMES) as ThemeName[], "theme");
}

function known<N extends string>(name: string, names: readonly N[], what: string): N {
  const found = names.find((one) => one === name);
  if (found !== undefined) return found;
  throw new UserError(
    `"${name}" is no ${what} of charts${didYouMean(name, names)} (known: ${names.join(", ")})`,
  );
}
