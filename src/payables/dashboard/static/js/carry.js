// What is typed while a form is on its way goes along into the page that answers, and so does the place where it is typed.

const WORDS = "main form[method=post] :is(textarea, input:not([type]), input[type=text], input[type=email])[id]";

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
 * Into the same form of the new page. What is no field there is told to the form: `payables:carried` {name, value}, and
 * `payables:resume` {line, index, isTyped}, which of its cells had the focus.
 * @param {HTMLFormElement} form of the page that was exchanged
 */
export function carry(form, { values, place }) {
  const to = [...document.forms].find((one) => doing(one) === doing(form));
  if (!to) return;
  for (const [name, value] of values) {
    const field = to.elements.namedItem(name);
    if (!(field instanceof HTMLElement) || field.type === "hidden") {
      tell(to, "payables:carried", { name, value });
      continue;
    }
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (!values.length && to.querySelector("[aria-invalid=true], .has-fault")) return; // what is wrong has the focus
  if (place?.line) tell(to, "payables:resume", place);
  else if (place?.name) goOn(to.elements.namedItem(place.name), place);
}

/** What is typed into other forms of the page and not sent, by the ids of the fields. */
export function typedBeside(form) {
  return [...document.querySelectorAll(WORDS)]
    .filter((field) => field.form !== form && field.value !== field.defaultValue && isOnly(field.id))
    .map(({ id, value }) => ({ id, value }));
}

/** Into the same fields of the page that is there now, unless something else stands in them. */
export function putBack(words) {
  for (const { id, value } of words) {
    const field = isOnly(id) && document.getElementById(id);
    if (!field || field.value || !field.matches(WORDS)) continue;
    field.value = value;
    const folded = field.closest("details");
    if (folded) folded.open = true;
  }
}

function isOnly(id) {
  return document.querySelectorAll(`[id="${CSS.escape(id)}"]`).length === 1;
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
