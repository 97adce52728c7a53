// The clerk's desk: finds a sheet by what the caller says, and follows the caller's case by keys.
// What the caller told is kept in this page alone, until « Terminé ».

/**
 * @typedef {{question: string, topic: string | null}} Next
 * @typedef {{key: string, value: string, sources: string[], checked_on: string, to_check: string | null}} Fact
 * @typedef {{id: string, theme: string, title: string, first: string, written: string, points: string[], danger: boolean,
 *   then: Next[], facts: Fact[], former: string[][], spelled: string[][], never: string[],
 *   doors: {name: string, contact: string, said: string}[]}} Sheet
 * @typedef {{label: string, date: string, state: string, detail: string}} Day
 * @typedef {{title: string, choice: Record<string, string>}} Choice
 * @typedef {{told: object, asked: string | null, says: string[], topics: string[], first?: Record<string, string>,
 *   question: {text: string, choices: Choice[], day: boolean} | null,
 *   noted: {label: string, value: string, change: Record<string, string>}[],
 *   step: {label: string, action: string, more: string} | null,
 *   dates: Day[], other_dates: Day[],
 *   files: {label: string, name: string, url: string}[]}} Turn
 */

const PAUSE = 120;
/** @type {Record<string, Sheet>} */
let sheets = {};
// What to say first on a sheet, where the caller's words change it: the exact point, the hours of a day.
/** @type {Record<string, string>} */
let answers = {};
/** @type {Turn | null} */
let turn = null;
let searched = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** @param {string} id @returns {any} */
const at = (id) => document.getElementById(id);

/**
 * @param {string} name @param {string | Node | (string | Node)[]} [inside] @param {string} [kind]
 * @returns {any}
 */
function node(name, inside = [], kind = "") {
  const made = document.createElement(name);
  made.append(...(Array.isArray(inside) ? inside : [inside]));
  if (kind) made.className = kind;
  return made;
}

/** @param {string} words @param {() => void} pressed @param {string} [key] */
function button(words, pressed, key) {
  const made = node("button", key ? [node("kbd", key), words] : words);
  made.type = "button";
  made.addEventListener("click", pressed);
  return made;
}

/** @param {string[] | Node[]} items */
const list = (items) => node("ul", items.map((item) => node("li", item)));

