import { element } from "./dom.js";
import { bound, words } from "./text.js";

/**
 * @typedef {{label: string, date: string, state: string, kind?: string, detail?: string}} Step
 *   all in words, as they are shown, but `kind`, a key of SHAPES
 */

// A shape for each kind beside its words, so that neither colour nor words alone tells it.
const SHAPES = ["done", "open", "coming", "last", "over"];

/**
 * The dates of a case in order, with how they are counted where that was asked for.
 *
 * @param {{steps: Step[]}} message
 */
export function timeline({ steps }) {
  const items = steps.map(({ label, date, state, kind = "", detail }) => {
    const when = element("strong", {}, bound(words(date)));
    const where = element("span", { class: "state" }, bound(words(state)));
    const shape = SHAPES.includes(kind) ? kind : "coming";
    return element(
      "li",
      { class: shape },
      element("p", {}, when, " ", where),
      element("p", {}, bound(words(label))),
      ...(detail ? [element("p", {}, bound(words(detail)))] : []),
    );
  });
  return element("ol", { class: "steps", "aria-label": "Vos dates, dans l’ordre" }, ...items);
}
