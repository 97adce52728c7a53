import { button, element } from "./dom.js";
import { SETTINGS } from "./settings.js";

const TELL_LENGTH_UNDER = 100;
const TYPING_PAUSE = 400;

/** Where the resident writes: Enter sends, a text that is too long is counted and never cut. */
export class Field {
  /**
   * @param {(text: string) => boolean} send  tells whether the text was taken
   * @param {(draft: string) => void} keep
   */
  constructor(send, keep) {
    this.take = send;
    this.keep = keep;
    const described = { "aria-describedby": "hint left" };
    const input = { id: "message", rows: "1", autocomplete: "off", enterkeyhint: "send" };
    this.input = element("textarea", { ...input, ...described });
    this.send = button("Envoyer", () => this.submit(), "main");
    this.left = element("p", { id: "left", class: "left", role: "status" });
    this.form = element(
      "form",
      { "aria-label": "Écrire à l’assistant" },
      element("label", { for: "message" }, "Votre message"),
      element("p", { id: "hint", class: "hint" }, "Entrée envoie, Maj + Entrée va à la ligne."),
      this.input,
      this.send,
      this.left,
    );
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("input", () => {
      this.keep(this.input.value);
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.tellLength(), TYPING_PAUSE);
    });
  }

  /** @param {string} text */
  write(text) {
    this.input.value = text;
    this.tellLength();
  }

  submit() {
    const text = this.input.value.trim();
    this.tellLength();
    if (!text || this.charactersLeft < 0 || !this.take(text)) return;
    this.write("");
    this.keep("");
  }

  get charactersLeft() {
    return SETTINGS.maxLength - [...this.input.value.trim()].length;
  }

  tellLength() {
    const left = this.charactersLeft;
    const count = `${Math.abs(left)} caractère${Math.abs(left) > 1 ? "s" : ""}`;
    const rest = left < TELL_LENGTH_UNDER ? `Il reste ${count}.` : "";
    this.left.textContent = left < 0 ? `Votre message est trop long de ${count}.` : rest;
    this.input.setAttribute("aria-invalid", String(left < 0));
  }
}
