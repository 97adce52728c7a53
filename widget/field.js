import { button, element, on } from "./dom.js";
import { SETTINGS } from "./settings.js";

const TELL_LENGTH_UNDER = 100;
const TYPING_PAUSE = 400;
const EMPTY = "Écrivez d’abord votre message.";
// What every key is while an input method composes. Safari ends the composition before its Enter.
const COMPOSING = 229;

/** Where the resident writes: Enter sends, a text that is too long is counted and never cut. */
export class Field {
  /**
   * @param {(text: string) => boolean} send  tells whether the text was taken
   * @param {(draft: string) => void} keep
   */
  constructor(send, keep) {
    this.take = send;
    this.keep = keep;
    this.input = element("textarea", {
      id: "message",
      rows: "1",
      autocomplete: "off",
      enterkeyhint: "send",
      "aria-describedby": "hint left",
    });
    this.send = button("Envoyer", () => this.submit(), "main");
    this.left = element("p", { id: "left", class: "count", role: "status" });
    this.form = element(
      "form",
      {},
      element("label", { for: "message" }, "Votre message"),
      element("p", { id: "hint", class: "unseen" }, "Entrée envoie, Maj + Entrée va à la ligne."),
      this.input,
      this.send,
      this.left,
    );
    this.listen();
  }

  listen() {
    on(this.form, "submit", (event) => event.preventDefault());
    on(this.input, "keydown", (event) => {
      const composing = event.isComposing || event.keyCode === COMPOSING;
      if (event.key !== "Enter" || event.shiftKey || composing) return;
      event.preventDefault();
      this.submit();
    });
    on(this.input, "input", () => {
      this.keep(this.input.value);
      this.grow();
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.tellLength(), TYPING_PAUSE);
    });
  }

  /** @param {string} text */
  write(text) {
    this.input.value = text;
    this.grow();
    this.tellLength();
  }

  /** As high as its text, up to what the styles allow; not every browser knows `field-sizing`. */
  grow() {
    const { style } = this.input;
    style.height = "";
    const { scrollHeight, offsetHeight, clientHeight } = this.input;
    if (scrollHeight > clientHeight) style.height = `${scrollHeight + offsetHeight - clientHeight}px`;
  }

  submit() {
    const text = this.input.value.trim();
    this.tellLength();
    if (!text) {
      this.left.textContent = EMPTY;
      this.input.focus();
    } else if (this.charactersLeft >= 0 && this.take(text)) {
      this.write("");
      this.keep("");
    }
  }

  get charactersLeft() {
    return SETTINGS.maxLength - [...this.input.value.trim()].length;
  }

  tellLength() {
    const left = this.charactersLeft;
    const count = `${Math.abs(left)} caractère${Math.abs(left) > 1 ? "s" : ""}`;
    const rest = left < TELL_LENGTH_UNDER ? `Il reste ${count}.` : "";
    this.left.textContent = left < 0 ? `Votre message est trop long de ${count}.` : rest;
    this.input.setAttribute("aria-invalid", `${left < 0}`);
  }
}
