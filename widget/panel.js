import { UNANSWERED, ask, erase, newId } from "./channel.js";
import { forget, hold, newConversation, recall, remember } from "./conversation.js";
import { button, element, on } from "./dom.js";
import { Field } from "./field.js";
import { Menu, fallback } from "./menu.js";
import { answer, choices, speaker } from "./replies.js";
import { rendered } from "./text.js";

/**
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./conversation.js").Turn} Turn
 * @typedef {import("./replies.js").Choice} Choice
 */

// What is shown, and what is sent when it says less.
const EXAMPLES = [
  { title: "Calculer mes dates", payload: "J’ai un litige avec mon opérateur" },
  ...[
    "Mon opérateur ne répond pas",
    "Combien coûte le médiateur\u00a0?",
    "Quand la mairie est-elle ouverte\u00a0?",
  ].map((words) => ({ title: words, payload: words })),
];
const NOTICE =
  "Un robot vous répond. N’écrivez ici ni nom, ni adresse, ni numéro de contrat ou de compte.";
const INVITATION = "Écrivez votre question avec vos mots, ou choisissez\u00a0:";
const ERASED = "La conversation est effacée, ici et sur le serveur.";
// A screen reader has taken the announcement by then; nobody finds it again at the page's end.
const ANNOUNCED = 5000;
const TOUCH = "(pointer: coarse)";

/** One conversation on screen: what was said, the field to write in, the menu. */
export class Panel {
  /**
   * @param {string} server  the assistant's address, with a final "/"
   * @param {HTMLElement} announcer  a live region
   * @param {"h2" | "h3"} heading  of a turn
   */
  constructor(server, announcer, heading) {
    this.server = server;
    this.announcer = announcer;
    this.heading = heading;
    this.waiting = false;
    /** @param {Choice} choice */
    this.choose = ({ title, payload }) => void this.say(title, payload);
    this.conversation = recall();
    this.menu = new Menu(server, () => this.erase());
    this.log = element("div", {});
    this.status = element("p", { class: "waiting", role: "status" });
    this.welcome = this.makeWelcome();
    this.field = new Field(
      (text) => this.sendTyped(text),
      (draft) => {
        this.conversation.draft = draft;
        remember(this.conversation);
      },
    );
    const place = { class: "talk", "aria-label": "Conversation", tabindex: "0" };
    this.talk = element("section", place, this.welcome, this.log, this.status);
    /** What the panel shows under its head, from top to bottom. */
    this.parts = [this.talk, this.field.form];
    this.show(this.conversation);
    this.holding = hold(
      () => (this.log.isConnected ? this.conversation.sender : ""),
      () => this.lose(),
    );
    this.listen();
  }

  /** The page may come back as it was left, while the conversation went on elsewhere. */
  listen() {
    on(window, "pageshow focus", ({ persisted }) => {
      if (persisted) this.show(recall());
      this.claim();
    });
  }

  /** The notice goes with the first question: the assistant's first answer says it again. */
  makeWelcome() {
    return element(
      "div",
      { class: "welcome" },
      this.menu.banner,
      element("p", { class: "notice" }, NOTICE),
      element("p", {}, INVITATION),
      choices(INVITATION, EXAMPLES, this.choose),
    );
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
    this.menu.fetchTownHall();
    this.claim();
    this.field.grow();
    this.scroll();
  }

  /** Where to begin: the field, but not under the keyboard of a screen. */
  focus() {
    (matchMedia(TOUCH).matches ? this.talk : this.field.input).focus();
  }

  /** Brings the last turn to the top of what is seen. */
  scroll() {
    this.log.lastElementChild?.scrollIntoView({ block: "start" });
  }

  /** Makes sure that no other tab shows the conversation, before anything is sent in it. */
  claim() {
    if (this.log.isConnected && this.conversation.turns.length) this.sure = this.holding.claim();
  }

  /** Begins anew: another tab has the conversation, or erased it. */
  lose() {
    this.lost = this.conversation;
    this.show({ ...newConversation(), draft: this.field.input.value });
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
   * @returns {Promise<void>}
   */
  async say(title, message = title, id = newId()) {
    if (this.waiting) return;
    const { conversation } = this;
    /** @type {Turn} */
    const turn = { title, message, id };
    conversation.turns.push(turn);
    remember(conversation);
    const node = this.showTurn(turn);
    this.wait(true);
    this.giveFocusBack();
    this.scroll();
    await this.sure;
    if (conversation === this.lost) return this.say(title, message, id);
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
      return this.forget(turn.replies.map(({ text }) => text).join("\n"));
    }
    remember(this.conversation);
    this.scroll();
    if (turn.replies) this.announce(/** @type {HTMLElement} */ (node.lastElementChild));
  }

  /** @param {HTMLElement} block  what the assistant said in one turn */
  announce(block) {
    clearTimeout(this.announcing);
    this.announcer.textContent = block.innerText;
    this.announcing = setTimeout(() => (this.announcer.textContent = ""), ANNOUNCED);
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
    this.menu.node.open = false;
    this.holding.erased();
    this.show(newConversation());
    this.status.textContent = said;
    this.giveFocusBack();
  }

  /** @param {Turn} turn */
  showTurn(turn) {
    this.welcome.hidden = true;
    for (const offer of this.log.querySelectorAll(".choices")) offer.remove();
    const lines = turn.title.split("\n").map((line) => element("span", {}, line));
    // A heading: what screen readers jump to.
    const mine = element(this.heading, { class: "mine" }, speaker("Vous"), ...lines);
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
      if (turn.replies) node.append(answer(turn.replies, this.server, this.choose));
    } catch {
      turn.replies = undefined;
      turn.error = UNANSWERED;
    }
    if (turn.error) node.append(this.failure(turn.error, () => this.resend(turn, node)));
  }

  /**
   * @param {string} message
   * @param {() => void} retry
   */
  failure(message, retry) {
    const content = [...rendered(message), fallback(this.server), button("Réessayer", retry)];
    return element("div", { class: "failed", role: "alert" }, ...content);
  }

  /** @param {boolean} waiting */
  wait(waiting) {
    this.waiting = waiting;
    this.announcer.textContent = "";
    // Not while it may hold the focus, when an answer comes.
    if (waiting) this.menu.node.open = false;
    this.status.textContent = waiting ? "L’assistant répond…" : "";
    this.field.send.setAttribute("aria-disabled", `${waiting}`);
  }

  /** Focus never stays on a removed button; on a touch screen the keyboard is kept away. */
  giveFocusBack() {
    const root = /** @type {ShadowRoot} */ (this.talk.getRootNode());
    if (root.activeElement !== this.field.input) this.focus();
  }
}
