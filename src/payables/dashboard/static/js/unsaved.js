// What is typed into a form with data-module="invoice" and not saved is lost by nothing that is done in passing: whoever leaves the
// page is asked by the browser, and what is sent beside the form waits until it is saved or given up.
import { whileConnected } from "./connected.js";
import { say } from "./swap.js";

const NO_VALUE = "[name=line], [name=code_to]"; // which lines are meant is nothing that is saved

/**
 * @param {HTMLFormElement} form
 * @returns {() => boolean} whether something is typed and not saved
 */
export function keepUnsaved(form) {
  const told = form.querySelector(".unsaved");
  let unsaved = form.querySelector(".edited, .meanwhile") !== null || form.dataset.again !== undefined;
  const mark = (event) => {
    if (event?.target.matches(NO_VALUE)) return;
    unsaved = true;
    if (told) told.hidden = false;
  };
  if (unsaved) mark();
  form.addEventListener("input", mark);
  form.addEventListener("payables:edited", mark);
  whileConnected(form, window, "beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  whileConnected(form, document, "submit", (event) => {
    form.dispatchEvent(new Event("payables:settle")); // a cell that is being typed into is no field yet
    if (!unsaved || event.target === form || !("swap" in event.target.dataset)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form, event.target, () => { unsaved = false; });
  }, { capture: true });
  return () => unsaved;
}

/** Says beside the form that was not sent why, with the ways on; the focus stands on the first. */
function ask(form, refused, giveUp) {
  document.querySelector(".unsaved-first")?.remove();
  const note = document.getElementById("unsaved-first").content.firstElementChild.cloneNode(true);
  note.querySelector("[data-give-up]").addEventListener("click", () => {
    giveUp();
    location.assign(asItIs());
  });
  refused.append(note);
  note.querySelector("button").focus();
  say(note.querySelector("p").textContent);
}

/** The address of this page as it is stored, which tells of no step any more. */
function asItIs() {
  const address = new URL(location.href);
  address.hash = "";
  for (const name of ["said", "of", "_seal"]) address.searchParams.delete(name);
  return address;
}
