// What was folded until somebody wanted it: as it opens, its first field is ready to be typed into.

/** @param {HTMLDetailsElement} details */
export function setUp(details) {
  details.addEventListener("toggle", () => {
    if (details.open) details.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  });
}
