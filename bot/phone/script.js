"use strict";
// Finds sheets by the words of the caller: each word speaks for some sheets, by its weight.
const MOST_FOUND = 5;
const weights = JSON.parse(document.getElementById("poids").textContent);
const form = document.getElementById("recherche");
const field = document.getElementById("mots");
const count = document.getElementById("compte");
const main = document.getElementById("fiches");
const sheets = [...main.children];

function folded(text) {
  return text.toLowerCase().replace(/œ/g, "oe").normalize("NFD").replace(/\p{Mn}/gu, "");
}

// The last word may be unfinished: it counts as the heaviest that begins so.
function weight(known, word, last) {
  if (known[word] !== undefined || !last || word.length < 3) return known[word] ?? 0;
  return Math.max(0, ...Object.keys(known).filter((each) => each.startsWith(word)).map((each) => known[each]));
}

function found(text) {
  const words = [...new Set(folded(text).match(/\p{L}+/gu) ?? [])];
  return Object.entries(weights)
    .map(([number, known]) => [
      number,
      words.reduce((sum, word, place) => sum + weight(known, word, place === words.length - 1), 0),
    ])
    .filter(([, sum]) => sum > 0)
    .sort((one, other) => other[1] - one[1])
    .slice(0, MOST_FOUND)
    .map(([number]) => document.getElementById(`fiche-${number}`));
}

function search() {
  const asked = /^\s*\d+\s*$/.test(field.value)
    ? [document.getElementById(`fiche-${field.value.trim()}`)].filter(Boolean)
    : found(field.value);
  const all = field.value.trim() === "";
  for (const sheet of sheets) sheet.hidden = !all && !asked.includes(sheet);
  main.append(...(all ? sheets : asked));
  count.textContent = all ? "" : asked.length === 0 ? "Aucune fiche." : asked.length === 1 ? "1 fiche." : `${asked.length} fiches, la plus proche d'abord.`;
  // Who has read to the foot of a sheet sees the next ones from their first line.
  scrollTo(0, 0);
}

// A link leads to a sheet that the search may have hidden.
function show() {
  const sheet = location.hash && document.getElementById(location.hash.slice(1));
  if (!sheet || !sheets.includes(sheet)) return;
  field.value = "";
  search();
  sheet.focus();
  sheet.scrollIntoView();
}

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  main.querySelector(":scope > :not([hidden])")?.focus();
});
field.addEventListener("input", search);
addEventListener("hashchange", show);
addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    field.value = "";
    search();
    field.focus();
  }
});
field.focus();
