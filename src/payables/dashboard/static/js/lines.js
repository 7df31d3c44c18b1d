// The lines of an invoice, typed into like a spreadsheet. What was edited stands in hidden fields of the form, beside what stood
// there before, and is saved with everything else.
import { offer } from "./choose.js";
import { sums } from "./line_sums.js";

const MOST_PASTED = 1000;

/** @param {HTMLTableElement} table */
export function setUp(table) {
  const form = table.closest("form");
  const columns = [...table.querySelectorAll("th[data-name]")].map((th) => ({ ...th.dataset, label: th.textContent.trim() }));
  const body = table.tBodies[0];
  const undone = [];
  let editing = null;
  let added = [...body.querySelectorAll('[data-line^="new"]')].length;
  table.setAttribute("role", "grid");

  const rows = () => [...body.querySelectorAll("tr[data-line]")];
  const cells = (row) => [...row.cells].slice(1, columns.length + 1);
  const columnOf = (cell) => columns[cell.cellIndex - 1];
  const valueOf = (cell) => (cell.querySelector("input[type=hidden][name^=line]")?.value ?? cell.dataset.value ?? cell.textContent.trim());
  const nameOf = (cell) => `line.${cell.parentElement.dataset.line}.${columnOf(cell).name}`;
  const recount = sums(form, table, (row, text) => draw(cells(row)[columns.findIndex((c) => c.name === "amount")], text));

  rows().forEach((row, place) => prepare(row, place < Number(table.dataset.unbroken) ? place : null));
  cells(rows()[0] ?? document.createElement("tr"))[0]?.setAttribute("tabindex", "0");

  /** @param {number | null} place of the line on the paper, from 0, where that is known */
  function prepare(row, place = null) {
    for (const cell of cells(row)) {
      cell.tabIndex = -1;
      if (place !== null && !columnOf(cell).type) cell.dataset.paper = `items[${place}].${columnOf(cell).name}`;
    }
  }

  function focus(cell) {
    if (!cell) return;
    table.querySelector('td[tabindex="0"]')?.setAttribute("tabindex", "-1");
    cell.tabIndex = 0;
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function move(cell, down, right) {
    const all = rows();
    const row = all[all.indexOf(cell.parentElement) + down];
    focus(row && cells(row)[cell.cellIndex - 1 + right]);
  }

  /** To the next cell or the one before, also of another row; false where there is none. */
  function step(cell, by) {
    const all = rows().flatMap(cells);
    const to = all[all.indexOf(cell) + by];
    if (to) focus(to);
    return Boolean(to);
  }

  /** Writes text into the cell for people, keeping what is hidden in it. */
  function draw(cell, text) {
    const kept = [...cell.querySelectorAll("input[type=hidden]")];
    cell.replaceChildren(document.createTextNode(text), ...kept);
  }

  function put(cell, value, text = value, remember = true) {
    const before = { value: valueOf(cell), text: textOf(cell) };
    if (before.value === value) return draw(cell, before.text);
    if (remember) undone.push({ cell, ...before });
    cell.dataset.was ??= cell.dataset.value ?? before.value;
    cell.dataset.value = value;
    cell.classList.toggle("edited", value !== cell.dataset.was);
    cell.querySelectorAll("input[type=hidden]").forEach((input) => input.remove());
    draw(cell, text);
    if (value !== cell.dataset.was) cell.append(hidden(`was.${nameOf(cell)}`, cell.dataset.was), hidden(nameOf(cell), value));
    form.dispatchEvent(new Event("payables:edited"));
    recount();
  }

  function textOf(cell) {
    return [...cell.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join("").trim();
  }

  function edit(cell, typed) {
    if (editing || !form.elements.namedItem("_etag")) return;
    const column = columnOf(cell);
    const input = document.createElement("input");
    const before = { value: valueOf(cell), text: textOf(cell) };
    input.className = "cell";
    input.value = typed ?? before.value;
    input.maxLength = Number(column.most);
    input.autocomplete = "off";
    input.dir = "auto";
    input.dataset.name = column.name;
    if (cell.dataset.paper) input.dataset.paper = cell.dataset.paper;
    input.setAttribute("aria-label", column.label);
    if (column.kind === "number" || column.kind === "amount") input.inputMode = "decimal";
    draw(cell, "");
    cell.prepend(input);
    editing = { cell, input, before, text: null };
    if (column.type) {
      offer(input, `/find/dimensions?company=${table.dataset.company}&type=${column.type}`, (choice) => {
        input.value = choice.value;
        editing.text = choice.text;
        commit();
        move(cell, 1, 0);
      });
    }
    input.focus();
    if (typed === undefined) input.select();
    else if (column.type) input.dispatchEvent(new InputEvent("input"));
    input.addEventListener("blur", () => setTimeout(() => { if (editing?.input === input && document.activeElement !== input && document.hasFocus()) commit(); }));
  }

  function commit() {
    if (!editing) return;
    const { cell, input, before, text } = editing;
    editing = null;
    const value = input.value.trim();
    cell.querySelector(".choices")?.remove();
    input.remove();
    draw(cell, before.text);
    put(cell, value, text ?? value);
  }

  function cancel() {
    const { cell, input, before } = editing;
    editing = null;
    cell.querySelector(".choices")?.remove();
    input.remove();
    draw(cell, before.text);
    focus(cell);
  }

  function add() {
    const row = document.createElement("tr");
    row.dataset.line = `new${added += 1}`;
    row.append(document.createElement("td"), ...columns.map(() => document.createElement("td")));
    body.append(row);
    prepare(row);
    focus(cells(row)[0]);
    edit(cells(row)[0]);
  }

  /** Takes a line away, or brings it back. */
  function remove(row) {
    if (row.dataset.line.startsWith("new")) {
      move(cells(row)[0], -1, 0);
      row.remove();
    } else {
      const gone = row.classList.toggle("removed");
      row.querySelector('input[name="remove"]')?.remove();
      if (gone) row.cells[0].append(hidden("remove", row.dataset.line));
    }
    form.dispatchEvent(new Event("payables:edited"));
    recount();
  }

  function fillDown(cell) {
    const chosen = rows().filter((row) => row.querySelector('input[name="line"]')?.checked);
    if (chosen.length) {
      const [value, text] = [valueOf(cell), textOf(cell)];
      for (const row of chosen) put(cells(row)[cell.cellIndex - 1], value, text);
      return;
    }
    const above = rows()[rows().indexOf(cell.parentElement) - 1];
    const from = above && cells(above)[cell.cellIndex - 1];
    if (from) put(cell, valueOf(from), textOf(from));
  }

  function undo() {
    const last = undone.pop();
    if (!last?.cell.isConnected) return;
    put(last.cell, last.value, last.text, false);
    focus(last.cell);
  }

  function paste(cell, text) {
    const pasted = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").slice(0, MOST_PASTED).map((line) => line.split("\t"));
    const from = rows().indexOf(cell.parentElement);
    pasted.forEach((line, down) => {
      const row = rows()[from + down];
      line.forEach((value, right) => {
        const place = row && cells(row)[cell.cellIndex - 1 + right];
        if (place) put(place, value.trim());
      });
    });
  }

  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    const row = event.target.closest("tr[data-line]");
    if (!cell || !row) return;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const isCell = cell.cellIndex > 0 && cell.cellIndex <= columns.length;
    if (command && event.key === "Enter") {
      commit();
      add();
    } else if (editing) {
      if (event.key === "Enter") { commit(); move(cell, event.shiftKey ? -1 : 1, 0); if (document.activeElement === document.body) focus(cell); }
      else if (event.key === "Escape") cancel();
      else if (event.key === "Tab") { commit(); if (!step(cell, event.shiftKey ? -1 : 1)) focus(cell); }
      else return;
    } else if (command && event.key.toLowerCase() === "d" && isCell) {
      fillDown(cell);
    } else if (command && event.key.toLowerCase() === "z") {
      undo();
    } else if (event.key === "Delete") {
      remove(row);
    } else if (command || event.altKey || !isCell) {
      return;
    } else if (event.key === "Tab") {
      if (!step(cell, event.shiftKey ? -1 : 1)) return;
    } else if (event.key === "Escape") {
      form.querySelector("button.primary")?.focus();
    } else if (event.key === "ArrowDown") move(cell, 1, 0);
    else if (event.key === "ArrowUp") move(cell, -1, 0);
    else if (event.key === "ArrowRight") move(cell, 0, 1);
    else if (event.key === "ArrowLeft") move(cell, 0, -1);
    else if (event.key === "Home") focus(cells(row)[0]);
    else if (event.key === "End") focus(cells(row).at(-1));
    else if (event.key === "Enter" || event.key === "F2") edit(cell);
    else if (event.key === "Backspace") put(cell, "");
    else if (event.key === " ") row.querySelector('input[name="line"]')?.click();
    else if (event.key.length === 1) edit(cell, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  table.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("td");
    if (cell?.cellIndex > 0 && cell.closest("tr[data-line]")) edit(cell);
  });
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (cell?.cellIndex > 0 && cell.cellIndex <= columns.length && cell.closest("tr[data-line]") && !editing && !event.target.closest("input, label")) focus(cell);
  });
  table.addEventListener("paste", (event) => {
    const cell = event.target.closest("td");
    if (editing || !cell || cell.cellIndex < 1) return;
    event.preventDefault();
    paste(cell, event.clipboardData.getData("text/plain"));
  });
  form.querySelector("[data-add-line]")?.addEventListener("click", add);
  form.addEventListener("submit", commit, true);
  form.querySelectorAll("[data-scripted]").forEach((element) => { element.hidden = false; });
}

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}
