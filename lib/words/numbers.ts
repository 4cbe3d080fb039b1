/**
 * Numbers as people read them, in charts, tables and sentences alike: thousands separators, a true
 * minus sign, no false precision. Machines get plain numbers, in JSON and CSV.
 */

const MINUS = "\u2212";

/** Fixed decimals with thousands separators and a true minus sign: `fixed(-1234.5, 1)` is −1,234.5. */
export function fixed(value: number, decimals = 0): string {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? `.${fraction}` : "");
  return value < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits;
}

/** The same with a plus sign before what is above 0: `signed(1.26, 1)` is +1.3. */
export function signed(value: number, decimals = 0): string {
  const text = fixed(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/**
 * Rounded to so many significant digits, no zeros behind the last of them: `significant(-0.0120, 3)`
 * is −0.012, `significant(92_812, 3)` is 92,800.
 */
export function significant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return String(value).replace("Infinity", "∞").replace("-", MINUS);
  const rounded = Number(value.toPrecision(digits));
  if (rounded === 0) return "0";
  const decimals = digits - 1 - Math.floor(Math.log10(Math.abs(rounded)));
  const text = fixed(rounded, Math.min(100, Math.max(0, decimals)));
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/**
 * US dollars, three significant digits: $16.8B, $340M, $92.8k, $5.20.
 *
 * @example usd(16.7714e9) // "$16.8B"
 */
export function usd(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "$0";
  for (const [unit, suffix] of [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "k"]] as const) {
    // 999.6 million rounds to 1,000 million: it belongs to the next unit already.
    if (size >= unit * 0.9995) return sign(value) + "$" + threeDigits(size / unit) + suffix;
  }
  return sign(value) + "$" + size.toFixed(2);
}

/** US dollars with no more digits than they need, for the ticks of an axis: $10B, $2.5B. */
export function usdTick(value: number): string {
  return usd(value).replace(/\.(\d*?)0+(?=\D|$)/, (_, kept) => kept ? `.${kept}` : "");
}

/** A fraction as percent that says which way: +3%, −34%. */
export function change(fraction: number, decimals = 1): string {
  return signed(fraction * 100, decimals) + "%";
}

/** A price with as many decimals as its size asks for, none of them zeros: 92,800, 131.25, 0.1423. */
export function price(value: number): string {
  const size = Math.abs(value);
  const most = size >= 1000 ? 0 : size >= 10 ? 2 : 3;
  if (size < 1) return significant(value, 4);
  const decimals = String(Number(value.toFixed(most))).split(".")[1]?.length ?? 0;
  return fixed(value, decimals);
}

/** A zone of prices: `priceRange([92_800, 93_900])` is 92,800–93,900. */
export function priceRange([low, high]: readonly [number, number]): string {
  return `${price(low)}–${price(high)}`;
}

/**
 * A fraction as percent.
 *
 * @example percent(-0.1741) // "−17.4%"
 */
export function percent(fraction: number, decimals = 1): string {
  return fixed(fraction * 100, decimals) + "%";
}

/** A fraction as percent with no more decimals than it needs: for the ticks of an axis. */
export function percentTick(fraction: number): string {
  const value = Number((fraction * 100).toFixed(2));
  return fixed(value, (String(value).split(".")[1] ?? "").length) + "%";
}

/** A funding rate as basis points: `basisPoints(5.0545e-5)` is "0.51 bp". */
export function basisPoints(fraction: number, decimals = 2): string {
  return fixed(fraction * 1e4, decimals) + " bp";
}

/**
 * Labels of an axis of rates in basis points, with as many decimals as tell its ticks apart.
 *
 * @param range of the axis, as a fraction
 * @example rateTick(2e-4)(5e-5) // "0.5"
 */
export function rateTick(range: number): (rate: number) => string {
  const decimals = range > 1e-3 ? 0 : range > 1e-4 ? 1 : 2;
  return (rate) => fixed(rate * 1e4, decimals);
}

/**
 * The smallest and the largest of some values in words: "2.0% to 5.0%", or one of them where both
 * read alike.
 *
 * @example extent([0.02, 0.05], percent) // "2.0% to 5.0%"
 */
export function extent(values: readonly number[], format: (value: number) => string): string {
  const low = format(Math.min(...values)), high = format(Math.max(...values));
  return low === high ? low : `${low} to ${high}`;
}

/** A p-value, without false precision: p = 0.040, p < 0.001. */
export function probability(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(3)}`;
}

/** A count with its noun: `count(1, "visit")` is "1 visit", `count(0, "visit")` "no visits". */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  if (number === 0) return `no ${plural}`;
  return `${fixed(number)} ${number === 1 ? noun : plural}`;
}

/** Names in a sentence: `BTC, ETH and SOL`. */
export function listed(names: readonly string[]): string {
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

const WORDS = [
  "never",
  "once",
  "twice",
  ..."three four five six seven eight nine ten eleven twelve".split(" ").map((n) => `${n} times`),
];

/** How often: once, twice, three times, 15 times. */
export function times(number: number): string {
  return WORDS[number] ?? `${fixed(number)} times`;
}

function sign(value: number): string {
  return value < 0 ? MINUS : "";
}

function threeDigits(value: number): string {
  return value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2);
}
