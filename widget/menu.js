import { CALL, townHall } from "./channel.js";
import { button, element, on, outside } from "./dom.js";
import { contact } from "./replies.js";
import { rendered } from "./text.js";

// Nothing of the page but the assistant, wherever it stands.
const PRINTED = "assistant-mairie";
const ALONE = `@media print{:not(:has(${PRINTED}),${PRINTED},${PRINTED} *){display:none!important}}`;

/** What is behind « Menu »: the town hall's details, printing, erasing, the privacy page. */
export class Menu {
  /**
   * @param {string} server
   * @param {() => void} erase
   */
  constructor(server, erase) {
    this.server = server;
    this.details = element("div", {});
    /** What the town hall tells everyone today; the first answer says it too. */
    this.banner = element("div", {});
    const privacy = outside(new URL("confidentialite", server).href, "Vos données");
    privacy.className = "plain";
    this.summary = element("summary", {}, "Menu");
    this.node = element(
      "details",
      { class: "menu" },
      this.summary,
      element(
        "div",
        { class: "sheet" },
        this.details,
        button("Imprimer ou enregistrer la conversation", () => this.print(), "plain"),
        button("Effacer la conversation", erase, "plain"),
        privacy,
      ),
    );
    this.listen();
  }

  listen() {
    const { node } = this;
    on(node, "toggle", () => node.open && this.fetchTownHall());
    on(node, "keydown", (event) => {
      if (event.key !== "Escape" || !node.open) return;
      // The panel stays open.
      event.preventDefault();
      event.stopPropagation();
      node.open = false;
      this.summary.focus();
    });
    on(node, "focusout", ({ relatedTarget }) => {
      if (relatedTarget && !node.contains(relatedTarget)) node.open = false;
    });
  }

  /** Asked for each time it is opened: whether the town hall is open changes. */
  async fetchTownHall() {
    const found = await townHall(this.server).then(
      (card) => {
        this.banner.replaceChildren(...rendered(card.banner ?? ""));
        return contact(card);
      },
      () => this.callOrRead(),
    );
    // The same details are left alone, with the focus that may be on them.
    if (!this.details.firstElementChild?.isEqualNode(found)) this.details.replaceChildren(found);
  }

  callOrRead() {
    return element("div", {}, ...rendered(CALL), fallback(this.server));
  }

  /** Prints the conversation without the page around it. */
  print() {
    this.node.open = false;
    this.summary.focus();
    const alone = new CSSStyleSheet();
    alone.replaceSync(ALONE);
    const before = [...document.adoptedStyleSheets];
    document.adoptedStyleSheets.push(alone);
    const after = () => {
      document.adoptedStyleSheets = before;
    };
    addEventListener("afterprint", after, { once: true });
    print();
  }
}

/**
 * The page that works without the assistant.
 *
 * @param {string} server
 */
export function fallback(server) {
  const page = outside(new URL("secours", server).href, "Les étapes et les adresses");
  return element("p", { class: "alone" }, page);
}
