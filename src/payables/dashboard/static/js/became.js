// What becomes of files after they were taken: asked for every few seconds until each was read, failed or had been sent before.
import { askJson } from "./ask.js";
import { repeat } from "./connected.js";

const EVERY = 2000; // ms
const AT_ONCE = 100;

/**
 * @param {HTMLFormElement} form
 * @param {(row: HTMLElement) => void} refused called with a row whose file came to nothing
 */
export function following(form, refused) {
  const place = form.querySelector(".became");
  /** @type {Map<string, HTMLElement>} rows of the files of which nothing is known yet, by the ids of their uploads */
  const open = new Map();
  const counted = new Map();
  let asking = false;
  repeat(form, look, EVERY);

  async function look() {
    if (!open.size || asking || document.hidden) return;
    asking = true;
    const asked = [...open.keys()].slice(0, AT_ONCE);
    const found = await askJson(`/uploads/outcomes?of=${asked.join(",")}`);
    asking = false;
    if (found) asked.forEach((id) => goOn(id, found.results.find((outcome) => outcome.id === id)));
  }

  /** A file that is still on its way is asked for again after the others; one that is gone, or out of sight, no more. */
  function goOn(id, outcome) {
    const row = open.get(id);
    if (outcome?.states.length) return end(outcome);
    open.delete(id);
    if (outcome) open.set(id, row);
  }

  function end({ id, bad, states, why, links }) {
    const row = open.get(id), outcome = row.querySelector(".outcome");
    open.delete(id);
    if (why) outcome.replaceChildren(why, " ", ...links.map(anchor));
    else if (links.length) outcome.replaceChildren("→ ", ...links.flatMap((one) => [anchor(one), " "]));
    if (bad) refused(row);
    for (const state of states) counted.set(state, (counted.get(state) ?? 0) + 1);
    place.hidden = false;
    place.textContent = [...counted].map(([state, count]) => `${state}: ${count}`).join(" · ");
  }

  return (id, row) => open.set(id, row);
}

function anchor({ href, text }) {
  return Object.assign(document.createElement("a"), { href, textContent: text });
}
