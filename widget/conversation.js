import { newId } from "./channel.js";
import { SETTINGS } from "./settings.js";

/**
 * @typedef {import("./replies.js").Reply} Reply
 * @typedef {{title: string, message: string, id: string, replies?: Reply[], error?: string}} Turn
 *   `title` is what the resident reads as their own words, `message` what is sent
 * @typedef {{sender: string, turns: Turn[], draft: string}} Conversation
 *   `draft` is what is written and not sent yet
 */

// Another number for another form of what is stored; each town of a server has its own.
const STORED_AS = `assistant-mairie-1${SETTINGS.key}`;
// What another tab may take to say that it has the conversation.
const PATIENCE = 150;

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

/**
 * One conversation, one page: a tab that is opened by another or copied from it has its storage too.
 * Who showed it first keeps it. Hearing of an erasure also takes a page of the same tab, kept by the
 * browser for « Back », out of its memory.
 *
 * @param {() => string} sender  of the conversation that this page shows, "" for none
 * @param {() => void} lose  called when another page has it, or erased it
 */
export function hold(sender, lose) {
  const others = new BroadcastChannel(STORED_AS);
  /** @param {"whose" | "mine" | "erased"} word */
  const say = (word) => others.postMessage([word, sender()]);
  others.addEventListener("message", ({ data: [word, about] }) => {
    if (about !== sender()) return;
    if (word === "whose") say("mine");
    else lose();
  });
  return {
    /** Asks the other pages; done when they had the time to answer. */
    claim() {
      say("whose");
      return new Promise((resolve) => setTimeout(resolve, PATIENCE));
    },
    erased: () => say("erased"),
  };
}
