import { escapeXml } from "../charts/parts/text.ts";
import type { Answer, Verdict } from "../claims/verdict.ts";
import { fixed, probability, significant } from "../words/numbers.ts";
import { type Bundle, display } from "./display.ts";
import { scrolling, STYLES } from "./html-table.ts";

/** MIME type of a notebook's verdicts in its output. */
export const FINDINGS_MIME = "application/vnd.aftershock.findings+json";

/** Word, shape and colour: each tells the verdicts apart without the others. */
const BADGES: Record<Answer, { shape: string; style: string }> = {
  supported: { shape: "✓", style: "background:#00664a;color:#fff" },
  contradicted: { shape: "✗", style: "background:#a33c00;color:#fff" },
  inconclusive: { shape: "?", style: "background:#595959;color:#fff" },
  "not testable": { shape: "–", style: "background:#fff;color:#333;border:1px solid #777" },
};

/**
 * Shows the claims that a notebook tested, with what was measured and what follows.
 *
 * @example await findings([c5([result], basis, { chosenAfterwards: true })]);
 */
export async function findings(verdicts: readonly Verdict[]): Promise<void> {
  await display(findingsBundle(verdicts));
}

/** The output that `findings` shows. */
export function findingsBundle(verdicts: readonly Verdict[]): Bundle {
  const header = ["Id", "Claim", "Verdict", "Measured", "Why"].map((label) =>
    `<th scope="col" style="${STYLES.header};${STYLES.text}">${label}</th>`
  );
  return {
    "text/plain": verdicts.map(plain).join("\n"),
    "text/html": scrolling(
      `<table style="${STYLES.table}">` +
        `<caption style="${STYLES.caption}">Claims tested here</caption>` +
        `<thead><tr>${header.join("")}</tr></thead>` +
        `<tbody>${verdicts.map(row).join("")}</tbody></table>`,
      "Claims tested here",
    ),
    [FINDINGS_MIME]: { verdicts: [...verdicts] },
  };
}

function row(verdict: Verdict): string {
  const { shape, style } = BADGES[verdict.verdict];
  const badge = `<span style="${style};border-radius:3px;padding:0.1em 0.5em;white-space:nowrap">` +
    `${shape} ${verdict.verdict}</span>`;
  const facts = [escapeXml(uncertainty(verdict)), `data: ${escapeXml(verdict.basis)}`];
  const why = [verdict.reason];
  if (verdict.smallest_effect) why.push(`Could have seen: ${verdict.smallest_effect}`);
  const cells = [
    `<b>${escapeXml(verdict.claim)}</b>`,
    escapeXml(verdict.statement),
    badge,
    `${escapeXml(verdict.figure)}<br><small>${facts.filter(Boolean).join(" · ")}</small>`,
    why.map(escapeXml).join("<br>"),
  ];
  return `<tr>${
    cells.map((cell) => `<td style="${STYLES.cell};${STYLES.text}">${cell}</td>`).join("")
  }</tr>`;
}

function uncertainty({ interval, p, n }: Verdict): string {
  const parts: string[] = [];
  if (interval) {
    parts.push(`95% interval ${significant(interval[0], 3)} to ${significant(interval[1], 3)}`);
  }
  if (p !== null) parts.push(probability(p));
  if (n !== null) parts.push(`n = ${fixed(n)}`);
  return parts.join(", ");
}

function plain(verdict: Verdict): string {
  const facts = uncertainty(verdict);
  return `${verdict.claim} ${verdict.verdict}: ${verdict.figure}${facts ? ` (${facts})` : ""}`;
}
