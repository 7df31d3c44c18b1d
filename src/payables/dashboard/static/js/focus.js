// Where the focus stands after a part of the page was exchanged: where the work goes on, and never at the top of the page.
import { isTyped } from "./keys.js";
import { openerOf } from "./rows.js";

const TYPED = ":is(input:not([type=hidden]), select, textarea)";
const WRONG = `[aria-invalid=true], td.has-fault[tabindex], tr.has-fault td[tabindex], :is(.field, fieldset).has-fault ${TYPED}`;
const ROW = "[data-row]";

/**
 * What has the focus, before the exchange.
 * @returns {{element: Element, row: number, alike: number} | null} its row in a list, and its number among those like it
 */
export function placeOf(root = document) {
  const element = document.activeElement;
  if (!element || element === document.body || !root.contains(element)) return null;
  return {
    element,
    row: [...root.querySelectorAll(ROW)].indexOf(element.closest(ROW)),
    alike: alike(root, element).indexOf(element),
  };
}

/** When a page was loaded: at what is wrong where something was refused; else at what the address names; else at what asks for it. */
export function begin() {
  const refused = document.querySelector("main [role=alert][data-focus]");
  const named = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  (refused ? called(refused.closest("main")) : named ?? document.querySelector("[data-focus]"))?.focus();
}

/** After something was sent: at what is wrong; else at the same place of the same page; else at its beginning, where what was done is
 * said. */
export function stand(main, place, isSamePage) {
  const first = called(main);
  if (first) first.focus();
  else if (isSamePage && place) back(main, place);
  else {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function called(main) {
  return [...main.querySelectorAll(WRONG)].find(isThere) ?? main.querySelector("[data-focus]");
}

/** To the same place: the row, the button or the link that takes its place, or what it was in. */
export function back(root, { element, row, alike: number }) {
  const rows = [...root.querySelectorAll(ROW)];
  const same = isTyped(element) ? [] : alike(root, element);
  const next = row >= 0 && rows.length ? openerOf(rows[Math.min(row, rows.length - 1)]) : null;
  const to = (element.matches("button") ? null : next) ?? same[Math.min(number, same.length - 1)] ?? next ?? around(root, element);
  if (!to.matches("a, button, input, [tabindex]")) to.tabIndex = -1;
  to.focus({ preventScroll: true });
  if (to.localName === "main") scrollTo(0, 0); // nothing of its place is left: what was done is said at the beginning
  else to.scrollIntoView({ block: "nearest" });
}

/** What does the same: buttons of the same step, links to the same page, boxes of the same thing. */
function alike(root, element) {
  const doing = (one) => [one.localName, one.name, one.value, one.getAttribute("href"), one.form?.getAttribute("action")?.split("?")[0]].join(" ");
  const wanted = doing(element);
  return [...root.querySelectorAll(element.localName)].filter((one) => (one === element || isThere(one)) && doing(one) === wanted);
}

/** The nearest part of the page around it that is still there. */
function around(root, element) {
  for (let part = element.parentElement; part; part = part.parentElement) {
    const named = part.id ? `#${CSS.escape(part.id)}` : part.hasAttribute("aria-labelledby") && `[aria-labelledby="${part.getAttribute("aria-labelledby")}"]`;
    const found = named && root.querySelector(named);
    if (found && isThere(found)) return found;
  }
  return root.closest("main");
}

function isThere(element) {
  return !element.disabled && element.getClientRects().length > 0;
}
