// The field that stands in a cell while it is typed into.
import { offer } from "./choose.js";

/**
 * @param {import("./grid.js").Column} column
 * @param {string} value what stands in it
 * @param {string | undefined} typed the key that began it, in place of what stands there
 */
export function cellField(column, value, typed) {
  const field = column.choices ? choice(JSON.parse(column.choices), value, typed) : line(column, value, typed);
  field.className = "cell";
  field.dataset.name = column.name;
  field.setAttribute("aria-label", column.label);
  return field;
}

/** Offers the dimensions of the column's type under the field. */
export function offerCodes(field, column, company, typed, take) {
  const look = offer(field, `/find/dimensions?company=${company}&type=${column.type}`, take);
  if (typed !== undefined) look();
}

function line(column, value, typed) {
  const isDay = column.kind === "day";
  const field = Object.assign(document.createElement("input"), { type: isDay ? "date" : "text", autocomplete: "off", dir: "auto" });
  field.value = isDay ? value : typed ?? value;
  if (!isDay) field.maxLength = Number(column.most);
  if (column.kind === "number" || column.kind === "amount") field.inputMode = "decimal";
  return field;
}

/** The first letter chooses, as it does in every list of a browser. */
function choice(choices, value, typed) {
  const field = document.createElement("select");
  field.append(...["", ...choices].map((one) => new Option(one, one)));
  field.value = value;
  const meant = typed && choices.find((one) => one.toLowerCase().startsWith(typed.toLowerCase()));
  if (meant) field.value = meant;
  return field;
}
