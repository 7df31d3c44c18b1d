// A field that offers what may be meant while somebody types: arrows choose, Enter or Tab takes, Escape goes on typing.
let serial = 0;

/** @param {HTMLInputElement} input with data-choose: where the choices are; data-chosen: the field for what was taken */
export function setUp(input) {
  const form = input.form;
  offer(input, input.dataset.choose, (choice) => {
    const chosen = input.dataset.chosen && form.elements.namedItem(input.dataset.chosen);
    input.value = chosen ? choice.text : choice.value;
    if (chosen) {
      chosen.value = choice.value;
      form.elements.namedItem("vendor_as").value = choice.text;
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
 * @param {HTMLInputElement} input
 * @param {string} address answers [{value, text, hint}] for &q=
 * @param {(choice: {value: string, text: string, hint: string}) => void} take
 */
export function offer(input, address, take) {
  const list = document.createElement("ul");
  list.className = "choices";
  list.id = `choices-${serial += 1}`;
  list.role = "listbox";
  list.hidden = true;
  list.setAttribute("aria-label", input.getAttribute("aria-label") ?? input.labels?.[0]?.textContent.trim() ?? "");
  input.after(list);
  input.role = "combobox";
  input.ariaExpanded = "false";
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  let choices = [];
  let at = -1;
  let asked = 0;
  let timer;

  function close() {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    input.ariaExpanded = "false";
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
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(n); });
      return item;
    }));
    list.hidden = choices.length === 0;
    input.ariaExpanded = String(!list.hidden);
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
      list.children[at]?.scrollIntoView({ block: "nearest" });
    }
  }

  async function ask() {
    const mine = asked += 1;
    const typed = input.value.trim();
    if (!typed) return close();
    try {
      const answer = await fetch(`${address}&q=${encodeURIComponent(typed)}`, { headers: { accept: "application/json" } });
      if (!answer.ok || mine !== asked || document.activeElement !== input) return;
      choices = await answer.json();
      at = choices.length ? 0 : -1;
      draw();
    } catch { /* the server cannot be reached: what is typed is sent as it is */ }
  }

  function pick(n) {
    const choice = choices[n];
    close();
    if (choice) take(choice);
  }

  input.addEventListener("input", (event) => {
    if (!event.isTrusted) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden && input.value.trim()) {
      ask();
    } else if (list.hidden) {
      return;
    } else if (event.key === "ArrowDown") {
      at = (at + 1) % choices.length;
      draw();
    } else if (event.key === "ArrowUp") {
      at = (at - 1 + choices.length) % choices.length;
      draw();
    } else if (event.key === "Enter") {
      pick(at);
    } else if (event.key === "Tab") {
      pick(at);
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
}
