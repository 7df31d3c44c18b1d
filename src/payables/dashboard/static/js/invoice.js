// The form of an invoice beside its paper: boxes light up with their fields, words of the paper go into the field, and what
// others change meanwhile is shown without losing what is typed.
import { say, show } from "./swap.js";

const EVERY = 10_000; // ms

/** @param {HTMLFormElement} form */
export function setUp(form) {
  const address = `/invoices/${form.dataset.invoice}`;
  let last = null; // where typed text goes when a word of the paper is clicked
  let dirty = form.querySelector(".edited, .meanwhile") !== null || form.dataset.again !== undefined;

  const told = form.querySelector(".unsaved");
  const mark = () => {
    dirty = true;
    if (told) told.hidden = false;
  };
  if (dirty) mark();
  firstKey(form);

  form.addEventListener("input", mark);
  form.addEventListener("payables:edited", mark);
  form.addEventListener("focusin", (event) => {
    const field = event.target;
    if (field.matches("input:not([type=checkbox]):not([type=radio]), select, textarea")) last = field;
    tell("payables:field-focus", { name: field.dataset.paper ?? field.closest("[data-paper]")?.dataset.paper ?? null });
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) tell("payables:field-focus", { name: null });
  });
  // Enter in a field that was doubted, and that is left as it is, says that it is right.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented || !event.target.matches(".field input, .field select")) return;
    const field = event.target;
    const was = form.elements.namedItem(`was.${field.name}`);
    const right = form.elements.namedItem(`right.${field.name}`);
    if (right && was && was.value === field.value) right.checked = true;
    if (field.matches("select")) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("change", (event) => {
    const field = event.target.dataset.mine && document.getElementById(event.target.dataset.mine);
    if (field && event.target.checked) field.value = event.target.value;
  });

  listen(form, "keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  listen(form, "payables:word", async (event) => {
    const field = last?.isConnected ? last : null;
    if (!field || field.disabled) return;
    const asked = new URLSearchParams({ field: field.name || field.dataset.name || "", text: event.detail.text });
    const answer = await fetch(`${address}/word?${asked}`, { headers: { accept: "application/json" } });
    const { value } = answer.ok ? await answer.json() : { value: null };
    if (value === null) return say(form.dataset.noWord);
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  listen(form, "payables:field", (event) => {
    form.querySelector(`[data-paper="${CSS.escape(event.detail.name ?? "")}"]`)?.focus();
  });

  // Nothing typed is lost by leaving in passing.
  const guard = (event) => { if (form.isConnected && dirty && form.getAttribute("aria-busy") !== "true") event.preventDefault(); };
  addEventListener("beforeunload", guard);

  const seen = Number.parseInt((form.elements.namedItem("_etag")?.value ?? "").replace(/^\D*/, ""), 10);
  const timer = setInterval(async () => {
    if (!form.isConnected) {
      clearInterval(timer);
      removeEventListener("beforeunload", guard);
      return;
    }
    if (document.hidden || form.getAttribute("aria-busy") === "true") return;
    const answer = await fetch(`${address}/version`, { headers: { accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const now = await answer.json();
    if (now.version === seen || !form.isConnected) return;
    clearInterval(timer);
    if (!dirty && !form.contains(document.activeElement)) return look(form, address, now.said);
    const note = document.getElementById("newer");
    if (!note) return;
    note.querySelector("span").textContent = now.said;
    note.hidden = false;
    note.querySelector("button").addEventListener("click", () => look(form, address, now.said));
    say(now.said);
  }, EVERY);
}

/** The page as it is now, with what is typed; the field that has the focus keeps it. */
async function look(form, address, said) {
  const focused = document.activeElement?.id;
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(`${address}/look${location.search}`, { method: "POST", body, headers: { accept: "text/html" } });
  await show(await answer.text(), answer);
  if (focused) document.getElementById(focused)?.focus();
  say(said);
}

/** The key e leads to the first field that needs somebody. */
function firstKey(form) {
  const first = form.querySelector("[data-needs-you]:not(:disabled)") ?? form.querySelector("#f-invoice_number:not(:disabled)");
  if (!first) return;
  first.dataset.key = "e";
  first.dataset.keyName = form.dataset.edit;
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

/** On the document, as long as the form is on the page. */
function listen(form, name, heard) {
  const once = (event) => (form.isConnected ? heard(event) : document.removeEventListener(name, once));
  document.addEventListener(name, once);
}
