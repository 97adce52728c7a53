import { element } from "./dom.js";
import { words } from "./text.js";

/**
 * @typedef {{type: "file", name: string, url: string, mime?: string, size?: number}} FileMessage
 *   `size` in bytes, about
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
    element("p", {}, "À télécharger\u00a0:"),
    element("ul", { class: "files" }, ...links),
  );
}

/**
 * @param {FileMessage} file
 * @param {string | undefined} text
 * @param {string} server
 */
function link({ name, url, size }, text, server) {
  const said = text && words(text).replace(url, "").replace(/[\s:]+$/u, "");
  const form = words(name).split(".").at(-1)?.toUpperCase() ?? "";
  const kilobytes = Math.ceil(Number(size) / 1024);
  const weight = kilobytes ? `, environ ${kilobytes.toLocaleString("fr")}\u00a0ko` : "";
  const href = new URL(url, server).href;
  // From another site, a browser opens the file instead of saving it: then in another tab.
  const attributes = { href, download: name, target: "_blank", rel: "noreferrer", class: "file" };
  return element("a", attributes, said || name, ` (${form}${weight})`);
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
