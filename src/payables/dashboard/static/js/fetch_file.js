// A file whose download changes what the page says: it is brought here, and the page is shown as it is from then on.

const FORGET = 60_000; // ms; by then the browser has stored it

/** @param {HTMLAnchorElement} link to the file */
export function setUp(link) {
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.ariaBusy === "true") return;
    link.ariaBusy = "true";
    try {
      await bring(link.href);
    } catch {
      location.assign(link.href); // its own page says why not
    } finally {
      link.ariaBusy = "false";
    }
  });
}

/** Rejects where it cannot be had. */
async function bring(address) {
  const answer = await fetch(address);
  const name = nameOf(answer);
  if (!answer.ok || name === null) throw new Error("no file");
  const place = URL.createObjectURL(await answer.blob());
  Object.assign(document.createElement("a"), { href: place, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(place), FORGET);
  document.dispatchEvent(new CustomEvent("payables:look-again"));
}

/** @returns {string | null} what the server calls the file; null where it has sent a page */
function nameOf(answer) {
  const [, name] = answer.headers.get("content-disposition")?.match(/filename\*=UTF-8''([^;]+)/) ?? [];
  return name === undefined ? null : decodeURIComponent(name);
}
