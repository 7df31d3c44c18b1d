// What is typed while a form is on its way goes along into the page that answers, and so does the place where it is typed.
import { cameWith, FIELD, isTouched, put, standsIn, TICK } from "./touched.js";

const IS_WRONG = "[aria-invalid=true], .has-fault";

/**
 * @param {HTMLFormElement} form
 * @param {URLSearchParams} sent what stood in it when it was sent
 */
export function typedSince(form, sent) {
  const at = document.activeElement;
  const place = form.contains(at) && { name: at.name, start: at.selectionStart, end: at.selectionEnd, ...cellOf(at) };
  form.dispatchEvent(new Event("payables:settle")); // a cell that is being typed into is no field yet
  const values = [...new FormData(form)].filter(([name, value]) => !/^(_|was\.)/.test(name) && !sent.getAll(name).includes(value));
  return { values, place: values.length || "stay" in form.dataset ? place : null };
}

/**
 * Into the same form of the new page: of several with one address, the one that has the field. What is no field there is told to
 * the form: `payables:carried` {name, value}, and `payables:resume` {line, index, isTyped}, which of its cells had the focus.
 * @param {HTMLFormElement} form of the page that was exchanged
 */
export function carry(form, { values, place }) {
  const same = [...document.forms].filter((one) => doing(one) === doing(form));
  if (!same.length) return;
  const fieldOf = (name) => same.map((one) => one.elements.namedItem(name)).find((one) => one instanceof HTMLElement && one.type !== "hidden");
  for (const [name, value] of values) {
    const field = fieldOf(name);
    if (!field) {
      tell(same[0], "payables:carried", { name, value });
      continue;
    }
    put(field, field.type === "checkbox" ? "true" : value);
    unfold(field);
  }
  if (!values.length && same.some((one) => one.querySelector(IS_WRONG))) return; // what is wrong has the focus
  if (place?.line) tell(same[0], "payables:resume", place);
  else if (place?.name) goOn(fieldOf(place.name), place);
}

/** What is typed, chosen or ticked in other forms of the page and not sent. */
export function typedBeside(form) {
  return [...byName()].filter(([, field]) => field.form !== form && isTouched(field))
    .map(([name, field]) => ({ name, was: cameWith(field), value: standsIn(field), chosen: chosenWith(field).map((one) => one.value) }));
}

/** Into the same fields of the page that is there now, unless they have come with something else. */
export function putBack(typed) {
  const fields = byName();
  for (const { name, was, value, chosen } of typed) {
    const field = fields.get(name);
    if (!field || isTouched(field) || cameWith(field) !== was) continue;
    chosenWith(field).forEach((one, n) => { one.value = chosen[n]; });
    put(field, value);
    unfold(field);
  }
}

/** The hidden fields for what was chosen in this one (choose.js). */
function chosenWith({ dataset: { chosen, chosenAs }, form }) {
  return [chosen, chosenAs].map((name) => form.elements.namedItem(name ?? "")).filter((one) => one instanceof HTMLElement);
}

/** @returns {Map<string, Element>} fields by what their form does and what they are called in it; none where two are called alike */
function byName() {
  const found = new Map(), twice = new Set();
  for (const field of document.querySelectorAll(`main ${FIELD}`)) {
    if (!field.name || field.form?.method !== "post") continue;
    const name = [doing(field.form), field.name, field.matches(TICK) ? field.value : ""].join(" ");
    if (found.has(name)) twice.add(name);
    found.set(name, field);
  }
  twice.forEach((name) => found.delete(name));
  return found;
}

function unfold(field) {
  const folded = field.closest("details");
  if (folded) folded.open = true;
}

function cellOf(element) {
  const cell = element.closest("td"), line = cell?.parentElement.dataset.line;
  return line ? { line, index: cell.cellIndex, isTyped: element !== cell } : {};
}

function goOn(field, { start, end }) {
  if (!(field instanceof HTMLElement)) return;
  field.focus();
  if (start != null) field.setSelectionRange(start, end);
}

function tell(form, name, detail) {
  form.dispatchEvent(new CustomEvent(name, { detail }));
}

function doing(form) {
  return form.getAttribute("action")?.split("?")[0] ?? "";
}
