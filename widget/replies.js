import { button, element } from "./dom.js";
import { files, isWeb } from "./files.js";
import { rendered, words } from "./text.js";
import { timeline } from "./timeline.js";

/**
 * @typedef {{title: string, payload: string}} Choice
 * @typedef {import("./files.js").FileMessage} FileMessage
 * @typedef {{type: "steps", steps: import("./timeline.js").Step[]}} StepsMessage
 * @typedef {{
 *   type: "contact", name?: string, phone?: string, address?: string, hours?: string,
 *   website?: string, banner?: string,
 * }} ContactMessage  `hours` and `banner` may have several lines
 * @typedef {{type: "question", text: string, buttons: Choice[]}} QuestionMessage  how far the path is
 * @typedef {{type: "erased"}} ErasedMessage
 * @typedef {FileMessage | StepsMessage | ContactMessage | QuestionMessage | ErasedMessage} Custom
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
  const block = element("div", { class: "theirs" }, speaker("Assistant"));
  /** @type {any[]} */
  const offered = [];
  let said = "";
  for (const reply of replies) {
    if (reply.custom?.type === "file" && isWeb(reply.custom.url, server)) {
      offered.push(reply);
      continue;
    }
    const node = message(reply);
    said = node.lastElementChild?.textContent ?? said;
    if (reply.buttons?.length) node.append(choices(said, reply.buttons, choose));
    if (reply.custom?.type === "question" && reply.custom.buttons.length) {
      node.append(choices(reply.custom.text, reply.custom.buttons, choose, "plain"));
    }
    if (node.textContent?.trim()) block.append(node);
  }
  if (offered.length) {
    // What can be asked next comes after what to take away.
    const asks = [...block.children].find((node) => node.querySelector(".choices"));
    block.insertBefore(files(offered, server), asks ?? null);
  }
  if (block.childElementCount < 2) throw new TypeError();
  return block;
}

/** @param {string} who */
export function speaker(who) {
  return element("span", { class: "speaker" }, `${who}\u00a0: `);
}

/**
 * What can be chosen, in a group named by what it answers.
 *
 * @param {string} question
 * @param {Choice[]} offers
 * @param {(choice: Choice) => void} choose
 * @param {string} look  a class of its buttons
 */
export function choices(question, offers, choose, look = "") {
  const buttons = offers.map(({ title, payload }) => {
    const choice = { title: words(title), payload: words(payload) };
    return button(title, () => choose(choice), look);
  });
  return element("div", { class: "choices", role: "group", "aria-label": question }, ...buttons);
}

/** @param {Reply} reply  the words of its payload too, when a later server sends another kind */
function message({ text, custom }) {
  const node = element("div", { class: "message" });
  if (custom?.type === "question") node.append(element("p", { class: "state" }, words(custom.text)));
  // A list of dates says its text again, better.
  if (text && custom?.type !== "steps") node.append(...rendered(words(text)));
  if (custom?.type === "steps") node.append(timeline(custom));
  else if (custom?.type === "contact") node.append(contact(custom));
  else if (custom && !text) node.append(...rendered(String(/** @type {any} */ (custom).text ?? "")));
  return node;
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
