// A text of one value to a line offers what may be meant by the line that is being written: taken, the value stands there with its
// name behind it, and the next line begins.
import { offer } from "./choose.js";

/** @param {HTMLTextAreaElement} field data-choose: where the choices are */
export function setUp(field) {
  const begin = () => field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const line = () => field.value.slice(begin(), field.selectionStart).trim();
  offer(field, field.dataset.choose, (choice) => {
    const after = field.value.indexOf("\n", field.selectionStart), end = after < 0 ? field.value.length : after + 1;
    field.setRangeText(`${choice.value} ${choice.text}\n`, begin(), end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, line);
}
