// Forms with data-swap are sent in the background, and the page's content is exchanged for the answer: nothing typed is
// lost when the server cannot be reached, and a form that is on its way is not sent twice.
import { sweep } from "./connected.js";
import { back, placeOf, stand } from "./focus.js";

let prepare = async () => {};

/** The address whose page stands here. */
let shown = address();

/** @param {(root: ParentNode) => Promise<void>} setUp called with what has come into the page */
export function swap(setUp) {
  prepare = setUp;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    if (form.method !== "post") return;
    form.setAttribute("aria-busy", "true");
    if (!("swap" in form.dataset)) return;
    event.preventDefault();
    try {
      await send(form, event.submitter);
    } catch {
      say(form.dataset.offline ?? document.body.dataset.offline ?? "");
    } finally {
      form.removeAttribute("aria-busy");
    }
  });
  // A page that the browser brings back from memory is not busy any more.
  addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));
  addEventListener("popstate", () => {
    // A link within the page, such as the one that skips the navigation, leads to no other.
    if (address() !== shown) location.reload();
  });
}

function address() {
  return location.pathname + location.search;
}

async function send(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  const answer = await fetch(submitter?.getAttribute("formaction") ?? form.action, { method: "POST", body, headers: { accept: "text/html" } });
  await show(await answer.text(), answer);
}

/** Puts the main part of an answer in the place of the present one. */
export async function show(text, answer) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const main = page.querySelector("main");
  if (!main) {
    location.assign(answer.url);
    return;
  }
  const before = document.querySelector("main");
  const place = placeOf(before), path = location.pathname;
  document.title = page.title;
  const side = page.querySelector("nav.side");
  if (side) document.querySelector("nav.side")?.replaceWith(side);
  if (answer.redirected) history.pushState({}, "", answer.url);
  shown = address();
  await exchange(before, main);
  stand(main, place, path === location.pathname);
  const said = main.querySelector("#said");
  if (said?.textContent.trim()) say(said.textContent.trim());
}

/** Puts a newer state of a part in its place; the focus stays where it was. */
export async function renew(before, after) {
  const place = placeOf(before);
  await exchange(before, after);
  if (place) back(after, place);
}

async function exchange(before, after) {
  before.replaceWith(after);
  sweep();
  await prepare(after);
}

/** @param {string} text for people who do not see the page */
export function say(text) {
  const place = document.getElementById("announce");
  if (place) place.textContent = text;
}
