// Single keys: an element with data-key="a" is clicked (or focused, if something is typed into it) by the key a.
const STORED = "payables.keys";

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
    } else if (event.key === "Escape" && isTyped(event.target) && !document.querySelector("dialog[open]")) {
      event.target.blur();
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !isTyped(event.target) && switchedOn()) {
      press(event);
    }
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-open]");
    if (opener) open(opener.dataset.open, event);
  });
}

/** @param {string} id of a dialog */
function open(id, event) {
  const dialog = document.getElementById(id);
  if (!dialog) return;
  event.preventDefault();
  if (!dialog.open) dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("payables:opened"));
}

function press(event) {
  if (document.querySelector("dialog[open]") || event.repeat && !"jk".includes(event.key)) return;
  const found = [...document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)].find((e) => !e.disabled && e.getClientRects().length);
  if (!found) return;
  event.preventDefault();
  if (isTyped(found)) {
    found.focus();
    found.select?.();
  } else {
    found.click();
  }
}

/** Whether keys belong to the element: whatever text or choice is entered there. */
function isTyped(element) {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches("input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), select, textarea"));
}
