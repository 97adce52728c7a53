/**
 * A conversation with the assistant, over its REST channel.
 *
 * @typedef {{title: string, payload: string}} Choice
 * @typedef {{type: "file", name: string, url: string, size?: number}} Attachment  size in bytes
 * @typedef {{text?: string, buttons?: Choice[], custom?: Attachment}} Reply
 * @typedef {{title: string, message: string, replies?: Reply[], error?: string}} Turn
 *   `title` is what the resident reads as their own words, `message` what is sent.
 * @typedef {{sender: string, turns: Turn[]}} Conversation
 */

const ENDPOINT = "/webhooks/rest/webhook";
const TIMEOUT = 15_000;
const MAX_LENGTH = 1000;
const TELL_LENGTH_UNDER = 100;
const TYPING_PAUSE = 400;
const STORED_AS = "assistant-telecom";

const UNREACHABLE = "La connexion ne passe pas. Votre message est gardé.";
const TOO_SLOW = "La réponse tarde trop. Votre message est gardé.";
const NO_ANSWER = "L’assistant n’a pas pu répondre. Votre message est gardé.";

// A signed link is too long to be read.
const LONGEST_SHOWN = 90;
const LINKS = new RegExp(
  [
    String.raw`https?:\/\/[^\s«»<>]*[^\s«»<>.,;:!?)]`,
    String.raw`(?:[\w.+-]+@)?(?:[a-z0-9-]+\.)+(?:fr|com|org|net|eu)(?![\w@-])(?:\/[^\s«»<>]*[^\s«»<>.,;:!?)])?`,
    String.raw`\b0(?:\d(?:[\s.]\d\d){4}|[\s.]\d{3}(?:[\s.]\d{3}){2})\b`,
  ].join("|"),
  "gi",
);

/** An error whose message is a French sentence for the resident. */
class Unanswered extends Error {}

/** Sends one message and returns the replies, or throws an `Unanswered`. */
async function ask(sender, message) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT);
  try {
    const response = await fetch(ENDPOINT, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ sender, message }),
      signal: patience.signal,
    });
    // A proxy in front of the assistant answers its own errors in HTML.
    const body = await response.json().catch(() => null);
    if (response.ok && Array.isArray(body) && body.length) return body;
    throw new Unanswered(body?.error ?? NO_ANSWER);
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    throw new Unanswered(patience.signal.aborted ? TOO_SLOW : UNREACHABLE);
  } finally {
    clearTimeout(timer);
  }
}

/** A random UUID; `crypto.randomUUID` does not exist on plain http. */
function newSender() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function newConversation() {
  return { sender: newSender(), turns: [] };
}

/** The conversation of this tab, or a new one. */
function recall() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORED_AS));
    return stored ?? newConversation();
  } catch {
    return newConversation();
  }
}

function remember(conversation) {
  try {
    sessionStorage.setItem(STORED_AS, JSON.stringify(conversation));
  } catch {
    // A browser may refuse any storage: the conversation then lives as long as the page.
  }
}

