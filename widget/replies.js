import { button, element } from "./dom.js";
import { bound, rendered } from "./text.js";

/**
 * @typedef {{title: string, payload: string}} Choice
 * @typedef {{type: "file", name: string, url: string, mime?: string, size?: number}} FileMessage
 *   `size` in bytes, about
 * @typedef {{label: string, date: string, state: string, detail?: string}} Step
 *   all in words, as they are shown
 * @typedef {{type: "steps", steps: Step[]}} StepsMessage
 * @typedef {{
 *   type: "contact", name?: string, phone?: string, address?: string, hours?: string,
 *   website?: string, banner?: string,
 * }} ContactMessage  `hours` and `banner` may have several lines
 * @typedef {{type: "erased"}} ErasedMessage
 * @typedef {FileMessage | StepsMessage | ContactMessage | ErasedMessage} Custom
 * @typedef {{text?: string, buttons?: Choice[], custom?: Custom}} Reply
 */

/**
 * What the assistant said in one turn, as one block.
 *
 * @param {Reply[]} replies
 * @param {string} server  the address that relative ones start from
 * @param {(choice: Choice) => void} choose
 * @throws {TypeError} they are not what is written above, or nothing of them can be shown
 */
export function answer(replies, server, choose) {
  const files = new Map();
  for (const { custom } of replies) {
    if (custom?.type === "file" && isWeb(custom.url, server)) {
      files.set(custom.url, fileLink(custom, server));
    }
  }
  const messages = replies.map((reply) => message(reply, files, choose));
  if (!messages.some(({ textContent }) => textContent?.trim())) throw new TypeError("no words");
  return element("div", { class: "theirs" }, speaker("Assistant"), ...messages);
}

/**
 * @param {unknown} text
 * @returns {string}
 */
function words(text) {
  if (typeof text !== "string") throw new TypeError("no text");
  return text;
}

/** @param {string} who */
export function speaker(who) {
  return element("p", { class: "speaker" }, `${who}\u00a0:`);
}

/**
 * @param {Reply} reply
 * @param {Map<string, HTMLElement>} files
 * @param {(choice: Choice) => void} choose
 */
function message({ text, buttons = [], custom }, files, choose) {
  const node = element("div", { class: "message" });
  // A list of dates says its text again, better.
  if (text && custom?.type !== "steps") node.append(...rendered(words(text), files));
  if (custom) node.append(...shown(custom, node, files));
  if (buttons.length) {
    const offers = buttons.map(({ title, payload }) => {
      const choice = { title: words(title), payload: words(payload) };
      return button(title, () => choose(choice));
    });
    // Several messages may offer the same words, « Changer » for example.
    const group = { class: "choices", role: "group", "aria-label": text?.split("\n").at(-1) ?? "" };
    node.append(element("div", group, ...offers));
  }
  return node;
}

/**
 * @param {Custom} custom
 * @param {HTMLElement} said  what its message shows already
 * @param {Map<string, HTMLElement>} files
 * @returns {Node[]}
 */
function shown(custom, said, files) {
  if (custom.type === "steps") return steps(custom);
  if (custom.type === "contact") return [contact(custom)];
  const link = custom.type === "file" && files.get(custom.url);
  if (link) return link.isConnected || said.contains(link) ? [] : [link];
  const { text } = /** @type {{text?: unknown}} */ (custom);
  return typeof text === "string" && !said.hasChildNodes() ? rendered(text) : [];
}

/**
 * @param {FileMessage} file
 * @param {string} server
 */
function fileLink({ name, url, size }, server) {
  const kilobytes = Math.ceil(Number(size) / 1024);
  const weight = kilobytes ? ` (environ ${kilobytes.toLocaleString("fr")}\u00a0ko)` : "";
  const href = new URL(url, server).href;
  // From another site, a browser opens the file instead of saving it: then in another tab.
  const attributes = { href, download: words(name), target: "_blank", rel: "noopener", class: "file" };
  return element("a", attributes, `Télécharger ${name}${weight}`);
}

/**
 * @param {string} url
 * @param {string} server
 */
function isWeb(url, server) {
  try {
    return /^https?:$/u.test(new URL(url, server).protocol);
  } catch {
    return false;
  }
}

/** @param {StepsMessage} message */
function steps({ steps: dates }) {
  const items = dates.map(({ label, date, state, detail }) => {
    const when = bound(`\u00a0: ${words(date)} (${words(state)})`);
    const day = element("p", {}, element("strong", {}, words(label)), when);
    return element("li", {}, day, ...rendered(words(detail ?? "")));
  });
  return [
    element("p", {}, "Vos dates, dans l’ordre\u00a0:"),
    element("ol", { class: "steps" }, ...items),
  ];
}

/**
 * A card with the ways to reach someone.
 *
 * @param {ContactMessage} message
 */
export function contact({ name, phone, address, hours, website }) {
  const lines = [
    name && `**${name}**`,
    phone && `Téléphone\u00a0: ${phone}`,
    address && `Adresse\u00a0: ${address}`,
    website && `Site\u00a0: ${website}`,
    hours,
  ];
  return element("div", { class: "contact" }, ...rendered(lines.filter(Boolean).join("\n")));
}
