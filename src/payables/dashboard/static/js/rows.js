// Lists whose rows are walked with j and k, opened with Enter and selected with x; several lists of a page are walked as one.
import { whileConnected } from "./connected.js";
import { isTyped, switchedOn } from "./keys.js";

const LISTS = 'table[data-module~="rows"]';
const ROW = "[data-row]", OPENS = "[data-row-open]";

/** @param {HTMLTableElement} table */
export function setUp(table) {
  label(table);
  if (document.querySelector(LISTS) !== table) return;
  const rows = [...document.querySelectorAll(`${LISTS} ${ROW}`)];
  let at = -1;

  function mark(to) {
    rows[at]?.classList.remove("current");
    at = to;
    rows[at]?.classList.add("current");
  }

  function go(to) {
    if (!rows.length) return;
    mark(Math.max(0, Math.min(rows.length - 1, to)));
    openerOf(rows[at])?.focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  }

  whileConnected(table, document, "focusin", (event) => {
    const row = event.target.closest?.(ROW);
    if (row && rows.includes(row)) mark(rows.indexOf(row));
  });
  whileConnected(table, document, "keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !switchedOn() || document.querySelector("dialog[open]")) return;
    if (isTyped(event.target)) return;
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (event.key === "x") rows[at]?.querySelector("input[type=checkbox]")?.click();
    else if (event.key === "Enter" && event.target.matches(`body, main, ${ROW} input`)) (rows[at] ?? rows[0])?.querySelector(OPENS)?.click();
    else return;
    event.preventDefault();
  });
}

/** What of a row has the focus while it is walked: the link that opens it, else whatever there is. */
export function openerOf(row) {
  return row.querySelector(OPENS) ?? row.querySelector("a, button, input");
}

/** On a small screen a row is a card: every value says of which column it is, where the head can be seen at all. */
function label(table) {
  const names = [...table.querySelectorAll("thead th")].map((head) => (head.querySelector(".visually-hidden") ? "" : head.textContent.trim()));
  for (const row of table.querySelectorAll("tbody tr")) {
    [...row.children].forEach((cell, n) => { if (cell.localName === "td" && names[n]) cell.dataset.label = names[n]; });
  }
  table.classList.add("labelled");
}
