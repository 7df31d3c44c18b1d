// What the lines come to while they are typed: reckoned by the server, exactly; here it is only shown.
const WAIT = 350; // ms after the last key

/**
 * @param {HTMLFormElement} form
 * @param {HTMLTableElement} table
 * @param {(row: HTMLTableRowElement, text: string) => void} drawAmount of a line whose amount follows from what was typed
 */
export function sums(form, table, drawAmount) {
  const place = form.querySelector("[data-sums]");
  let timer;
  let asked = 0;

  async function ask() {
    const mine = asked += 1;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(`/invoices/${form.dataset.invoice}/sums`, { method: "POST", body, headers: { accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const found = await answer.json();
    for (const [name, text] of Object.entries(found)) {
      const shown = place?.querySelector(`[data-sum="${name}"]`);
      if (shown) shown.textContent = text;
    }
    if (place) {
      place.querySelector("[data-adds-up]").hidden = found.adds_up !== true;
      place.querySelector("[data-differs]").hidden = found.adds_up !== false;
    }
    for (const [key, amount] of Object.entries(found.amounts)) {
      const row = table.querySelector(`tr[data-line="${CSS.escape(key)}"]`);
      if (row) drawAmount(row, amount);
    }
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  };
  form.addEventListener("input", (event) => { if (/^(total_amount|total_tax|discount_amount)$/.test(event.target.name)) later(); });
  return later;
}
