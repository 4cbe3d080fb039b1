import { type Look, parseSize, parseTheme } from "../charts/look.ts";

/**
 * The parameters `size` and `theme` of a notebook, for `cite` to hand to every chart. A notebook's
 * cells are not type-checked when they run, so a name that does not exist is refused here.
 *
 * @throws UserError with the known names
 * @example const look = parseLook("journal", "light");
 */
export function parseLook(size: string, theme: string): Required<Look> {
  return { size: parseSize(size), theme: parseTheme(theme) };
}
