import { LAYOUT } from "./layout.js";

// Sizes are in em from `font-size: medium`, the size the resident chose in the browser: the host
// page's own root size does not count. Colours come from colour.js.
const LOOK = `
:host([data-full-page]) {
  display: flex;
  flex: 1;
  min-height: 0;
}
.root {
  all: initial;
  display: contents;
  --page: #f3f4f8;
  --sheet: #fff;
  --text: #1c1e29;
  --quiet: #4b4f60;
  --line: #81869b;
  --error: #a8121c;
  --accent: var(--accent-on-light, #24509a);
  --on-accent: #fff;
  color: var(--text);
  color-scheme: light;
  font: medium/1.5 system-ui, sans-serif;
  hyphens: auto;
  overflow-wrap: break-word;
}
@media (prefers-color-scheme: dark) {
  .root {
    --page: #191a22;
    --sheet: #2b2d38;
    --text: #f1f2f7;
    --quiet: #c4c7d4;
    --line: #8d92a6;
    --error: #ffb0ab;
    --accent: var(--accent-on-dark, #a9c2f5);
    --on-accent: #191a22;
    color-scheme: dark;
  }
}
.root * {
  box-sizing: border-box;
}
[hidden] {
  display: none !important;
}
h2, p, ul, ol {
  margin: 0;
}
a {
  color: var(--accent);
}
a[target]:not(.file)::after {
  content: " ↗" / "";
}
/* Not inside a sentence: a target of 44 px. */
.alone a, .contact a {
  display: inline-block;
  padding: 0.5em 0;
}
a[href^="tel:"] {
  white-space: nowrap;
}
:focus-visible {
  outline: 3px solid var(--accent);
  outline-offset: 2px;
}
.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
/* The announcements: in the page, so its own rules would count without !important. */
::slotted(*) {
  display: block !important;
  position: absolute !important;
  width: 1px !important;
  height: 1px !important;
  overflow: hidden !important;
  clip-path: inset(50%) !important;
}

button, summary, .file, .plain {
  min-width: 2.75em;
  min-height: 2.75em;
  padding: 0.5em 1em;
  border: 1px solid var(--accent);
  border-radius: 0.5em;
  background: var(--sheet);
  color: var(--accent);
  font: inherit;
  text-align: start;
  cursor: pointer;
}
button:hover, .file:hover, summary:hover {
  text-decoration: underline;
}
.file {
  display: inline-block;
  max-width: 100%;
  margin: 0.25em 0;
}
.main {
  background: var(--accent);
  color: var(--on-accent);
}
.main:focus-visible {
  outline-color: var(--text);
}
[aria-disabled=true] {
  border: 1px dashed var(--line);
  background: var(--page);
  color: var(--quiet);
  cursor: default;
}
.launcher {
  position: fixed;
  right: 1em;
  bottom: 1em;
  z-index: 2147483647;
  max-width: calc(100vw - 2em);
  padding: 0.75em 1.25em;
  border-color: var(--on-accent);
  border-radius: 1.75em;
  box-shadow: 0 0.25em 1em #0004;
  font-size: 1.125em;
}

.turn {
  display: flex;
  flex-direction: column;
  gap: 0.75em;
  padding-top: 1em;
}
.mine, .theirs, .failed {
  max-width: 94%;
  padding: 0.625em 0.875em;
  border: 1px solid transparent;
  border-radius: 0.75em;
}
.mine {
  align-self: flex-end;
  background: var(--accent);
  color: var(--on-accent);
}
.theirs {
  align-self: flex-start;
  background: var(--sheet);
}
.failed {
  border-color: var(--error);
  background: var(--sheet);
}
.failed > p:first-child {
  color: var(--error);
}
.failed > * + * {
  margin-top: 0.5em;
}
.speaker {
  font-size: 0.875em;
  font-weight: bold;
}
.message + .message {
  margin-top: 0.75em;
}
.message > * + *, .contact > * + * {
  margin-top: 0.375em;
}
ul, ol {
  padding-left: 1.25em;
}
.steps li + li {
  margin-top: 0.5em;
}
.steps p + p {
  color: var(--quiet);
  font-size: 0.9375em;
}
.message > .contact {
  padding: 0.5em 0.75em;
  border: 1px solid var(--line);
  border-radius: 0.5em;
}
.choices {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5em;
  padding-top: 0.25em;
}
.waiting:not(:empty) {
  padding-top: 0.75em;
  color: var(--quiet);
}
`;

/** The styles of the shadow root: no inline style, so that a strict CSP allows them. */
export function styles() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOK + LAYOUT);
  return sheet;
}
