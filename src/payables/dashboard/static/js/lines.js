// The lines of an invoice, typed into like a spreadsheet: what each key does.
import { cellField, offerCodes } from "./cell_field.js";
import { grid as gridOf } from "./grid.js";
import { draw, edits, showAmounts, textOf, valueOf } from "./line_edits.js";
import { sums } from "./line_sums.js";

/** @param {HTMLTableElement} table */
export function setUp(table) {
  const form = table.closest("form");
  const grid = gridOf(table);
  const lines = edits(form, grid, table.tBodies[0], sums(form, (amounts) => showAmounts(grid, amounts)));
  let editing = null;

  /** @param {string | undefined} typed the key that began it */
  function edit(cell, typed) {
    if (editing || !form.elements.namedItem("_etag")) return;
    const column = grid.columnOf(cell);
    const field = cellField(column, valueOf(cell), typed);
    editing = { cell, field, shown: textOf(cell), text: null };
    if (cell.dataset.paper) field.dataset.paper = cell.dataset.paper;
    draw(cell, "");
    cell.prepend(field);
    field.focus();
    if (typed === undefined) field.select?.();
    if (column.type) {
      offerCodes(field, column, table.dataset.company, typed, (choice, event) => {
        field.value = choice.value;
        editing.text = choice.text;
        commit();
        goOn(cell, event);
        event.preventDefault(); // by Tab too: it would go on from where the field was
      });
    }
    field.addEventListener("blur", () => setTimeout(() => { if (editing?.field === field && document.activeElement !== field && document.hasFocus()) commit(); }));
  }

  function close() {
    const { cell, field, shown } = editing;
    editing = null;
    cell.querySelector(".choices")?.remove();
    field.remove();
    draw(cell, shown);
  }

  function commit() {
    if (!editing) return;
    const { cell, field, text } = editing;
    close();
    lines.put(cell, field.value.trim(), text ?? field.value.trim());
  }

  function add() {
    commit();
    const [first] = grid.cells(lines.add());
    grid.focus(first);
    edit(first);
  }

  /** From a cell that was typed into: by Tab to the next, else to the one below; where there is none it stays in the table. */
  function goOn(cell, { key, shiftKey }) {
    const by = shiftKey ? -1 : 1;
    if (key !== "Tab") grid.focus(grid.beside(cell, by, 0) ?? cell);
    else if (!grid.step(cell, by)) grid.focus(cell);
  }

  /** Of a cell that is typed into; false where the key belongs to the field. */
  function typing(event, cell) {
    if (event.key === "Enter" || event.key === "Tab") {
      commit();
      goOn(cell, event);
    } else if (event.key === "Escape") {
      close();
      grid.focus(cell);
    } else {
      return false;
    }
    return true;
  }

  const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

  /** Of a cell that has the focus; false where the key is none of the table's. */
  function walking(event, cell, row) {
    const { key } = event;
    if (STEPS[key]) grid.move(cell, ...STEPS[key]);
    else if (key === "Home") grid.focus(grid.cells(row)[0]);
    else if (key === "End") grid.focus(grid.cells(row).at(-1));
    else if (key === "Tab") return grid.step(cell, event.shiftKey ? -1 : 1);
    else if (key === "Escape") form.querySelector("button.primary")?.focus();
    else if (key === "Enter" || key === "F2") edit(cell);
    else if (key === "Backspace") lines.put(cell, "", "");
    else if (key === " ") row.querySelector('input[name="line"]')?.click();
    else if (key.length === 1) edit(cell, key);
    else return false;
    return true;
  }

  /** Whether the key was the table's. */
  function pressed(event, cell, row) {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (command && key === "enter") add();
    else if (editing) return typing(event, cell);
    else if (command && key === "d" && grid.isCell(cell)) lines.fillDown(cell);
    else if (command && key === "z") lines.undo();
    else if (event.key === "Delete") lines.remove(row);
    else return !command && !event.altKey && grid.isCell(cell) && walking(event, cell, row);
    return true;
  }

  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td"), row = event.target.closest("tr[data-line]");
    if (!cell || !row || !pressed(event, cell, row)) return;
    event.stopPropagation();
    // A field for a day takes the digit that began it by itself.
    if (editing?.field.type !== "date" || event.key.length > 1) event.preventDefault();
  });
  table.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("td");
    if (cell && grid.isCell(cell)) edit(cell);
  });
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (cell && grid.isCell(cell) && !editing && !event.target.closest("input, label")) grid.focus(cell);
  });
  table.addEventListener("paste", (event) => {
    const cell = event.target.closest("td");
    if (editing || !cell || !grid.isCell(cell)) return;
    event.preventDefault();
    lines.paste(cell, event.clipboardData.getData("text/plain"));
  });
  const begun = new Map(); // lines that were begun before the page was exchanged, by their keys there
  const rowOf = (key) => begun.get(key) ?? grid.rows().find((one) => one.dataset.line === key);
  form.addEventListener("payables:carried", ({ detail: { name, value } }) => {
    const [, key, column] = /^line\.(\w+)\.(.+)$/.exec(name) ?? [];
    if (!column) return;
    if (key.startsWith("new") && !rowOf(key)) begun.set(key, lines.add());
    const cell = rowOf(key)?.cells[grid.columns.findIndex((one) => one.name === column) + 1];
    if (cell) lines.put(cell, value);
  });
  form.addEventListener("payables:resume", ({ detail: { line, index, isTyped } }) => {
    const cell = rowOf(line)?.cells[index];
    if (!cell || !grid.isCell(cell)) return;
    grid.focus(cell);
    if (!isTyped) return;
    edit(cell);
    if (editing?.field.type === "text") editing.field.setSelectionRange(editing.field.value.length, editing.field.value.length);
  });
  form.addEventListener("payables:settle", commit);
  form.querySelector("[data-add-line]")?.addEventListener("click", add);
  form.addEventListener("submit", commit, true);
  form.querySelectorAll("[data-scripted]").forEach((element) => { element.hidden = false; });
}
