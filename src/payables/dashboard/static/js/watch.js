// Looks again every few seconds while something is on its way, and when it is told that something has come.
import { repeat, whileConnected } from "./connected.js";
import { isTyped } from "./keys.js";
import { renew } from "./swap.js";

const EVERY = 2000; // ms

/** @param {HTMLElement} place data-watch: what of the page is exchanged; data-with: counts that follow; data-now: something is on its way */
export function setUp(place) {
  const { watch, now, with: others } = place.dataset;
  if (now) repeat(place, look, EVERY);
  whileConnected(place, document, "payables:look-again", look);

  async function look() {
    if (document.hidden || isAtWork(document.querySelector(watch))) return;
    const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text().catch(() => ""), "text/html");
    const before = document.querySelector(watch), after = page.querySelector(watch);
    if (!place.isConnected || !before || !after || isAtWork(before)) return;
    if (others) recount(document.querySelectorAll(others), page.querySelectorAll(others));
    await renew(before, after);
  }
}

/** @param {NodeListOf<Element>} before @param {NodeListOf<Element>} after of the same places */
function recount(before, after) {
  if (before.length === after.length) before.forEach((one, n) => { one.textContent = after[n].textContent; });
}

/** Nobody loses what they have ticked or typed. */
function isAtWork(part) {
  return part.querySelector("form [type=checkbox]:checked, form[aria-busy=true], dialog[open]") !== null
    || part.contains(document.activeElement) && isTyped(document.activeElement);
}
