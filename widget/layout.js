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
