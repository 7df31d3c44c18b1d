// A table of lines to type into: one empty line is always left, and Enter goes down a line instead of sending the form.

/** @param {HTMLTableElement} table of which every row has fields called `items[n].…` */
export function setUp(table) {
  const body = table.tBodies[0];
  body.addEventListener("input", (event) => {
    const row = event.target.closest("[data-line]");
    if (row && row === body.lastElementChild) body.append(emptyOf(row, body.rows.length));
  });
  body.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const cell = event.target.closest("td");
    cell.parentElement.nextElementSibling?.cells[cell.cellIndex]?.querySelector("input:not([type=hidden])")?.focus();
  });
}

/** A row like this one with nothing in it, as the n-th. What is wrong with a row stands in its cells (the macro `cell`) and nowhere else. */
function emptyOf(row, n) {
  const copy = row.cloneNode(true);
  copy.querySelectorAll("input[type=hidden], .fault").forEach((element) => element.remove());
  for (const field of copy.querySelectorAll("input")) {
    field.name = field.name.replace(/\[\d+\]/, `[${n}]`);
    field.value = "";
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
  return copy;
}
