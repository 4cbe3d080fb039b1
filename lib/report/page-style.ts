/**
 * The page's style sheet: plain, readable on a phone, in print and in the dark. Charts keep the ground
 * that they were drawn on.
 */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --ink: #1a1a1a; --muted: #555; --rule: #ccc;
  --link: #00518f; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ground: #15181c; --ink: #f0f0f0; --muted: #b4b4b4; --rule: #474d55; --link: #8fc1f2; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; color: var(--ink);
  background: var(--ground); font: 1rem/1.5 "DejaVu Sans", Arial, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1rem 0 0.5rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.5rem 0 0.75rem;
  border-top: 1px solid var(--rule); padding-top: 1rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 0.5rem; }
a { color: var(--link); }
time { white-space: nowrap; }
small { color: var(--muted); font-size: 0.85em; }
nav ol { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0; padding: 0;
  list-style: none; font-size: 0.9rem; }
nav a { display: inline-block; padding: 0.2rem 0; }
figure { margin: 1.5rem 0; }
figcaption { max-width: 46rem; }
figcaption small { white-space: nowrap; }
figcaption a, .files a { display: inline-block; min-width: 1.5rem; padding: 0.15rem 0.1rem; }
.picture { overflow-x: auto; }
.picture svg { display: block; max-width: 100%; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
.ledger { width: 100%; font-size: 0.9rem; }
.ledger th, .ledger td { text-align: left; vertical-align: top; padding: 0.5rem 0.75rem 0.5rem 0;
  border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
.statement { display: block; font-weight: 400; min-width: 12rem; }
.verdict { border-radius: 3px; padding: 0.1em 0.5em; white-space: nowrap;
  border: 1px solid transparent; }
.supported { background: #00664a; color: #fff; }
.contradicted { background: #a33c00; color: #fff; }
.inconclusive { background: #595959; color: #fff; }
.not-testable { background: #fff; color: #333; border-color: #777; }
details { margin: 0.75rem 0; }
summary { padding: 0.15rem 0; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.25rem 1.25rem;
  margin: 0; }
dt { font-weight: 600; }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  .claims, .claims tbody, .claims tr, .claims th, .claims td { display: block; }
  .claims thead { position: absolute; clip-path: inset(50%); }
  .claims tr { border-bottom: 1px solid var(--rule); padding: 0.5rem 0; }
  .claims th, .claims td { border: 0; padding: 0.2rem 0; }
  .claims td[data-label]::before { content: attr(data-label) ": "; color: var(--muted); }
  .picture svg { min-width: 44rem; }
  dl { display: block; }
  dd { margin: 0 0 0.5rem; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; font-size: 10pt; padding: 0; }
  a { color: inherit; text-decoration: none; }
  nav, .files, figcaption small, details { display: none; }
  figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .verdict { background: none; color: inherit; border-color: currentColor; font-weight: 600; }
  .picture svg { max-height: 24cm; }
}
`;
