// Single keys: an element with data-key="a" is clicked (or focused, if something is typed into it) by the key a.
const STORED = "payables.keys";
const ON_THE_WAY = 1500; // ms that a page may take to come

/** Until when another page is on its way: what is pressed then is for neither. */
let leaving = 0;

/** What was pressed while an answer could be seen and did not listen yet, and since when: an answer that takes too long is not
 * waited for. */
let kept = [], keptSince = 0;
const AT_MOST = 2000; // ms

/** Whether single keys work in this browser. */
export function switchedOn() {
  return localStorage.getItem(STORED) !== "off";
}

/** @param {boolean} on */
export function switchKeys(on) {
  localStorage.setItem(STORED, on ? "on" : "off");
}

export function keys() {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      open("palette", event);
    } else if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.matches("form[method=post] textarea")) {
      event.preventDefault();
      const { form } = event.target; // Enter alone begins a line
      const step = form.querySelector("[data-on-enter]");
      if (step) step.click();
      else form.requestSubmit();
    } else if (event.key === "Escape" && isTyped(event.target) && !document.querySelector("dialog[open]")) {
      event.target.blur();
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !isTyped(event.target) && switchedOn()) {
      press(event);
    }
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-open]");
    if (opener) open(opener.dataset.open, event);
    else if (leadsAway(event)) leaving = performance.now() + ON_THE_WAY;
  });
  addEventListener("pageshow", () => { leaving = 0; });
  document.addEventListener("payables:shown", pressKept);
}

/** Plays what was pressed while the page could be seen and the scripts were not there yet (early.js). */
export function replay() {
  for (const { key, ctrlKey, metaKey, shiftKey } of window.earlyKeys?.() ?? []) {
    const at = document.activeElement ?? document.body;
    const event = new KeyboardEvent("keydown", { key, ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true });
    if (at.dispatchEvent(event) && isTyped(at) && key.length === 1 && !ctrlKey && !metaKey) document.execCommand("insertText", false, key);
  }
}

/** @param {string} id of a dialog */
function open(id, event) {
  const dialog = document.getElementById(id);
  if (!dialog) return;
  event.preventDefault();
  if (!dialog.open) dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("payables:opened"));
}

/** @returns {HTMLElement | undefined} what the key is of */
function press(event) {
  if (document.querySelector("dialog[open], form[data-swap][aria-busy=true]") || performance.now() < leaving) return;
  if (event.repeat && !"jk".includes(event.key)) return;
  if (isKept(event)) return;
  const found = [...document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)].find((e) => !e.disabled && e.getClientRects().length);
  if (!found) return;
  event.preventDefault();
  if (isTyped(found)) {
    found.focus();
    found.select?.();
  } else {
    found.click();
  }
  return found;
}

/** Whether the key waits for an answer that is there and does not listen yet. */
function isKept(event) {
  const isBusy = document.querySelector("main[aria-busy=true]") !== null;
  if (isBusy) keptSince ||= event.timeStamp;
  else keptSince = 0;
  const waits = isBusy && event.timeStamp - keptSince < AT_MOST;
  if (waits) kept.push(event);
  else kept = [];
  return waits;
}

/** Each once: what somebody else listened to is done, and what was pressed long ago is forgotten. What follows a key that leads
 * into a field is typed there; what follows any other key is for the page that this one leads to. */
function pressKept() {
  const pressed = kept.filter((event) => !event.defaultPrevented && performance.now() - event.timeStamp < AT_MOST);
  kept = [];
  keptSince = 0;
  let led = null;
  for (const event of pressed) {
    if (led && !isTyped(led)) return;
    if (!led) led = press(event);
    else if (event.key.length === 1 && document.activeElement === led) document.execCommand("insertText", false, event.key);
  }
}

/** Whether a click that nothing has taken opens another page here. */
function leadsAway(event) {
  const link = event.target.closest?.("a[href]:not([download], [target], [href^='#'])");
  return link && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey;
}

/** Whether keys belong to the element: whatever text or choice is entered there. */
export function isTyped(element) {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches("input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), select, textarea"));
}
