import { SETTINGS } from "./settings.js";

const TIMEOUT = 20_000;
// The statuses whose error is written by the assistant, for the resident.
const EXPLAINED = [400, 413, 429];

const OFFLINE = "Vous n’êtes plus connecté à internet.";
const UNREACHABLE = "La connexion avec l’assistant ne passe pas.";
const TOO_SLOW = "La réponse tarde trop.";
const NO_ANSWER = "L’assistant n’a pas pu répondre.";
const KEPT = "Votre message est gardé.";

/** The town hall's phone, as the end of an error. */
export const CALL = `Vous pouvez aussi appeler la mairie au ${SETTINGS.phone}.`;
/** What is shown of a turn that a reload interrupted, or whose answer cannot be read. */
export const UNANSWERED = `${NO_ANSWER} ${KEPT} ${CALL}`;

/** An error whose message is in French, for the resident. */
export class Unanswered extends Error {}

/**
 * Sends one message and returns the replies. The same `id` is never taken twice.
 *
 * @param {string} server
 * @param {{sender: string, message: string, id: string}} sent
 * @returns {Promise<import("./replies.js").Reply[]>}
 * @throws {Unanswered}
 */
export async function ask(server, { sender, message, id }) {
  try {
    const body = { sender, message, metadata: { message_id: id } };
    const replies = await post(new URL("webhooks/rest/webhook", server), body);
    if (replies?.[0]) return replies;
    throw new Unanswered(NO_ANSWER);
  } catch (error) {
    throw new Unanswered(`${reason(error)} ${KEPT} ${CALL}`);
  }
}

/**
 * Erases a conversation on the server.
 *
 * @param {string} server
 * @param {string} sender
 * @throws {Unanswered}
 */
export async function erase(server, sender) {
  try {
    await post(new URL("webhooks/rest/erase", server), { sender });
  } catch (error) {
    throw new Unanswered(
      `${reason(error)} La conversation est effacée ici. Le serveur l’effacera ` +
        `${SETTINGS.keepHours}\u00a0heures après votre dernier message.`,
    );
  }
}

/**
 * The town hall's phone, address and hours.
 *
 * @param {string} server
 * @returns {Promise<import("./replies.js").ContactMessage>}
 */
export async function townHall(server) {
  return request(new URL("mairie.json", server));
}

/** A random identifier of 128 bits; `crypto.randomUUID` does not exist on plain http. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {URL} address
 * @param {object} body
 */
function post(address, body) {
  const headers = { "Content-Type": "application/json" };
  return request(address, { method: "POST", headers, body: JSON.stringify(body) });
}

/**
 * The JSON of an answer; no cookie is ever sent.
 *
 * @param {URL} address
 * @param {RequestInit} options
 */
async function request(address, options = {}) {
  const patience = new AbortController();
  setTimeout(() => patience.abort(), TIMEOUT);
  try {
    const response = await fetch(address, {
      ...options,
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: patience.signal,
    });
    // A proxy in front of the assistant answers its own errors in HTML.
    const answer = await response.json().catch(() => null);
    if (patience.signal.aborted) throw new Unanswered(TOO_SLOW);
    if (!response.ok) {
      throw new Unanswered((EXPLAINED.includes(response.status) && answer?.error) || NO_ANSWER);
    }
    return answer;
  } catch (error) {
    throw patience.signal.aborted ? new Unanswered(TOO_SLOW) : error;
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function reason(error) {
  if (error instanceof Unanswered) return error.message;
  return navigator.onLine ? UNREACHABLE : OFFLINE;
}
