import { UserError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { Preset } from "./preset.ts";
import { CALM } from "./presets/calm.ts";
import { DECEMBER_2025 } from "./presets/december-2025.ts";
import { NULL } from "./presets/null.ts";
import { OCTOBER_2025 } from "./presets/october-2025.ts";

/** The presets that the command line knows. */
export const PRESETS: readonly Preset[] = [DECEMBER_2025, OCTOBER_2025, CALM, NULL];

/**
 * The preset of that name.
 *
 * @throws UserError that names the known ones
 * @example presetNamed("december-2025").from
 */
export function presetNamed(name: string): Preset {
  const preset = PRESETS.find((preset) => preset.name === name);
  if (preset) return preset;
  const names = PRESETS.map(({ name }) => name);
  throw new UserError(
    `"${name}" is no preset${didYouMean(name, names)} (there are ${names.join(", ")})`,
  );
}
