// The form of an invoice beside its paper: boxes light up with their fields, words of the paper go into the field, and what
// others change meanwhile is shown without losing what is typed.
import { askJson } from "./ask.js";
import { whileConnected } from "./connected.js";
import { lookOut } from "./meanwhile.js";
import { say } from "./swap.js";
import { keepUnsaved } from "./unsaved.js";

/** @param {HTMLFormElement} form */
export function setUp(form) {
  const unsaved = keepUnsaved(form);
  firstKey(form);
  lightUp(form);
  takeWords(form);
  confirmByEnter(form);
  form.addEventListener("change", (event) => {
    const field = event.target.dataset.mine && document.getElementById(event.target.dataset.mine);
    if (field && event.target.checked) field.value = event.target.value;
  });
  if (form.querySelector("button.primary")) saveInBetween(form); // who may not save has no button for it
  lookOut(form, unsaved);
}

/** By Ctrl+S, and whoever does goes on where they are. */
function saveInBetween(form) {
  let isBetween = false;
  whileConnected(form, document, "keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (document.querySelector("dialog[open]")) return;
    isBetween = true;
    form.requestSubmit();
    isBetween = false;
  });
  form.addEventListener("submit", () => form.toggleAttribute("data-stay", isBetween));
}

/** The key e leads to the first field that needs somebody. */
function firstKey(form) {
  const first = form.querySelector("[data-needs-you]:not(:disabled)") ?? form.querySelector("#f-invoice_number:not(:disabled)");
  if (!first) return;
  first.dataset.key = "e";
  first.dataset.keyName = form.dataset.edit;
}

/** The field and its place on the paper lead to each other. */
function lightUp(form) {
  const light = (name) => document.dispatchEvent(new CustomEvent("payables:field-focus", { detail: { name } }));
  form.addEventListener("focusin", ({ target }) => light(target.dataset.paper ?? target.closest("[data-paper]")?.dataset.paper ?? null));
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) light(null); });
  whileConnected(form, document, "payables:field", (event) => {
    form.querySelector(`[data-paper="${CSS.escape(event.detail.name ?? "")}"]`)?.focus();
  });
}

/** Words that are chosen on the paper go into the field that was typed into last. */
function takeWords(form) {
  let last = null;
  let asked = 0;
  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("input:not([type=checkbox]):not([type=radio]), select, textarea")) last = target;
  });
  whileConnected(form, document, "payables:word", async (event) => {
    const field = last?.isConnected ? last : null;
    if (!field || field.disabled) return;
    const mine = asked += 1, before = field.value;
    const meant = new URLSearchParams({ field: field.name || field.dataset.name || "", text: event.detail.text });
    const answer = await askJson(`/invoices/${form.dataset.invoice}/word?${meant}`);
    // Whoever has typed on, gone on, or chosen another word meanwhile is not written over.
    if (mine !== asked || last !== field || field.value !== before || !field.isConnected) return;
    if (!answer) return say(form.dataset.offline, { visible: true });
    if (answer.value === null) return say(form.dataset.noWord, { visible: true });
    field.value = answer.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

/** Enter in a field that was doubted, and that is left as it is, says that it is right. */
function confirmByEnter(form) {
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
}