function element(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function unseen(text) {
  return element("span", { className: "unseen" }, text);
}

function link(words) {
  if (/^0[\d\s.]+$/.test(words)) {
    return element("a", { href: `tel:${words.replace(/\D/g, "")}` }, words);
  }
  if (words.includes("@") && !words.includes("/")) {
    return element("a", { href: `mailto:${words}` }, words);
  }
  const href = /^https?:/i.test(words) ? words : `https://${words}`;
  const target = { href, target: "_blank", rel: "noopener noreferrer" };
  const shown = words.length > LONGEST_SHOWN ? "ouvrir le document" : words;
  return element("a", target, shown, unseen(" (nouvel onglet)"));
}

/** The line with its addresses and phone numbers as links. */
function linked(line) {
  const nodes = [];
  let end = 0;
  for (const match of line.matchAll(LINKS)) {
    nodes.push(line.slice(end, match.index), link(match[0]));
    end = match.index + match[0].length;
  }
  return [...nodes, line.slice(end)];
}

/** One paragraph a line; lines that start with "- " make a list. */
function paragraphs(text) {
  const blocks = [];
  for (const line of text.split("\n").filter((each) => each.trim())) {
    if (!line.startsWith("- ")) {
      blocks.push(element("p", {}, ...linked(line)));
      continue;
    }
    if (blocks[blocks.length - 1]?.tagName !== "UL") blocks.push(element("ul", {}));
    blocks[blocks.length - 1].append(element("li", {}, ...linked(line.slice(2))));
  }
  return blocks;
}

function download({ name, url, size }) {
  const address = new URL(url, document.baseURI);
  if (!address.protocol.startsWith("http")) return "";
  const weight = size ? ` (${Math.ceil(size / 1024).toLocaleString("fr")} Ko)` : "";
  const file = { href: address.href, download: name, className: "file" };
  return element("a", file, `Télécharger ${name}${weight}`);
}

function bubble(author, className, ...blocks) {
  return element("div", { className: `bubble ${className}` }, unseen(`${author} : `), ...blocks);
}

function button(title, onclick) {
  return element("button", { type: "button", onclick }, title);
}

/** The page's conversation: `root` holds the parts marked `data-part` and a form. */
export class Chat {
  constructor(root) {
    for (const name of ["log", "welcome", "typing", "left", "restart"]) {
      this[name] = root.querySelector(`[data-part=${name}]`);
    }
    this.form = root.querySelector("form");
    this.input = root.querySelector("textarea");
    this.send = root.querySelector("[type=submit]");
    this.listen();
    this.open(recall());
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.sendTyped();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (this.input.reportValidity()) this.sendTyped();
    });
    this.input.addEventListener("input", () => this.checkLength());
    this.restart.addEventListener("click", () => {
      this.open(newConversation());
      this.giveFocusBack();
    });
    for (const example of this.welcome.querySelectorAll("button")) {
      example.addEventListener("click", () => this.say(example.textContent));
    }
  }

  /** Shows a conversation, an interrupted one included. */
  open(conversation) {
    this.conversation = conversation;
    this.log.replaceChildren();
    this.wait(false);
    for (const turn of conversation.turns) {
      if (!turn.replies) turn.error ??= NO_ANSWER;
      this.showOutcome(turn, this.showTurn(turn));
    }
    this.welcome.hidden = conversation.turns.length > 0;
    this.log.lastChild?.scrollIntoView();
    remember(conversation);
  }

  sendTyped() {
    const message = this.input.value.trim();
    if (this.waiting || !message) return;
    this.input.value = "";
    this.checkLength();
    this.say(message);
  }

  /** Sends `message`, shown as `title`; nothing happens while an answer is awaited. */
  async say(title, message = title) {
    if (this.waiting) return;
    const { conversation } = this;
    const turn = { title, message };
    conversation.turns.push(turn);
    remember(conversation);
    const node = this.showTurn(turn);
    this.wait(true);
    this.giveFocusBack();
    node.scrollIntoView();
    try {
      turn.replies = await ask(conversation.sender, message);
    } catch (error) {
      turn.error = error.message;
    }
    if (conversation !== this.conversation) return;
    this.showOutcome(turn, node);
    this.wait(false);
    node.scrollIntoView();
    remember(conversation);
  }

  /** Sends an unanswered turn again, as the newest one. */
  resend(turn, node) {
    if (this.waiting) return;
    node.remove();
    const { turns } = this.conversation;
    turns.splice(turns.indexOf(turn), 1);
    this.say(turn.title, turn.message);
  }

  showTurn(turn) {
    this.welcome.hidden = true;
    for (const offer of this.log.querySelectorAll(".choices")) offer.remove();
    const node = element("div", { className: "turn" });
    node.append(bubble("Vous", "mine", ...turn.title.split("\n").map((line) => element("p", {}, line))));
    this.log.append(node);
    return node;
  }

  showOutcome(turn, node) {
    for (const reply of turn.replies ?? []) node.append(...this.replyNodes(reply));
    if (turn.error) {
      const retry = button("Réessayer", () => this.resend(turn, node));
      node.append(bubble("Erreur", "failed", element("p", {}, turn.error), retry));
    }
  }

  replyNodes({ text, buttons, custom }) {
    const blocks = text ? paragraphs(text) : [];
    if (custom?.type === "file") blocks.push(download(custom));
    const nodes = blocks.length ? [bubble("Assistant", "theirs", ...blocks)] : [];
    if (buttons?.length) {
      const offers = buttons.map(({ title, payload }) => button(title, () => this.say(title, payload)));
      nodes.push(element("div", { className: "choices" }, ...offers));
    }
    return nodes;
  }

  wait(waiting) {
    this.waiting = waiting;
    this.typing.hidden = !waiting;
    this.log.setAttribute("aria-busy", waiting);
    this.send.setAttribute("aria-disabled", waiting);
  }

  /** Focus never stays on a removed button; on a touch screen the keyboard is kept away. */
  giveFocusBack() {
    if (document.activeElement === this.input) return;
    const touch = matchMedia("(pointer: coarse)").matches;
    (touch ? this.log : this.input).focus({ preventScroll: true });
  }

  /** Refuses a message that is too long, and says the length left once typing pauses. */
  checkLength() {
    const left = MAX_LENGTH - this.input.value.length;
    const count = `${Math.abs(left)} caractère${Math.abs(left) > 1 ? "s" : ""}`;
    const excess = `Votre message est trop long de ${count}.`;
    this.input.setCustomValidity(left < 0 ? excess : "");
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      const rest = left < TELL_LENGTH_UNDER ? `Il reste ${count}.` : "";
      this.left.textContent = left < 0 ? excess : rest;
    }, TYPING_PAUSE);
  }
}

new Chat(document);
