/** How the codebook looks: on phones, on paper, by day and by night. */
export const CODEBOOK_STYLE = `
:root { color-scheme: light dark; --text: #1c1e21; --quiet: #5a6068; --page: #fff; --line: #d5d9de; --link: #0b57a4; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e6e9; --quiet: #a2a9b2; --page: #16181b; --line: #3a3f46; --link: #8ab8f0; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; color: var(--text); background: var(--page);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 3rem 0 0.75rem; padding-top: 1.25rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
h4 { font-size: 1.15rem; margin: 2.25rem 0 0.5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
p, ul { margin: 0.5rem 0; }
ul { padding-left: 1.25rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code { font-family: ui-monospace, monospace; font-size: 0.92em; }
.wording { white-space: pre-line; }
.scroll { overflow-x: auto; margin: 0.75rem 0; }
table { min-width: min(100%, 36rem); border-collapse: collapse; font-size: 0.95rem; }
caption { text-align: left; color: var(--quiet); font-size: 0.85rem; padding-bottom: 0.25rem; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-weight: 600; font-size: 0.85rem; }
tbody th { font-weight: 400; }
@media (max-width: 40rem) { th, td { padding-right: 0.5rem; } table { font-size: 0.9rem; } }
@media print {
  :root { color-scheme: light; --text: #000; --quiet: #444; --page: #fff; --line: #bbb; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  .scroll { overflow: visible; }
  tr, h2, h3, h4 { break-inside: avoid; }
  h2, h3, h4, caption { break-after: avoid; }
}
`;
