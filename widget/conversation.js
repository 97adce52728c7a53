import { newId } from "./channel.js";

/**
 * @typedef {import("./replies.js").Reply} Reply
 * @typedef {{title: string, message: string, id: string, replies?: Reply[], error?: string}} Turn
 *   `title` is what the resident reads as their own words, `message` what is sent
 * @typedef {{sender: string, turns: Turn[], draft: string}} Conversation
 *   `draft` is what is written and not sent yet
 */

// Another number for another form of what is stored.
const STORED_AS = "assistant-mairie-1";

/** @returns {Conversation} */
export function newConversation() {
  return { sender: newId(), turns: [], draft: "" };
}

/**
 * The conversation of this tab, or a new one.
 *
 * @returns {Conversation}
 */
export function recall() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORED_AS) ?? "null");
    const { sender, draft, turns } = stored;
    /** @param {Turn} turn */
    const texts = ({ title, message, id, error = "" }) => [title, message, id, error];
    const all = [sender, draft, ...turns.flatMap(texts)];
    const sound = all.every((text) => typeof text === "string");
    return sound ? stored : newConversation();
  } catch {
    return newConversation();
  }
}

/**
 * Keeps the conversation while the tab is open.
 *
 * @param {Conversation} conversation
 */
export function remember(conversation) {
  try {
    sessionStorage.setItem(STORED_AS, JSON.stringify(conversation));
  } catch {
    // A browser may refuse any storage: the conversation then lives as long as the page.
  }
}

/** Leaves nothing of the conversation in the browser. */
export function forget() {
  try {
    sessionStorage.removeItem(STORED_AS);
  } catch {
    // Nothing could be stored either.
  }
}

// What a page that is left may take to let its conversation go.
const LEFT_AFTER = 1000;

/**
 * Takes a conversation for this page; calls `taken` if another one still has it, as a duplicated tab
 * does. Browsers know it on secure pages only.
 *
 * @param {string} sender
 * @param {() => void} taken
 */
export function hold(sender, taken) {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), LEFT_AFTER);
  // Held for as long as the page lives.
  navigator.locks?.request(sender, { signal: stop.signal }, () => new Promise(() => {})).catch(taken);
}
