// A table walked cell by cell: rows with data-line, of which the first cell is a box and those after it are named by th[data-name].

/**
 * @typedef {{name: string, kind: string, most: string, type?: string, choices?: string, label: string}} Column
 * @param {HTMLTableElement} table data-unbroken: how many rows from the first on stand as on the paper
 */
export function grid(table) {
  const body = table.tBodies[0];
  /** @type {Column[]} */
  const columns = [...table.querySelectorAll("th[data-name]")].map((th) => ({ ...th.dataset, label: th.textContent.trim() }));
  const rows = () => [...body.querySelectorAll("tr[data-line]")];
  const cells = (row) => [...row.cells].slice(1, columns.length + 1);
  const columnOf = (cell) => columns[cell.cellIndex - 1];

  /** @param {number | null} place of the line on the paper, from 0, where that is known */
  function prepare(row, place = null) {
    for (const cell of cells(row)) {
      cell.tabIndex = -1;
      cell.classList.toggle("amount", /^(number|amount)$/.test(columnOf(cell).kind));
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

  /** @returns {HTMLTableCellElement | undefined} */
  function beside(cell, down, right) {
    const all = rows();
    const row = all[all.indexOf(cell.parentElement) + down];
    return row && cells(row)[cell.cellIndex - 1 + right];
  }

  /** To the next cell or the one before, also of another row; false where there is none. */
  function step(cell, by) {
    const all = rows().flatMap(cells);
    const to = all[all.indexOf(cell) + by];
    focus(to);
    return Boolean(to);
  }

  table.setAttribute("role", "grid");
  rows().forEach((row, place) => prepare(row, place < Number(table.dataset.unbroken) ? place : null));
  cells(rows()[0] ?? document.createElement("tr"))[0]?.setAttribute("tabindex", "0");
  return {
    columns, rows, cells, columnOf, prepare, focus, beside, step,
    column: (cell) => rows().map((row) => cells(row)[cell.cellIndex - 1]),
    isCell: (cell) => cell.cellIndex > 0 && cell.cellIndex <= columns.length && cell.parentElement.matches("tr[data-line]"),
    move: (cell, down, right) => focus(beside(cell, down, right)),
    empty() {
      const row = document.createElement("tr");
      row.append(document.createElement("td"), ...columns.map(() => document.createElement("td")));
      return row;
    },
  };
}
