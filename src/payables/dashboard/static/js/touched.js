// Fields, and whether somebody has changed what they came with.

export const FIELD = ":is(input, select, textarea):not([type=hidden], [type=file], [type=password], [type=submit], [type=button])";
export const TICK = "[type=checkbox], [type=radio]";

/** @returns {string} what the field came with; of a box whether it is ticked, of a list the values that are chosen */
export function cameWith(field) {
  if (field.matches(TICK)) return String(field.defaultChecked);
  return field.matches("select") ? chosenAtFirst(field) : field.defaultValue;
}

/** @returns {string} what stands in it now */
export function standsIn(field) {
  if (field.matches(TICK)) return String(field.checked);
  return field.matches("select") ? valuesOf([...field.selectedOptions]) : field.value;
}

export function isTouched(field) {
  return standsIn(field) !== cameWith(field);
}

/** @param {string} value that stood in the same field before */
export function put(field, value) {
  if (field.matches(TICK)) field.checked = value === "true";
  else if (field.matches("select")) choose([...field.options], value.split("\n"));
  else field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function chosenAtFirst(list) {
  const options = [...list.options], chosen = options.filter((option) => option.defaultSelected);
  return valuesOf(chosen.length || list.multiple ? chosen : options.slice(0, 1));
}

function valuesOf(options) {
  return options.map((option) => option.value).join("\n");
}

function choose(options, values) {
  if (!options.some((option) => values.includes(option.value))) return; // it is offered no more
  for (const option of options) option.selected = values.includes(option.value);
}
