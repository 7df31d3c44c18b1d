// What the lines come to while they are typed: reckoned by the server, exactly; here it is only shown.
import { askJson } from "./ask.js";

const WAIT = 350; // ms after the last key

/**
 * @param {HTMLFormElement} form
 * @param {(amounts: Record<string, string>) => void} showAmounts of the lines whose amount follows from what was typed, by their key
 */
export function sums(form, showAmounts) {
  const place = form.querySelector("[data-sums]");
  let timer;
  let asked = 0;

  async function ask() {
    const mine = asked += 1;
    const body = new URLSearchParams(new FormData(form));
    const found = await askJson(`/invoices/${form.dataset.invoice}/sums`, { method: "POST", body });
    if (!found || mine !== asked) return;
    for (const [name, text] of Object.entries(found)) {
      const shown = place?.querySelector(`[data-sum="${name}"]`);
      if (shown) shown.textContent = text;
    }
    if (place) {
      place.querySelector("[data-adds-up]").hidden = found.adds_up !== true;
      place.querySelector("[data-differs]").hidden = found.adds_up !== false;
    }
    showAmounts(found.amounts);
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  };
  form.addEventListener("input", (event) => { if (/^(total_amount|total_tax|discount_amount)$/.test(event.target.name)) later(); });
  return later;
}
