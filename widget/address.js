import { SETTINGS } from "./settings.js";

// Our file, or the copy that never changes; an optimiser keeps its address in another attribute.
const NAME = /\/widget(?:-[\da-f]{12})?\.js(?:\?|$)/u;

/**
 * The tag that asked for this script, read while it runs. A module has no `currentScript`: it looks
 * for its name. There is none when the tag is gone, or when `import()` asked.
 */
export const SCRIPT = /** @type {HTMLScriptElement | undefined} */ (
  document.currentScript ?? [...document.scripts].find(({ src }) => NAME.test(src))
);

// Put with others in one file, the script does not know where it comes from.
const FROM = NAME.test(SCRIPT?.src ?? "") ? new URL(/** @type {any} */ (SCRIPT).src) : undefined;

/**
 * The assistant's address, with a final "/", or "" when nothing tells it. On another website it is
 * the one that the server says it has, since what the page names may only redirect to it.
 *
 * @param {string} [asked]  the website's own setting
 */
export function serverAddress(asked) {
  const own = FROM && new URL(".", FROM).href;
  const found = FROM?.origin === location.origin ? own : SETTINGS.server || own;
  const address = asked ? new URL(asked, own ?? document.baseURI).href : found;
  return address ? address.replace(/\/?$/u, "/") : "";
}
