// People are offered inside the text while somebody writes @ and a part of a name: taken, their address stands there, which is what
// mentions them.
import { offer } from "./choose.js";

const BEGUN = /(?:^|[^\w@.+-])@([^\s@]{1,60}(?: [^\s@]{1,60})?)$/u; // one word, or two: a name

/** @param {HTMLTextAreaElement} field data-people: where to ask for people */
export function setUp(field) {
  const begun = () => BEGUN.exec(field.value.slice(0, field.selectionStart))?.[1] ?? "";
  offer(field, field.dataset.people, (choice) => {
    const end = field.selectionStart;
    field.setRangeText(`${choice.value} `, end - begun().length, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, begun);
}
