import { element, outside } from "./dom.js";

// A web address runs to the next space or quotation mark, without the punctuation that follows it.
const INSIDE = String.raw`[^\s«»<>*]`;
const END = String.raw`[^\s«»<>*.,;:!?…)\]]`;
// Bold, [a link](https://…), an e-mail address, a web address, a phone number: nothing else is read.
const MARKS = new RegExp(
  [
    String.raw`\*\*(?<bold>[^\s*](?:[^*\n]*[^\s*])?)\*\*`,
    String.raw`\[(?<label>[^\[\]\n]+)\]\((?<target>(?:https?:\/\/|mailto:|tel:)[^\s()«»<>]+)\)`,
    String.raw`(?<mail>[\p{L}\d_.+-]{0,63}[\p{L}\d_+-]@(?:[\p{L}\d-]+\.)+\p{L}{2,})`,
    String.raw`(?<web>https?:\/\/${INSIDE}*${END})`,
    String.raw`(?<site>(?<![\p{L}\d_.@-])(?:[a-z\d-]+\.)+(?:fr|com|org|net|eu)(?![\p{L}\d_@-])(?:\/${INSIDE}*${END})?)`,
    String.raw`(?<phone>(?<![\d+])(?:\+33[\s.]?[1-9](?:[\s.]?\d\d){4}|0[1-9](?:[\s.]?\d\d){4}|0[\s.]?\d{3}(?:[\s.]?\d{3}){2})(?!\d))`,
  ].join("|"),
  "giu",
);
// The space of "4 novembre", "18 h 30" or "2 mois", but not that of "2026 et".
const INNER_SPACE = /(?<=(?<!\d\d)\d(?:er)?) (?=\p{Ll})|(?<=\d\sh) (?=\d)/gu;
const ITEM = /^\s*(?:- |(\d{1,2})\. )\s*(?=\S)/u;

/**
 * The text of a message as DOM nodes: one paragraph a line, lists for the lines that start with
 * "- " or "1. ".
 *
 * @param {string} text
 * @returns {HTMLElement[]}
 */
export function rendered(text) {
  /** @type {HTMLElement[]} */
  const blocks = [];
  for (const line of text.split(/\r\n?|\n/u).filter((each) => each.trim())) {
    const item = ITEM.exec(line);
    const content = inline(line.slice(item?.[0].length ?? 0));
    if (!item) {
      blocks.push(element("p", {}, ...content));
      continue;
    }
    const tag = item[1] ? "ol" : "ul";
    if (blocks.at(-1)?.localName !== tag) blocks.push(element(tag, {}));
    blocks.at(-1)?.append(element("li", item[1] ? { value: item[1] } : {}, ...content));
  }
  return blocks;
}

/**
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    nodes.push(bound(text.slice(end, match.index)), marked(match[0], match.groups ?? {}));
    end = /** @type {number} */ (match.index) + match[0].length;
  }
  return [...nodes, bound(text.slice(end))];
}

/**
 * The text, whose numbers stay on the line of the word that they count.
 *
 * @param {string} text
 */
export function bound(text) {
  return text.replace(INNER_SPACE, "\u00a0");
}

/**
 * @param {string} said
 * @param {Record<string, string>} found
 * @returns {Node}
 */
function marked(said, found) {
  if (found.bold) return element("strong", {}, ...inline(found.bold));
  if (found.label) return outside(found.target, found.label);
  if (found.mail) return element("a", { href: `mailto:${said}` }, said);
  if (found.phone) return element("a", { href: `tel:${said.replace(/[\s.]/gu, "")}` }, said);
  return outside(found.site ? `https://${said}` : said, said.replace(/^https?:\/\/(www\.)?/iu, ""));
}

/**
 * @param {unknown} text
 * @returns {string}
 * @throws {TypeError} it is no text
 */
export function words(text) {
  if (typeof text !== "string") throw new TypeError();
  return text;
}
