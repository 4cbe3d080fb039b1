/** The page's style sheet: plain, readable on a phone, in print and in the dark. */
export const STYLE = `
:root { color-scheme: light; --ink: #1a1a1a; --muted: #555; --rule: #ccc; --link: #00518f; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; color: var(--ink); background: #fff;
  font: 1rem/1.5 "DejaVu Sans", Arial, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.5rem 0 0.75rem; border-top: 1px solid var(--rule);
  padding-top: 1rem; }
a { color: var(--link); }
small { color: var(--muted); font-size: 0.85em; }
figure { margin: 1.5rem 0; }
figcaption { max-width: 46rem; }
.picture svg { max-width: 100%; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
.ledger { width: 100%; font-size: 0.9rem; }
.ledger th, .ledger td { text-align: left; vertical-align: top; padding: 0.5rem 0.75rem 0.5rem 0;
  border-bottom: 1px solid var(--rule); }
.statement { display: block; font-weight: 400; min-width: 12rem; }
.verdict { border-radius: 3px; padding: 0.1em 0.5em; white-space: nowrap; }
.supported { background: #00664a; color: #fff; }
.contradicted { background: #a33c00; color: #fff; }
.inconclusive { background: #595959; color: #fff; }
.not-testable { background: #fff; color: #333; border: 1px solid #777; }
details { margin: 0.75rem 0; }
dt { font-weight: 600; }
dd { margin: 0 0 0.5rem; overflow-wrap: anywhere; }
@media print { body { max-width: none; font-size: 10pt; } figure { break-inside: avoid; }
  details > :not(summary) { display: none; } }
`;
