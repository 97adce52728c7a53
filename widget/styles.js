// Sizes are in em from `font-size: medium`, the size the resident chose in the browser: the host
// page's own root size does not count. Colours come from colour.js.
const CSS = `
:host {
  /* Never drawn: colour.js reads the town's colour here. */
  outline-color: var(--assistant-mairie-color, #24509a);
}
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
  overflow-wrap: anywhere;
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

.panel {
  display: flex;
  flex-direction: column;
  padding: 0;
  background: var(--page);
  color: inherit;
  font-size: 1.125em;
}
dialog.panel {
  position: fixed;
  inset: auto 1em 1em auto;
  z-index: 2147483647;
  width: min(26em, calc(100vw - 2em));
  max-width: none;
  height: min(42em, calc(100dvh - 2em));
  max-height: none;
  margin: 0;
  border: 1px solid var(--line);
  border-radius: 0.75em;
  box-shadow: 0 0.5em 2em #0005;
  overflow: clip;
}
dialog:not([open]) {
  display: none;
}
section.panel {
  flex: 1;
  min-width: 0;
  margin-bottom: 1em;
  border: 1px solid var(--line);
  border-radius: 0.75em;
  overflow: clip;
}
.top {
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 0.5em;
  padding: 0.5em 0.5em 0.5em 1em;
  background: var(--accent);
  color: var(--on-accent);
}
.top button {
  flex: none;
  border-color: var(--on-accent);
}
h2 {
  font-size: 1.125em;
  line-height: 1.25;
}
.hall {
  border-bottom: 1px solid var(--line);
  background: var(--sheet);
}
summary {
  display: list-item;
  border: 0;
  border-radius: 0;
  list-style-position: inside;
}
.hall > div {
  max-height: 30vh;
  padding: 0 1em 0.75em;
  overflow: auto;
}
.talk {
  flex: 1;
  padding: 1em;
  overflow: auto;
}
section .talk {
  overflow: visible;
}
.talk:focus-visible {
  outline-offset: -3px;
}
.notice {
  color: var(--quiet);
}
.welcome {
  padding-top: 1em;
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

form {
  display: grid;
  grid-template-columns: 1fr auto;
  gap: 0.25em 0.5em;
  align-items: end;
  padding: 0.5em 1em 0;
  border-top: 1px solid var(--line);
}
label {
  font-weight: bold;
}
.hint, .left, label {
  grid-column: 1 / -1;
}
.hint, .left {
  color: var(--quiet);
  font-size: 0.875em;
}
textarea {
  width: 100%;
  min-height: 2.75em;
  max-height: 8em;
  padding: 0.5em 0.75em;
  border: 1px solid var(--line);
  border-radius: 0.5em;
  background: var(--sheet);
  color: inherit;
  font: inherit;
  resize: none;
  field-sizing: content;
}
.bottom {
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  padding: 0 0.25em;
  font-size: 0.875em;
}
.plain {
  min-height: 3.25em;
  padding: 0.75em;
  border: 0;
  background: none;
  text-decoration: underline;
}

/* A phone, a low window or large text: the panel is the whole screen and scrolls as one page. */
@media (max-width: 30em), (max-height: 30em) {
  dialog.panel {
    inset: 0;
    width: 100vw;
    height: 100dvh;
    border: 0;
    border-radius: 0;
    overflow: auto;
  }
  .talk {
    flex: 1 0 auto;
    overflow: visible;
  }
  .top {
    padding-left: 0.75em;
  }
  .hall > div {
    max-height: none;
  }
}
/* With room for it, closing and writing stay in sight on a phone, and hide nothing. */
@media (max-width: 30em) and (min-height: 30.01em) {
  dialog.panel {
    scroll-padding: 4.5em 0 8.5em;
  }
  .top, form {
    position: sticky;
    z-index: 1;
  }
  .top {
    top: 0;
  }
  form {
    bottom: 0;
    background: var(--page);
  }
}

@media print {
  .launcher, .top button, .hall, .choices, .waiting, .failed button, .welcome, form, .bottom {
    display: none;
  }
  .top {
    background: none;
    color: inherit;
  }
  dialog.panel {
    position: static;
    width: auto;
    height: auto;
    box-shadow: none;
    overflow: visible;
  }
  .talk {
    overflow: visible;
  }
  .mine, .theirs {
    border-color: var(--line);
    background: none;
    color: inherit;
    break-inside: avoid;
  }
}
`;

/** The styles of the shadow root: no inline style, so that a strict CSP allows them. */
export function styles() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  return sheet;
}
