// Forms with data-swap are sent in the background, and the page's content is exchanged for the answer: nothing typed is
// lost when the server cannot be reached, and a form that is on its way is not sent twice.
import { carry, putBack, typedBeside, typedSince } from "./carry.js";
import { sweep } from "./connected.js";
import { back, placeOf, stand } from "./focus.js";
import { bring, leaveOthers } from "./styles.js";

const ACCEPT = { accept: "text/html" };

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
      await send(form, event.submitter?.getAttribute("formaction") ?? form.action, { submitter: event.submitter });
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

/**
 * Sends what stands in the form and shows the answer. What is typed meanwhile goes along, and where it would be left behind, the
 * page stays.
 * @param {{submitter?: HTMLElement, wanted?: (answer: Response) => boolean}} options `wanted`: whether the answer is shown at all
 * @returns {Promise<boolean>} whether it was shown. Rejects where the server cannot be reached.
 */
export async function send(form, address, { submitter, wanted = () => true } = {}) {
  const sent = new URLSearchParams(new FormData(form, submitter)), path = location.pathname;
  const answer = await fetch(address, { method: "POST", body: sent, headers: ACCEPT });
  const next = await read(answer);
  if (!form.isConnected || !wanted(answer)) return false;
  const typed = typedSince(form, sent), beside = typedBeside(form);
  if ((typed.values.length || beside.length) && form.id && answer.redirected && new URL(answer.url).pathname !== path) {
    const here = await fetch(location.href, { headers: ACCEPT });
    await show(await read(here), here);
  } else {
    await show(next, answer);
  }
  if (path === location.pathname) {
    carry(form, typed);
    putBack(beside);
  }
  return true;
}

/** The page of an answer, whose stylesheets are here before it is shown. */
async function read(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.querySelector("main")) await bring(page);
  return page;
}

/** Puts the main part of an answer in the place of the present one. */
async function show(page, answer) {
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
  main.ariaBusy = "true"; // until it answers to keys, and the focus is in its place
  await exchange(before, main);
  leaveOthers(page);
  stand(main, place, path === location.pathname);
  main.ariaBusy = null;
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
