import { setColours } from "./colour.js";
import { button, element } from "./dom.js";
import { Panel } from "./panel.js";
import { styles } from "./styles.js";

const TAG = "assistant-mairie";
const TITLE = "Assistant litiges télécom";
// Where the panel covers the page, the page behind it must not be reached by keyboard.
const COVERS = "(max-width: 30em), (max-height: 30em)";

/**
 * `<assistant-mairie>`: a button that opens the conversation. Nothing is loaded, stored or sent
 * before that. With `data-full-page`, the conversation is in the page itself.
 */
class AssistantMairie extends HTMLElement {
  constructor() {
    super();
    /** @type {HTMLDialogElement | undefined} */
    this.dialog = undefined;
  }

  connectedCallback() {
    if (this.shadowRoot) return;
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [styles()];
    this.root = element("div", { class: "root", lang: "fr" });
    shadow.append(this.root);
    setColours(this.root, this.dataset.color);
    // What is written here must not be a shortcut of the page.
    for (const type of ["keydown", "keypress", "keyup"]) {
      shadow.addEventListener(type, (event) => event.stopPropagation());
    }
    // In the page and not in the shadow root, where some screen readers miss what changes.
    this.announcer = element("div", { "aria-live": "polite", lang: "fr" });
    this.append(this.announcer);
    if (this.dataset.fullPage === undefined) this.addLauncher();
    else this.addPage();
  }

  get words() {
    return this.dataset.title || TITLE;
  }

  get server() {
    const address = new URL(this.dataset.server || ".", import.meta.url).href;
    return address.endsWith("/") ? address : `${address}/`;
  }

  addLauncher() {
    this.launcher = button(this.words, () => this.open(), "launcher main");
    this.launcher.setAttribute("aria-haspopup", "dialog");
    this.root?.append(this.launcher);
  }

  addPage() {
    const panel = this.makePanel();
    const place = { class: "panel", "aria-label": this.words };
    this.root?.append(element("section", place, panel.hall, ...panel.parts, element("slot", {})));
    panel.opened();
  }

  makePanel() {
    return new Panel(this.server, /** @type {HTMLElement} */ (this.announcer));
  }

  /** Opens the panel, made the first time, and gives it the focus. */
  open() {
    this.dialog ??= this.makeDialog();
    this.place(matchMedia(COVERS).matches);
    if (this.launcher) this.launcher.hidden = true;
    this.panel?.opened();
    this.panel?.field.input.focus();
  }

  /**
   * Shows the panel, modal or not, and leaves the focus where it is.
   *
   * @param {boolean} modal
   */
  place(modal) {
    const focused = /** @type {HTMLElement | null | undefined} */ (this.shadowRoot?.activeElement);
    this.dialog?.close();
    if (modal) this.dialog?.showModal();
    else this.dialog?.show();
    focused?.focus();
  }

  close() {
    this.dialog?.close();
    if (this.launcher) this.launcher.hidden = false;
    this.launcher?.focus();
  }

  makeDialog() {
    this.panel = this.makePanel();
    const top = element(
      "div",
      { class: "top" },
      element("h2", { id: "title" }, this.words),
      button("Fermer", () => this.close()),
    );
    const rest = element("div", { class: "rest" }, ...this.panel.parts, element("slot", {}));
    const place = { class: "panel", "aria-labelledby": "title" };
    const dialog = element("dialog", place, top, this.panel.hall, rest);
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      this.close();
    });
    // The back gesture of a phone.
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    this.root?.append(dialog);
    this.followScreen(dialog);
    return dialog;
  }

  /** @param {HTMLDialogElement} dialog  modal while it covers the page, never on paper */
  followScreen(dialog) {
    const covers = matchMedia(COVERS);
    const follow = () => dialog.open && this.place(covers.matches);
    covers.addEventListener("change", follow);
    addEventListener("beforeprint", () => dialog.open && this.place(false));
    addEventListener("afterprint", follow);
  }
}

/** Makes the element asked for by `<script src="…/widget.js" data-title="…">`, if there is one. */
function startFromScript() {
  // `document.currentScript` does not exist for modules.
  const script = [...document.querySelectorAll("script")].find(({ src }) => src === import.meta.url);
  if (!script || document.querySelector(TAG)) return;
  const assistant = document.createElement(TAG);
  for (const name of ["server", "title", "color"]) {
    const value = script.dataset[name];
    if (value) assistant.dataset[name] = value;
  }
  document.body.append(assistant);
}

if (!customElements.get(TAG)) {
  customElements.define(TAG, AssistantMairie);
  startFromScript();
}