/** @param {string} path @param {object} demand */
async function ask(path, demand) {
  const answer = await fetch(`accueil/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(demand),
  });
  const told = await answer.json();
  if (!answer.ok) throw { told: told.error };
  return told;
}

// --- finding ---------------------------------------------------------------------------------

async function search() {
  const text = at("mots").value.trim();
  const mine = ++searched;
  if (!text) return showFound([], false, false);
  try {
    const found = await ask("chercher", { text });
    if (mine !== searched) return;
    answers = found.first;
    showFound(found.topics, found.tells, found.danger);
  } catch {
    at("etat").textContent = "La recherche ne répond pas. Prenez le script imprimé.";
  }
}

/** @param {string[]} topics @param {boolean} tells @param {boolean} danger */
function showFound(topics, tells, danger) {
  const known = topics.filter((topic) => sheets[topic]);
  at("trouves").replaceChildren(
    ...known.map((topic, place) => {
      const line = button(sheets[topic].title, () => open(topic));
      if (sheets[topic].danger) line.classList.add("danger");
      // What to say first can be said before the sheet is open.
      return node("li", place ? line : [line, node("p", first(topic), "first")]);
    }),
  );
  at("avec-dossier").hidden = !tells;
  const empty = at("mots").value.trim() === "";
  const count = known.length === 1 ? "1 fiche" : `${known.length} fiches`;
  at("etat").textContent = empty
    ? ""
    : danger
      ? "Danger : lisez cette fiche avant tout."
      : tells
        ? `Elle raconte son litige : commencez le dossier. ${known.length ? `${count} aussi.` : ""}`
        : known.length
          ? `${count}. Entrée ouvre la première.`
          : "Aucune fiche. Demandez-lui de le dire autrement.";
}

/** @param {string} topic */
const first = (topic) => answers[topic] ?? sheets[topic].first;

/** @param {string} topic */
function open(topic) {
  const sheet = sheets[topic];
  const shown = at("fiche");
  shown.replaceChildren(
    node("p", sheet.theme, "quiet"),
    node("h2", sheet.title),
    node("p", first(topic), "first"),
    node("p", sheet.written, "answer"),
    ...part("Selon la question", sheet.points),
    ...part("À demander ensuite", sheet.then.map(next)),
    ...part("À épeler", sheet.spelled.map(([written, said]) => `${written} : ${said}`)),
    ...part("À corriger", sheet.former.map(([former, now]) => `${former} ne sert plus : ${now}`)),
    ...part("Ne pas promettre", sheet.never),
    ...part("Passer la main", sheet.doors.map((door) => `${door.name} : ${door.contact} (${door.said})`)),
    ...part("Faits et sources", sheet.facts.map(source)),
  );
  shown.setAttribute("aria-label", `Fiche : ${sheet.title}`);
  shown.hidden = false;
  shown.focus();
  shown.scrollIntoView({ block: "nearest" });
}

/** @param {string} title @param {(string | Node)[]} items */
function part(title, items) {
  return items.length ? [node("h3", title), list(/** @type {any} */ (items))] : [];
}

/** @param {Next} each */
function next(each) {
  const { question, topic } = each;
  return topic ? button(question, () => open(topic)) : button("Où en est son dossier ?", begin);
}

/** @param {Fact} fact */
function source(fact) {
  const doubt = fact.to_check ? `, à vérifier auprès de : ${fact.to_check}` : "";
  return `${fact.value} : ${fact.sources.join(" ; ")}, vérifié le ${fact.checked_on}${doubt}`;
}

// --- the case --------------------------------------------------------------------------------

/** @param {object} said */
async function follow(said) {
  at("erreur").textContent = "";
  const before = turn;
  try {
    const told = await ask("dossier", { told: before?.told, asked: before?.asked, ...said });
    // « Terminé » meanwhile: nothing of the answer is shown.
    if (turn !== before) return;
    turn = told;
    showCase();
  } catch (error) {
    const { told } = /** @type {{told?: string}} */ (error);
    at("erreur").textContent = told ?? "Le serveur ne répond pas. Prenez le script imprimé.";
  }
}

async function begin() {
  if (turn) return at("question").focus();
  // Nothing that was typed is asked again.
  const text = at("mots").value.trim();
  await follow(text ? { text } : {});
  // A sheet that opens beside does not take the place of the question.
  if (turn) toQuestion();
}

function showCase() {
  if (!turn) return;
  const { says, question, topics } = turn;
  at("hors-dossier").hidden = true;
  at("dossier").hidden = false;
  at("dites").replaceChildren(...says.map((said) => node("p", said)));
  at("reponse").hidden = !question;
  at("question").textContent = question?.text ?? "";
  at("choix").replaceChildren(
    ...(question?.choices ?? []).map((/** @type {Choice} */ choice, /** @type {number} */ place) =>
      node("li", button(choice.title, () => follow({ choice: choice.choice }), key(place))),
    ),
  );
  at("etiquette").textContent = question?.day ? "Le jour (3/9, mi-août, le mois dernier…)" : "Réponse avec ses mots";
  at("dit").value = "";
  at("bilan").replaceChildren(...outlook(turn));
  answers = turn.first ?? answers;
  const asked = topics.find((topic) => sheets[topic]);
  if (asked) return open(asked);
  if (!question) at("dites").scrollIntoView({ block: "nearest" });
  toQuestion();
}

function toQuestion() {
  const question = turn?.question;
  (question?.day ? at("dit") : question ? at("question") : at("terminer")).focus();
}

/**
 * The key of a choice; days are typed, so that theirs are left to the field.
 * @param {number} place
 */
function key(place) {
  return turn?.question?.day ? "" : String(place + 1);
}

/** @param {Turn} now */
function outlook(now) {
  const provisional = now.question ? "Pour l'instant" : "Son étape";
  return [
    ...(now.step ? [node("h3", `${provisional} : ${now.step.label}`), node("p", now.step.action)] : []),
    ...part("Ses dates", now.dates.map(day)),
    ...part("À préciser", now.step?.more ? [now.step.more] : []),
    ...part("Ses autres dates", now.other_dates.map(day)),
    ...part("Noté", now.noted.map((line) => noted(line))),
    ...part("À remettre", now.files.map((file) => link(file))),
  ];
}

/** @param {Day} each */
function day(each) {
  return `${each.label} : ${each.date}, ${each.state} (${each.detail.replace(/\.$/, "")})`;
}

/** @param {{label: string, value: string, change: Record<string, string>}} line */
function noted(line) {
  const change = button("Changer", () => follow({ choice: line.change }));
  change.setAttribute("aria-label", `Changer : ${line.label}`);
  return node("span", [`${line.label} : ${line.value} `, change]);
}

/** @param {{label: string, name: string, url: string}} file */
function link(file) {
  const opens = node("a", `${file.label} (${file.name})`);
  opens.href = file.url;
  opens.target = "_blank";
  const copied = button("Copier le lien", async () => {
    await navigator.clipboard.writeText(file.url);
    copied.textContent = "Lien copié, valable 24 heures";
  });
  copied.setAttribute("aria-label", `Copier le lien : ${file.label}`);
  return node("span", [opens, " ", copied]);
}

/** Nothing of the caller is left on the page. */
function end() {
  turn = null;
  answers = {};
  searched++;
  clearTimeout(waiting);
  for (const id of ["dites", "choix", "bilan", "fiche", "trouves"]) at(id).replaceChildren();
  for (const id of ["question", "erreur", "etat"]) at(id).textContent = "";
  for (const id of ["mots", "dit"]) at(id).value = "";
  at("fiche").setAttribute("aria-label", "Fiche");
  at("fiche").hidden = at("dossier").hidden = at("avec-dossier").hidden = true;
  at("hors-dossier").hidden = false;
  at("mots").focus();
}

// --- keys ------------------------------------------------------------------------------------

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape") {
    at("mots").focus();
    at("mots").select();
  } else if (event.key === "F2") {
    event.preventDefault();
    begin();
  } else if (/^[1-9]$/.test(event.key) && !(event.target instanceof HTMLInputElement)) {
    if (!turn?.question || turn.question.day) return;
    const choice = turn.question.choices[Number(event.key) - 1];
    if (choice) follow({ choice: choice.choice });
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    among(event);
  }
}

/**
 * Up and down move from the words to the sheets found.
 * @param {KeyboardEvent} event
 */
function among(event) {
  const stops = [at("mots"), ...at("trouves").querySelectorAll("button")];
  const place = stops.indexOf(document.activeElement);
  if (place < 0) return;
  event.preventDefault();
  stops[Math.min(stops.length - 1, Math.max(0, place + (event.key === "ArrowDown" ? 1 : -1)))].focus();
}

at("mots").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, PAUSE);
});
at("recherche").addEventListener("submit", async (/** @type {Event} */ event) => {
  event.preventDefault();
  clearTimeout(waiting);
  await search();
  const first = at("trouves").querySelector("button");
  (first ?? at("avec-mots")).click();
});
at("reponse").addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  const text = at("dit").value.trim();
  if (text) follow({ text });
});
at("avec-mots").addEventListener("click", () => {
  if (!at("avec-dossier").hidden) follow({ text: at("mots").value.trim() });
});
at("commencer").addEventListener("click", begin);
at("terminer").addEventListener("click", end);
document.addEventListener("keydown", pressed);
at("mots").focus();
sheets = await (await fetch("accueil/fiches.json")).json();
// What was typed meanwhile.
search();

export {};
