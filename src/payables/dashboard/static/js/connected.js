// What an element listens to outside of itself, and its clocks, end with it: nothing of a page that was exchanged goes on.

/** @type {Map<Element, AbortController>} */
const ends = new Map();

/**
 * Listens to the document or the window for as long as the element is on the page.
 * @param {Element} element
 * @param {EventTarget} target
 * @param {string} name
 * @param {(event: any) => void} act
 * @param {AddEventListenerOptions} options
 */
export function whileConnected(element, target, name, act, options = {}) {
  target.addEventListener(name, act, { ...options, signal: lifeOf(element) });
}

/** @param {Element} element @param {() => void} act @param {number} every milliseconds */
export function repeat(element, act, every) {
  const timer = setInterval(act, every);
  lifeOf(element).addEventListener("abort", () => clearInterval(timer));
}

/** Ends what belongs to elements that are gone: called by whoever has exchanged a part of the page. */
export function sweep() {
  for (const [element, end] of ends) {
    if (element.isConnected) continue;
    ends.delete(element);
    end.abort();
  }
}

/** @returns {AbortSignal} aborted when the element is gone */
function lifeOf(element) {
  if (!ends.has(element)) ends.set(element, new AbortController());
  return ends.get(element).signal;
}
