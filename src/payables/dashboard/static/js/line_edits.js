// What was changed of the lines stands in hidden fields of the form, beside what stood there before, and is saved with everything
// else. Each change can be taken back: values, lines added, lines taken away.
const MOST_PASTED = 1000;

/**
 * @param {HTMLFormElement} form
 * @param {ReturnType<import("./grid.js").grid>} grid
 * @param {HTMLTableSectionElement} body
 * @param {() => void} recount called after each change
 */
export function edits(form, grid, body, recount) {
  /** @type {{back: () => void, cell: HTMLTableCellElement | undefined}[][]} what takes each change back, the newest last */
  const done = [];
  let deed = null; // the change that is being made
  let added = [...body.querySelectorAll('[data-line^="new"]')].length;

  /** One change, however much it touches: taken back as one. */
  function change(act) {
    deed = [];
    act();
    if (deed.length) {
      done.push(deed);
      tell();
    }
    deed = null;
  }

  function tell() {
    form.dispatchEvent(new Event("payables:edited"));
    recount();
  }

  function undo() {
    const last = done.pop();
    if (!last) return;
    last.reverse().forEach(({ back }) => back());
    goTo(last.at(-1).cell);
    tell();
  }

  /** Where no line is left, the next step is to begin one. */
  function goTo(cell) {
    if (cell) grid.focus(cell);
    else form.querySelector("[data-add-line]")?.focus();
  }

  function write(cell, value, text) {
    cell.dataset.was ??= cell.dataset.value ?? valueOf(cell);
    cell.dataset.value = value;
    const isEdited = value !== cell.dataset.was;
    cell.classList.toggle("edited", isEdited);
    cell.querySelectorAll("input[type=hidden]").forEach((input) => input.remove());
    delete cell.dataset.reckoned;
    draw(cell, text);
    const name = `line.${cell.parentElement.dataset.line}.${grid.columnOf(cell).name}`;
    if (isEdited) cell.append(hidden(`was.${name}`, cell.dataset.was), hidden(name, value));
  }

  function put(cell, value, text = value) {
    const before = { value: valueOf(cell), text: textOf(cell) };
    if (before.value === value) return draw(cell, before.text);
    deed.push({ back: () => write(cell, before.value, before.text), cell });
    write(cell, value, text);
  }

  function insert(row, next) {
    body.insertBefore(row, next);
    const beside = grid.beside(row.cells[1], -1, 0);
    deed.push({ back: () => row.remove(), cell: beside });
  }

  function takeOut(row) {
    const next = row.nextElementSibling;
    row.remove();
    deed.push({ back: () => body.insertBefore(row, next), cell: row.cells[1] });
  }

  /** A stored line is taken away when the form is saved, and brought back the same way. */
  function toggle(row) {
    const isGone = row.classList.toggle("removed");
    row.querySelector('input[name="remove"]')?.remove();
    if (isGone) row.cells[0].append(hidden("remove", row.dataset.line));
  }

  return {
    undo,
    put: (cell, value, text) => change(() => put(cell, value, text)),

    /** @returns {HTMLTableRowElement} an empty line at the end */
    add() {
      const row = grid.empty();
      row.dataset.line = `new${added += 1}`;
      grid.prepare(row);
      change(() => insert(row, null));
      return row;
    },

    /** Takes a line away, or brings it back. */
    remove(row) {
      const isNew = row.dataset.line.startsWith("new");
      const beside = grid.beside(row.cells[1], -1, 0) ?? grid.beside(row.cells[1], 1, 0);
      change(() => {
        if (isNew) return takeOut(row);
        toggle(row);
        deed.push({ back: () => toggle(row), cell: row.cells[1] });
      });
      if (isNew) goTo(beside);
    },

    /** To the ticked lines, or from the line above. */
    fillDown(cell) {
      const ticked = grid.column(cell).filter((one) => one.parentElement.querySelector('input[name="line"]')?.checked);
      const from = ticked.length ? cell : grid.beside(cell, -1, 0);
      if (!from) return;
      const [value, text] = [valueOf(from), textOf(from)];
      change(() => (ticked.length ? ticked : [cell]).forEach((one) => put(one, value, text)));
    },

    /** What a spreadsheet gives: lines, and cells between tabs. */
    paste(cell, text) {
      const pasted = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").slice(0, MOST_PASTED).map((line) => line.split("\t"));
      change(() => pasted.forEach((line, down) => line.forEach((value, right) => {
        const place = grid.beside(cell, down, right);
        if (place) put(place, value.trim());
      })));
    },
  };
}

/**
 * What follows from quantities and prices is shown, and no edit: the server reckons it again when the form is saved.
 * @param {Record<string, string>} amounts by the key of the line; those of all others are what is stored
 */
export function showAmounts(grid, amounts) {
  const place = grid.columns.findIndex((column) => column.name === "amount");
  for (const row of grid.rows()) {
    const cell = grid.cells(row)[place], text = amounts[row.dataset.line];
    if (cell.querySelector(".cell")) continue; // is being typed into
    if (text !== undefined) {
      cell.dataset.was ??= valueOf(cell);
      cell.dataset.reckoned = "";
      draw(cell, text);
    } else if ("reckoned" in cell.dataset) {
      delete cell.dataset.reckoned;
      draw(cell, cell.dataset.was);
    }
  }
}

/** Writes text into the cell for people, keeping what is hidden in it. */
export function draw(cell, text) {
  const kept = [...cell.querySelectorAll("input[type=hidden]")];
  cell.replaceChildren(document.createTextNode(text), ...kept);
}

export function valueOf(cell) {
  return cell.querySelector("input[type=hidden][name^=line]")?.value ?? cell.dataset.value ?? textOf(cell);
}

/** What stands in the cell for people, without what is noted below it. */
export function textOf(cell) {
  return [...cell.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join("").trim();
}

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}
