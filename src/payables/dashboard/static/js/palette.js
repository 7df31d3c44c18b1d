// Ctrl+K: every page of the navigation and every action of this page, found by typing; the rest is searched in the queues.
const MOST = 12;

/** @param {HTMLDialogElement} dialog */
export function setUp(dialog) {
  const query = dialog.querySelector("input");
  const list = dialog.querySelector("ul");
  const none = dialog.querySelector(".none");
  let entries = [];
  let chosen = 0;

  function collect() {
    const pages = [...document.querySelectorAll("nav.side a, nav.person a")].map((a) => ({ name: label(a), key: "", run: () => a.click() }));
    const actions = [...document.querySelectorAll("[data-key-name]")].filter((e) => e.getClientRects().length)
      .map((e) => ({ name: e.dataset.keyName, key: e.dataset.key, run: () => (e.matches("input, select, textarea") ? e.focus() : e.click()) }));
    return [...actions, ...pages];
  }

  function draw() {
    const wanted = query.value.trim().toLowerCase();
    const found = entries.filter((entry) => entry.name.toLowerCase().includes(wanted)).slice(0, MOST);
    if (wanted) found.push({ name: `${document.querySelector(".find span")?.textContent ?? ""}: ${query.value.trim()}`, key: "", run: () => search(query.value.trim()) });
    chosen = Math.min(chosen, Math.max(0, found.length - 1));
    list.replaceChildren(...found.map((entry, n) => {
      const item = document.createElement("li");
      item.id = `palette-${n}`;
      item.role = "option";
      item.ariaSelected = String(n === chosen);
      item.append(Object.assign(document.createElement("span"), { textContent: entry.name }));
      if (entry.key) item.append(Object.assign(document.createElement("kbd"), { textContent: entry.key }));
      item.addEventListener("click", () => run(entry));
      return item;
    }));
    none.hidden = found.length > 0;
    query.setAttribute("aria-activedescendant", found.length ? `palette-${chosen}` : "");
    return found;
  }

  function run(entry) {
    dialog.close();
    entry?.run();
  }

  dialog.addEventListener("payables:opened", () => {
    entries = collect();
    query.value = "";
    chosen = 0;
    draw();
    query.focus();
  });
  query.addEventListener("input", () => { chosen = 0; draw(); });
  query.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") chosen += 1;
    else if (event.key === "ArrowUp") chosen = Math.max(0, chosen - 1);
    else if (event.key === "Enter") { event.preventDefault(); run(draw()[chosen]); return; }
    else return;
    event.preventDefault();
    draw();
  });
}

function label(element) {
  return element.textContent.trim().replace(/\s+/g, " ");
}

function search(text) {
  location.assign(`/queue/all?search=${encodeURIComponent(text)}`);
}
