/**
 * A DOM element. Everything the assistant says goes through here as text nodes, never as HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * @param {string} title
 * @param {() => void} press
 * @param {string} look  a class of styles.js
 */
export function button(title, press, look = "") {
  const node = element("button", { type: "button", class: look }, title);
  on(node, "click", press);
  return node;
}

/**
 * @param {EventTarget} target
 * @param {string} types  one or several, with a space between
 * @param {(event: any) => unknown} act
 */
export function on(target, types, act) {
  for (const type of types.split(" ")) target.addEventListener(type, act);
}

/**
 * A link to a page outside the conversation, which stays open beside it.
 *
 * @param {string} href
 * @param {string} words
 */
export function outside(href, words) {
  const attributes = { href, target: "_blank", rel: "noreferrer" };
  return element("a", attributes, words, element("span", { class: "unseen" }, " (nouvel onglet)"));
}
