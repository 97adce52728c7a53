import { SCRIPT, serverAddress } from "./address.js";
import { AssistantMairie, TAG } from "./assistant-mairie.js";
import { townHall } from "./channel.js";
import { on } from "./dom.js";

/** The element that the script adds when the page holds none. */
function add() {
  if (document.querySelector(TAG)) return;
  const assistant = document.createElement(TAG);
  Object.assign(assistant.dataset, SCRIPT?.dataset);
  // Outside the body: what moves the body does not move it, what replaces the body leaves it.
  document.documentElement.append(assistant);
}

/** Says in the console, for whoever maintains the website, why nothing would be seen. */
async function diagnose() {
  const assistant = /** @type {AssistantMairie | null} */ (document.querySelector(TAG));
  const server = assistant?.server;
  const shown = assistant?.launcher?.getClientRects().length;
  const answered = await townHall(server ?? "").then(
    () => "répond",
    (error) =>
      `ne répond pas (${error}). Ajoutez ${location.origin} à ALLOWED_ORIGINS, ` +
      "et l’adresse de l’assistant à connect-src.",
  );
  console.info(
    `Assistant\u00a0: ${server || "adresse à donner dans data-server"}\n` +
      `Bouton\u00a0: ${shown ? "affiché" : "absent ou caché"}\nServeur\u00a0: ${answered}`,
  );
}

function start() {
  // Without an address, import() asked for the element, or the tag is gone: diagnostic says it.
  if (SCRIPT || serverAddress()) add();
  if (location.search.includes("diagnostic")) diagnose();
}

if (!customElements.get(TAG)) customElements.define(TAG, AssistantMairie);
if (document.readyState === "loading") on(document, "DOMContentLoaded", start);
else start();
