// What others, or the reader, change of an invoice while its form is open: told in the page, and shown without losing what is
// typed.
import { askJson } from "./ask.js";
import { repeat } from "./connected.js";
import { say, send, tellTrouble } from "./swap.js";

const EVERY = 10_000; // ms

/**
 * @param {HTMLFormElement} form data-invoice: its id; data-version: the one that stands in it
 * @param {() => boolean} unsaved whether something is typed that is not saved
 */
export function lookOut(form, unsaved) {
  const seen = Number(form.dataset.version);
  const isIdle = () => !unsaved() && !form.contains(document.activeElement);
  let told = seen;

  repeat(form, async () => {
    if (document.hidden || form.getAttribute("aria-busy") === "true") return;
    const now = await askJson(`/invoices/${form.dataset.invoice}/version`);
    if (!now || now.version === seen || !form.isConnected) return;
    if (isIdle()) {
      await look(form, now.said, isIdle);
    } else if (now.version !== told) {
      told = now.version;
      tell(form, now.said);
    }
  }, EVERY);
}

function tell(form, said) {
  const note = document.getElementById("newer");
  if (!note) return;
  note.querySelector("span").textContent = said;
  note.querySelector("button").onclick = () => look(form, said);
  note.hidden = false;
  say(said);
}

/** The page as it is now, with what is typed; the field that has the focus keeps it. Where the server cannot be reached, the page
 * stays as it is, and is asked for again. */
async function look(form, said, wanted = () => true) {
  const focused = document.activeElement?.id;
  const isRight = (answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    return form.isConnected && wanted();
  };
  try {
    if (!await send(form, `/invoices/${form.dataset.invoice}/look${location.search}`, { wanted: isRight })) return;
  } catch (error) {
    tellTrouble(form, error);
    return;
  }
  if (focused) document.getElementById(focused)?.focus();
  say(said);
}
