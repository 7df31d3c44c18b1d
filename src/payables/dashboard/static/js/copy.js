// A text to take along: the button beside it copies it. Without scripts the text can be selected.

/** @param {HTMLInputElement} field */
export function setUp(field) {
  const button = field.parentElement?.querySelector(`[data-copy="${field.id}"]`);
  if (!(button instanceof HTMLElement)) return;
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    field.focus();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      return; // it is selected: the person's own keys copy it
    }
    const place = document.getElementById("announce");
    if (place) place.textContent = button.dataset.copied ?? "";
    button.lastChild.textContent = ` ${button.dataset.copied}`;
  });
}
