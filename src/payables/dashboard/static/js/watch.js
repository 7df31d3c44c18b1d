// Looks again every few seconds while something is on its way, and when it is told that something has come.
import { repeat, whileConnected } from "./connected.js";
import { isTyped } from "./keys.js";
import { renew } from "./swap.js";
import { FIELD, isTouched } from "./touched.js";

const EVERY = 2000; // ms

/** @type {WeakMap<Element, string>} parts that have been put in, and what they show: what shows nothing new is left in its place */
const shown = new WeakMap();

/** @param {HTMLElement} place data-watch: what of the page is exchanged; data-with: counts that follow; data-now: something is on its way */
export function setUp(place) {
  const { watch, now, with: others } = place.dataset;
  const open = new Set(document.querySelectorAll(`${watch} details[open]`));
  let asking = false, missed = false;
  if (now) repeat(place, look, EVERY);
  whileConnected(place, document, "payables:look-again", lookAgain);

  /** What has come while the page was being asked for may not stand in its answer yet. */
  async function lookAgain() {
    missed = asking;
    if (!asking) await look();
  }

  async function look() {
    if (asking || document.hidden || isAtWork(document.querySelector(watch), open)) return;
    asking = true;
    const page = await asItIs();
    asking = false;
    if (missed) return lookAgain();
    const before = document.querySelector(watch), after = page?.querySelector(watch);
    if (!place.isConnected || !before || !after || isAtWork(before, open)) return;
    if (others) recount(document.querySelectorAll(others), page.querySelectorAll(others));
    const shows = whatShows(after);
    if (shown.get(before) === shows) return;
    shown.set(after, shows);
    await renew(before, after);
  }
}

/** @returns {Promise<Document | null>} this page, where it can be had */
async function asItIs() {
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    return answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}

/** @param {NodeListOf<Element>} before @param {NodeListOf<Element>} after of the same places */
function recount(before, after) {
  if (before.length === after.length) before.forEach((one, n) => { one.textContent = after[n].textContent; });
}

/** Nobody loses what they have ticked, typed or opened. `open`: what has come open. */
function isAtWork(part, open) {
  return part.querySelector("form[aria-busy=true], dialog[open]") !== null
    || [...part.querySelectorAll(`form ${FIELD}`)].some(isTouched)
    || [...part.querySelectorAll("details[open]")].some((one) => !open.has(one))
    || part.contains(document.activeElement) && isTyped(document.activeElement);
}

/** Without what every form carries anew each time. */
function whatShows(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("input[type=hidden]").forEach((one) => one.remove());
  return copy.innerHTML;
}
