// Where the parts of the panel stand: floating, covering a small screen, in a page, on paper.
export const LAYOUT = `
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
.rest {
  display: flex;
  flex: 1;
  flex-direction: column;
  min-height: 0;
}
.top {
  display: flex;
  flex-wrap: wrap;
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
  flex: 1 1 6em;
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
  padding: 0 0.4em;
  font-size: 0.875em;
}
.plain {
  min-height: 3.25em;
  padding: 0.875em 0.75em;
  border: 0;
  background: none;
  text-decoration: underline;
}

/* A phone, a low window or large text: the panel is the whole screen; under its head, one page. */
@media (max-width: 30em), (max-height: 30em) {
  dialog.panel {
    inset: 0;
    width: 100vw;
    height: 100dvh;
    border: 0;
    border-radius: 0;
  }
  .rest {
    overflow: auto;
  }
  .talk {
    flex: 1 0 auto;
    overflow: visible;
  }
  .top {
    padding: 0.25em 0.5em 0.25em 0.75em;
  }
  summary {
    padding: 0 0.75em;
    line-height: 1.25;
  }
}
/* With room for it, writing stays in sight on a phone, and hides nothing. */
@media (max-width: 30em) and (min-height: 30.01em) {
  .rest {
    scroll-padding-bottom: 8.5em;
  }
  form {
    position: sticky;
    bottom: 0;
    z-index: 1;
    background: var(--page);
  }
}
/* Very large text on a small screen: nothing fits beside the conversation. */
@media (max-width: 15em) {
  form {
    grid-template-columns: 1fr;
  }
}
@media (max-height: 15em) {
  dialog.panel {
    overflow: auto;
  }
  .rest {
    flex: none;
    overflow: visible;
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
  }
  :host, .panel, .rest, .talk, .turn {
    display: block !important;
    overflow: visible !important;
  }
  dialog:not([open]) {
    display: none !important;
  }
  .mine, .theirs {
    border-color: var(--line);
    background: none;
    color: inherit;
    break-inside: avoid;
  }
}
`;
