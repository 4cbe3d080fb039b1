/** Numbers as a sentence says them. English, plain, and without false precision. */

/** @example count(1, "visit") // "1 visit" */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
}

/** A share as percent. @example percent(0.857) // "86%" */
export function percent(share: number, digits = 0): string {
  return `${(share * 100).toFixed(digits)}%`;
}

/** A signed change as percent. @example change(-0.1741) // "-17.4%" */
export function change(share: number, digits = 1): string {
  return `${share > 0 ? "+" : ""}${percent(share, digits)}`;
}

/** @example usd(177_000_000) // "$177M"; usd(92_800) // "$92,800" */
export function usd(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? "-" : "";
  for (const [unit, name] of [[1e12, "T"], [1e9, "B"], [1e6, "M"]] as const) {
    if (size >= unit) return `${sign}$${Number((size / unit).toPrecision(3))}${name}`;
  }
  const digits = size >= 100 ? 0 : size >= 1 ? 2 : 5;
  return `${sign}$${size.toLocaleString("en-US", { maximumFractionDigits: digits })}`;
}

/** @example pValue(0.0004) // "p < 0.001" */
export function pValue(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(3)}`;
}
