// Looks again every few seconds while something is on its way, and when it is told that something has come.
const EVERY = 2000;

/** @param {HTMLElement} place data-watch: what of the page is exchanged; data-now: something is on its way */
export function setUp(place) {
  const { watch, now } = place.dataset;
  const timer = now ? setInterval(look, EVERY) : undefined;
  document.addEventListener("payables:look-again", look);

  function stop() {
    clearInterval(timer);
    document.removeEventListener("payables:look-again", look);
  }

  async function look() {
    if (!place.isConnected) return stop();
    if (document.hidden || isAtWork(document.querySelector(watch))) return;
    const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || answer.redirected || !place.isConnected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const before = document.querySelector(watch), after = page.querySelector(watch);
    if (!before || !after || isAtWork(before)) return;
    stop();
    before.replaceWith(after);
    // Imported only now: app.js itself waits for this file.
    (await import("./app.js")).setUp(after);
  }
}

/** Nobody loses what they have ticked or typed. */
function isAtWork(part) {
  return part.querySelector("form [type=checkbox]:checked, form[aria-busy=true], dialog[open]") !== null
    || part.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), select, textarea");
}
