import { CALL, UNANSWERED, ask, erase, newId, townHall } from "./channel.js";
import { forget, hold, newConversation, recall, remember } from "./conversation.js";
import { button, element, outside } from "./dom.js";
import { Field } from "./field.js";
import { answer, contact, speaker } from "./replies.js";
import { rendered } from "./text.js";

/**
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./conversation.js").Turn} Turn
 */

const EXAMPLES = [
  "Mon opérateur ne répond pas",
  "Combien coûte le médiateur\u00a0?",
  "Quand la mairie est-elle ouverte\u00a0?",
];
const NOTICE =
  "Un robot vous répond. N’écrivez ici ni nom, ni adresse, ni numéro de contrat ou de compte.";
const ERASED = "La conversation est effacée, ici et sur le serveur.";

/** One conversation on screen: what was said, the field to write in, the town hall's details. */
export class Panel {
  /**
   * @param {string} server  the assistant's address, with a final "/"
   * @param {HTMLElement} announcer  a live region
   */
  constructor(server, announcer) {
    this.server = server;
    this.announcer = announcer;
    this.waiting = false;
    this.conversation = recall();
    this.log = element("div", {});
    this.status = element("p", { class: "waiting", role: "status" });
    /** What the town hall tells everyone today; the first answer says it too. */
    this.banner = element("div", {});
    this.welcome = this.makeWelcome();
    this.field = new Field(
      (text) => this.sendTyped(text),
      (draft) => this.keepDraft(draft),
    );
    const place = { class: "talk", role: "region", "aria-label": "Conversation", tabindex: "0" };
    this.talk = element(
      "div",
      place,
      element("p", { class: "notice" }, NOTICE),
      this.welcome,
      this.log,
      this.status,
    );
    this.details = element("div", {}, ...rendered(CALL));
    this.hall = this.makeTownHall();
    /** What the panel shows under the town hall's details, from top to bottom. */
    this.parts = [this.talk, this.field.form, this.makeBottom()];
    this.show(this.conversation);
    hold(this.conversation.sender, () => this.show(newConversation()));
  }

  makeWelcome() {
    const examples = EXAMPLES.map((words) => button(words, () => this.say(words)));
    return element(
      "div",
      { class: "welcome" },
      this.banner,
      element("p", {}, "Écrivez votre question avec vos mots, ou choisissez un exemple\u00a0:"),
      element("div", { class: "choices" }, ...examples),
    );
  }

  makeTownHall() {
    const summary = element("summary", {}, "La mairie\u00a0: téléphone, adresse, horaires");
    const hall = element("details", { class: "hall" }, summary, this.details);
    hall.addEventListener("toggle", () => hall.open && this.fetchTownHall());
    return hall;
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
    return element("div", {}, ...rendered(CALL), this.fallback());
  }

  makeBottom() {
    const privacy = outside(new URL("confidentialite", this.server).href, "Vos données");
    privacy.className = "plain";
    const bottom = { class: "bottom" };
    const erasing = button("Effacer la conversation", () => this.erase(), "plain");
    return element("div", bottom, erasing, privacy);
  }

  /** The page that works without the assistant. */
  fallback() {
    const page = outside(new URL("secours", this.server).href, "Les étapes et les adresses");
    return element("p", { class: "alone" }, page);
  }

  /**
   * Shows a whole conversation, an interrupted one included.
   *
   * @param {Conversation} conversation
   */
  show(conversation) {
    this.conversation = conversation;
    this.log.replaceChildren();
    this.wait(false);
    for (const turn of conversation.turns) {
      if (!turn.replies) turn.error ??= UNANSWERED;
      this.showOutcome(turn, this.showTurn(turn));
    }
    this.welcome.hidden = conversation.turns.length > 0;
    this.field.write(conversation.draft);
  }

  /** When the panel opens. */
  opened() {
    this.fetchTownHall();
    this.scroll();
  }

  /** Brings the last turn to the top of what is seen. */
  scroll() {
    this.log.lastElementChild?.scrollIntoView({ block: "start" });
  }

  /** @param {string} draft */
  keepDraft(draft) {
    this.conversation.draft = draft;
    remember(this.conversation);
  }

  /**
   * @param {string} text
   * @returns {boolean} whether it is on its way
   */
  sendTyped(text) {
    if (this.waiting) return false;
    // Only the assistant's buttons send what starts with "/".
    this.say(text, text.replace(/^[\s/]+/u, "") || "?");
    return true;
  }

