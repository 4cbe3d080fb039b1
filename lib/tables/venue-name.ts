const NAMES: Record<string, string> = {
  all: "all exchanges",
  okx: "OKX",
  bitmex: "BitMEX",
  htx: "HTX",
  dydx: "dYdX",
};

/**
 * A venue as it writes itself; figures over all of them say so.
 *
 * @example venueName("okx") // "OKX"
 */
export function venueName(venue: string): string {
  return NAMES[venue] ?? venue.charAt(0).toUpperCase() + venue.slice(1);
}
