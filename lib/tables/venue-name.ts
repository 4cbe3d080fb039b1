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

/**
 * Where something stands that one venue alone knows of: what it says of the market must say so.
 *
 * @param venues as in series keys; none, where it is not known
 * @example onVenues(["hyperliquid"]) // "on Hyperliquid"
 */
export function onVenues(venues: readonly string[]): string {
  const names = [...new Set(venues)].filter((venue) => venue !== "all").map(venueName);
  const all = venues.includes("all") ? [`over ${venueName("all")}`] : [];
  return [...all, ...(names.length > 0 ? [`on ${names.join(", ")}`] : [])].join(" and ");
}
