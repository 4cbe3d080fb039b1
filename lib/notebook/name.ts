import { UserError } from "../errors.ts";

/**
 * Refuses names of figures and tables that could not be file names on every system.
 *
 * @throws UserError
 * @example checkName("zone-visits")
 */
export function checkName(name: string): void {
  if (!/^[a-z0-9][a-z0-9-]{0,79}$/.test(name)) {
    throw new UserError(
      `"${name.slice(0, 80)}" cannot name a figure or table: lower-case letters, digits and "-" ` +
        `only, 80 at most, because files are called so`,
    );
  }
}

/**
 * A symbol as part of a name.
 *
 * @example nameOf("BTCUSD_PERP") // "btcusd-perp"
 */
export function nameOf(symbol: string): string {
  return symbol.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}
