import { serverAddress } from "./address.js";
import { setColours } from "./colour.js";
import { button, element, on } from "./dom.js";
import { Panel } from "./panel.js";
import { avoidBanners, followKeyboard } from "./place.js";
import { SETTINGS } from "./settings.js";

export const TAG = "assistant-mairie";
const TITLE = "Assistant litiges télécom";
// Where the panel covers the page, the page behind it must not be reached by keyboard.
const COVERS = "(max-width: 30em), (max-height: 30em)";

/** @type {AssistantMairie | undefined} */
let shown;

/**
 * `<assistant-mairie>`: a button that opens the conversation. Nothing is loaded, stored or sent
 * before that. With `data-full-page`, the conversation is in the page itself. A page shows one, the
 * first.
 */
export class AssistantMairie extends HTMLElement {
  constructor() {
    super();
    /** @type {HTMLDialogElement | undefined} */
    this.dialog = undefined;
  }

  connectedCallback() {
    if (shown?.isConnected && shown !== this) return;
    shown = this;
    // Put back after a navigation that replaced the page around it.
    if (this.shadowRoot) return this.follow();
    const shadow = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SETTINGS.styles);
    shadow.adoptedStyleSheets = [sheet];
    this.root = element("div", { class: "root", lang: "fr", dir: "ltr" });
    shadow.append(this.root);
    this.setLooks(this.root);
    // What is written here must not be a shortcut of the page.
    on(shadow, "keydown keypress keyup", (event) => event.stopPropagation());
    // In the page and not in the shadow root, where some screen readers miss what changes.
    this.announcer = element("div", { "aria-live": "polite", lang: "fr" });
    this.append(this.announcer);
    if (this.dataset.fullPage === undefined) this.addLauncher();
    else this.addPage();
  }

  /** @param {HTMLElement} root */
  setLooks(root) {
    const { color, side, bottom } = this.dataset;
    setColours(root, color);
    root.classList.toggle("left", side === "left");
    if (bottom) root.style.setProperty("--bottom", bottom);
  }

  get words() {
    return this.dataset.title || TITLE;
  }

  get server() {
    return serverAddress(this.dataset.server);
  }

  addLauncher() {
    this.launcher = button(this.words, () => this.open(), "launcher main");
    this.launcher.ariaHasPopup = "dialog";
    this.root?.append(this.launcher);
    avoidBanners(this.launcher);
  }

  addPage() {
    const place = { class: "panel", "aria-label": this.words };
    this.root?.append(element("section", place, ...this.makeParts("h2")));
    this.panel?.opened();
  }

  /**
   * What the panel shows, from top to bottom.
   *
   * @param {"h2" | "h3"} heading  of a turn
   * @param {HTMLElement[]} names
   * @param {HTMLElement[]} closing
   */
  makeParts(heading, names = [], closing = []) {
    const { logo } = this.dataset;
    this.panel = new Panel(this.server, /** @type {HTMLElement} */ (this.announcer), heading);
    const picture = logo ? [element("img", { class: "logo", src: logo, alt: "" })] : [];
    const head = [...picture, ...names, this.panel.menu.node, ...closing];
    return [element("div", { class: "top" }, ...head), ...this.panel.parts, element("slot", {})];
  }

  /** Opens the panel, made the first time, and gives it the focus before the launcher goes. */
  open() {
    this.dialog ??= this.makeDialog();
    this.place();
    this.panel?.opened();
    this.panel?.focus();
    if (this.launcher) this.launcher.hidden = true;
  }

  /** Shows the panel, modal or not, and leaves the focus where it is inside. */
  place(modal = matchMedia(COVERS).matches) {
    const root = this.shadowRoot;
    const focused = /** @type {HTMLElement | null | undefined} */ (
      this.dialog?.open ? root?.activeElement : null
    );
    this.dialog?.close();
    if (modal) this.dialog?.showModal();
    else this.dialog?.show();
    focused?.focus();
  }

  close() {
    if (this.launcher) this.launcher.hidden = false;
    this.launcher?.focus();
    this.dialog?.close();
    // A modal panel kept it away until now.
    this.launcher?.focus();
  }

  makeDialog() {
    const names = element(
      "div",
      { class: "names" },
      element("p", { class: "town" }, SETTINGS.town),
      element("h2", { id: "title" }, this.words),
    );
    const closing = button("Fermer", () => this.close());
    const place = { class: "panel", "aria-labelledby": "title" };
    const dialog = element("dialog", place, ...this.makeParts("h3", [names], [closing]));
    // Escape, and the back gesture of a phone.
    on(dialog, "keydown cancel", (event) => {
      if (event.type === "keydown" && (event.key !== "Escape" || event.isComposing)) return;
      event.preventDefault();
      this.close();
    });
    this.root?.append(dialog);
    this.followScreen();
    return dialog;
  }

  /** The panel is modal while it covers the page, never on paper. */
  followScreen() {
    on(matchMedia(COVERS), "change", () => this.follow());
    on(window, "beforeprint", () => this.follow(false));
    // Until then some browsers hide what paper does not show, and take the focus from it.
    on(window, "afterprint", () => setTimeout(() => this.follow()));
    followKeyboard(/** @type {HTMLElement} */ (this.root));
  }

  /** Only where that changes something: shown anew, the panel moves the focus. */
  follow(modal = matchMedia(COVERS).matches) {
    if (this.dialog?.open && this.dialog.matches(":modal") !== modal) this.place(modal);
  }
}
