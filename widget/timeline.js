import { element } from "./dom.js";
import { bound, rendered, words } from "./text.js";

/**
 * @typedef {{label: string, date: string, state: string, kind?: string, detail?: string}} Step
 *   all in words, as they are shown, but `kind`, a key of SHAPES
 */

// A shape for each kind beside its words, so that neither colour nor words alone tells it.
const SHAPES = ["done", "open", "coming", "last", "over"];

/**
 * The dates of a case in order, and how they are counted for who wants it.
 *
 * @param {{steps: Step[]}} message
 * @returns {HTMLElement[]}
 */
export function timeline({ steps }) {
  const items = steps.map(({ label, date, state, kind = "" }) => {
    const when = element("strong", {}, bound(words(date)));
    const where = element("span", { class: "state" }, bound(words(state)));
    const shape = SHAPES.includes(kind) ? kind : "coming";
    return element(
      "li",
      { class: shape },
      element("p", {}, when, " ", where),
      element("p", {}, words(label)),
    );
  });
  const sums = steps.filter(({ detail }) => detail).map(({ detail }) => `- ${words(detail)}`);
  const fold = element("summary", {}, "Comment c’est compté");
  return [
    element("p", {}, "Vos dates, dans l’ordre\u00a0:"),
    element("ol", { class: "steps" }, ...items),
    ...(sums.length ? [element("details", {}, fold, ...rendered(sums.join("\n")))] : []),
  ];
}
