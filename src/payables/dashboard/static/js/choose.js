// A field that offers what may be meant while somebody types: arrows choose, Enter or Tab takes, Escape goes on typing.
import { askJson } from "./ask.js";

let serial = 0;

/** @param {HTMLInputElement} input with data-choose: where the choices are; data-chosen: the field for what was taken, and data-chosen-as that
 * for the text it stood under */
export function setUp(input) {
  const form = input.form;
  offer(input, input.dataset.choose, (choice) => {
    const chosen = input.dataset.chosen && form.elements.namedItem(input.dataset.chosen);
    input.value = chosen ? choice.text : choice.value;
    if (chosen) {
      chosen.value = choice.value;
      const under = form.elements.namedItem(input.dataset.chosenAs ?? "");
      if (under) under.value = choice.text;
    }
    const told = input.closest(".field")?.querySelector(".told") ?? addTold(input);
    if (told && !chosen) told.textContent = choice.text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function addTold(input) {
  const notes = input.closest(".field")?.querySelector(".notes");
  if (!notes) return null;
  const told = Object.assign(document.createElement("small"), { className: "told", dir: "auto" });
  notes.append(told);
  return told;
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 * @param {string} address answers [{value, text, hint}] for q=
 * @param {(choice: {value: string, text: string, hint: string}, event: KeyboardEvent | PointerEvent) => void} take `event`: what took it. The
 * focus goes on by Tab as it does without choices, unless `take` prevents that.
 * @param {() => string} wanted what is searched for; nothing is offered for nothing
 * @returns {() => void} offers for what stands in it by now, as typing does
 */
export function offer(input, address, take, wanted = () => input.value.trim()) {
  const list = document.createElement("ul");
  list.className = "choices";
  list.id = `choices-${serial += 1}`;
  list.role = "listbox";
  list.setAttribute("aria-label", input.getAttribute("aria-label") ?? input.labels?.[0]?.textContent.trim() ?? "");
  input.after(list);
  const isLine = input.matches("input"); // a text of several lines stays one, and offers all the same
  if (isLine) input.role = "combobox";
  expand(false);
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  let choices = [];
  let at = -1;
  let shownFor = ""; // what was searched for when the choices came
  let asked = 0;
  let timer;

  function expand(open) {
    list.hidden = !open;
    if (isLine) input.ariaExpanded = String(open);
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    expand(false);
    input.removeAttribute("aria-activedescendant");
    at = -1;
  }

  function draw() {
    list.replaceChildren(...choices.map((choice, n) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${n}`;
      item.role = "option";
      item.ariaSelected = String(n === at);
      item.append(Object.assign(document.createElement("span"), { textContent: choice.text, dir: "auto" }));
      if (choice.hint && !choice.text.startsWith(choice.hint)) item.append(Object.assign(document.createElement("small"), { textContent: choice.hint, dir: "auto" }));
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(n, event); });
      return item;
    }));
    expand(choices.length > 0);
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
      list.children[at]?.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {KeyboardEvent} event that wants what is typed by now to be taken: nobody has seen the choices, so only one without another is */
  async function ask(event) {
    clearTimeout(timer);
    const mine = asked += 1;
    const typed = wanted();
    if (!typed) return close();
    const found = await askJson(`${address}${address.includes("?") ? "&" : "?"}q=${encodeURIComponent(typed)}`);
    if (mine !== asked || document.activeElement !== input) return;
    // Where the server cannot be reached, what is typed is sent as it is.
    if (!found) return close();
    choices = found;
    shownFor = typed;
    if (event && choices.length === 1) return pick(0, event);
    at = choices.length ? 0 : -1;
    draw();
  }

  function pick(n, event) {
    const choice = choices[n];
    close();
    if (choice) take(choice, event);
  }

  /** Who walks through the choices means these, whatever was typed on since they came. */
  function walk(by) {
    clearTimeout(timer);
    asked += 1;
    shownFor = wanted();
    at = (at + by + choices.length) % choices.length;
    draw();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  }

  function enter(event) {
    if (wanted() === shownFor) pick(at, event);
    else ask(event);
  }

  function tab(event) {
    if (wanted() === shownFor) pick(at, event);
    else close();
  }

  input.addEventListener("input", (event) => {
    if (event.isTrusted) later();
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden && wanted()) {
      ask();
    } else if (list.hidden) {
      return;
    } else if (event.key === "ArrowDown") {
      walk(1);
    } else if (event.key === "ArrowUp") {
      walk(-1);
    } else if (event.key === "Enter" && wanted()) {
      enter(event);
    } else if (event.key === "Tab") {
      tab(event);
      return;
    } else if (event.key === "Escape") {
      close();
      event.stopPropagation();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  return later;
}
