// A link with data-module="panel" shows what it leads to beside the page: its part with data-panel-content, in a dialog.
import { isTyped } from "./keys.js";

/** @param {HTMLAnchorElement} link */
export function setUp(link) {
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.ariaBusy === "true") return;
    link.ariaBusy = "true";
    const answer = await fetch(link.href, { headers: { accept: "text/html" } }).catch(() => null);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text().catch(() => ""), "text/html") : null;
    link.ariaBusy = null;
    if (!link.isConnected) return;
    const content = page?.querySelector("[data-panel-content]");
    if (!content) return location.assign(link.href);
    open(link, page.querySelector("h1")?.textContent.trim() ?? "", content);
  });
}

function open(link, title, content) {
  const dialog = document.createElement("dialog");
  const heading = Object.assign(document.createElement("h2"), { textContent: title, id: "panel-title", dir: "auto" });
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: link.dataset.close ?? "×" });
  const head = Object.assign(document.createElement("div"), { className: "head" });
  dialog.className = "panel";
  dialog.setAttribute("aria-labelledby", "panel-title");
  head.append(heading, close);
  dialog.append(head, content);
  document.querySelector("main").append(dialog);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === link.dataset.key && !isTyped(event.target)) dialog.close();
  });
  dialog.showModal();
}