  /**
   * Sends `message`, shown as `title`; nothing happens while an answer is awaited.
   *
   * @param {string} title
   * @param {string} message
   * @param {string} id  the same again for a message sent again
   */
  async say(title, message = title, id = newId()) {
    if (this.waiting) return;
    const { conversation } = this;
    /** @type {Turn} */
    const turn = { title, message, id };
    conversation.turns.push(turn);
    remember(conversation);
    const node = this.showTurn(turn);
    this.hall.open = false;
    this.announcer.textContent = "";
    this.wait(true);
    this.giveFocusBack();
    this.scroll();
    try {
      turn.replies = await ask(this.server, { sender: conversation.sender, message, id });
    } catch (error) {
      turn.error = /** @type {Error} */ (error).message;
    }
    if (conversation === this.conversation) this.finish(turn, node);
  }

  /**
   * @param {Turn} turn
   * @param {HTMLElement} node
   */
  finish(turn, node) {
    this.wait(false);
    this.showOutcome(turn, node);
    if (turn.replies?.some(({ custom }) => custom?.type === "erased")) {
      this.forget(turn.replies.map(({ text }) => text ?? "").join("\n"));
      return;
    }
    remember(this.conversation);
    this.scroll();
    if (turn.replies) this.announce(/** @type {HTMLElement} */ (node.lastElementChild));
  }

  /** @param {HTMLElement} block  what the assistant said in one turn */
  announce(block) {
    this.announcer.textContent = block.innerText;
  }

  /**
   * Sends an unanswered turn again, as the newest one.
   *
   * @param {Turn} turn
   * @param {HTMLElement} node
   */
  resend(turn, node) {
    if (this.waiting) return;
    node.remove();
    const { turns } = this.conversation;
    turns.splice(turns.indexOf(turn), 1);
    this.say(turn.title, turn.message, turn.id);
  }

  /** Erases here at once, then on the server. */
  erase() {
    const { sender, turns } = this.conversation;
    this.forget(turns.length ? "" : ERASED);
    if (turns.length) this.eraseOnServer(sender);
  }

  /** @param {string} sender */
  async eraseOnServer(sender) {
    this.status.textContent = "Effacement…";
    /** @type {HTMLElement | undefined} */
    let failed;
    try {
      await erase(this.server, sender);
    } catch (error) {
      failed = this.failure(/** @type {Error} */ (error).message, () => {
        failed?.remove();
        this.eraseOnServer(sender);
        this.giveFocusBack();
      });
    }
    if (!this.waiting) this.status.textContent = failed ? "" : ERASED;
    if (failed) this.status.before(failed);
  }

  /**
   * Forgets the conversation in the browser.
   *
   * @param {string} said
   */
  forget(said) {
    forget();
    this.show(newConversation());
    this.status.textContent = said;
    this.announcer.textContent = "";
    this.giveFocusBack();
  }

  /** @param {Turn} turn */
  showTurn(turn) {
    this.welcome.hidden = true;
    for (const offer of this.log.querySelectorAll(".choices")) offer.remove();
    const lines = turn.title.split("\n").map((line) => element("p", {}, line));
    const mine = element("div", { class: "mine" }, speaker("Vous"), ...lines);
    const node = element("div", { class: "turn" }, mine);
    this.log.append(node);
    return node;
  }

  /**
   * @param {Turn} turn
   * @param {HTMLElement} node
   */
  showOutcome(turn, node) {
    try {
      /** @param {import("./replies.js").Choice} choice */
      const choose = ({ title, payload }) => void this.say(title, payload);
      if (turn.replies) node.append(answer(turn.replies, this.server, choose));
    } catch {
      turn.replies = undefined;
      turn.error = UNANSWERED;
    }
    if (turn.error) node.append(this.failure(turn.error, () => this.resend(turn, node)));
  }

  /**
   * @param {string} message
   * @param {() => void} [retry]
   */
  failure(message, retry) {
    const again = retry ? [button("Réessayer", retry)] : [];
    const content = [...rendered(message), this.fallback(), ...again];
    return element("div", { class: "failed", role: "alert" }, ...content);
  }

  /** @param {boolean} waiting */
  wait(waiting) {
    this.waiting = waiting;
    this.status.textContent = waiting ? "L’assistant répond…" : "";
    this.field.send.setAttribute("aria-disabled", String(waiting));
  }

  /** Focus never stays on a removed button; on a touch screen the keyboard is kept away. */
  giveFocusBack() {
    const root = /** @type {ShadowRoot} */ (this.talk.getRootNode());
    if (root.activeElement === this.field.input) return;
    const touch = matchMedia("(pointer: coarse)").matches;
    (touch ? this.talk : this.field.input).focus();
  }
}
