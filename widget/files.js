import { element } from "./dom.js";
import { words } from "./text.js";

/**
 * @typedef {{type: "file", name: string, url: string, mime?: string}} FileMessage
 */

/**
 * The files of a turn as one list, each named by what its message says of it.
 *
 * @param {{text?: string, custom: FileMessage}[]} offered
 * @param {string} server
 */
export function files(offered, server) {
  const links = offered.map(({ text, custom }) => element("li", {}, link(custom, text, server)));
  return element(
    "div",
    { class: "message" },
    element("ul", { class: "files", "aria-label": "À télécharger" }, ...links),
  );
}

/**
 * @param {FileMessage} file
 * @param {string | undefined} text
 * @param {string} server
 */
function link({ name, url }, text, server) {
  const said = text && words(text).replace(url, "").replace(/[\s:]+$/u, "");
  const form = words(name).split(".").at(-1)?.toUpperCase() ?? "";
  const href = new URL(url, server).href;
  // From another site, a browser opens the file instead of saving it: then in another tab.
  const attributes = { href, download: name, target: "_blank", rel: "noreferrer", class: "file" };
  return element("a", attributes, said || name, ` (${form})`);
}

/**
 * @param {string} url
 * @param {string} server
 */
export function isWeb(url, server) {
  try {
    return /^https?:$/u.test(new URL(url, server).protocol);
  } catch {
    return false;
  }
}
