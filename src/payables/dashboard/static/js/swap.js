// Forms with data-swap are sent in the background, and the page's content is exchanged for the answer: nothing typed is
// lost when the server cannot be reached, and a form that is on its way is not sent twice.
import { carry, putBack, typedBeside, typedSince } from "./carry.js";
import { sweep } from "./connected.js";
import { back, placeOf, stand } from "./focus.js";
import { bring, leaveOthers } from "./styles.js";

const ACCEPT = { accept: "text/html" };
const LEAVING = 10_000; // ms that the browser may take to send a form itself, before it can be sent again

let prepare = async () => {};

/** The address whose page stands here. */
let shown;

/** What is sent one after the other: an answer is shown before the next is asked for. */
let turn = Promise.resolve();

/** An answer that is no page of ours, or one that only says what went wrong; the message is for people, where there is one. */
class NoPage extends Error {}

/** @param {(root: ParentNode) => Promise<void>} setUp called with what has come into the page */
export function swap(setUp) {
  prepare = setUp;
  shown = address();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    if (form.method !== "post") return;
    form.setAttribute("aria-busy", "true");
    if ("swap" in form.dataset) {
      event.preventDefault();
      submit(form, event.submitter);
    } else {
      freeWhereItStays(form);
    }
  });
  document.querySelector("#trouble button")?.addEventListener("click", hush);
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

async function submit(form, submitter) {
  try {
    await send(form, submitter?.getAttribute("formaction") ?? form.action, { submitter });
  } catch (error) {
    tellTrouble(form, error);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

/** Of a form that the browser sends itself nobody tells when somebody stays after all, or stops it: it can be sent again then. */
function freeWhereItStays(form) {
  const free = () => form.removeAttribute("aria-busy");
  setTimeout(free, LEAVING);
  addEventListener("beforeunload", (event) => setTimeout(() => { if (event.defaultPrevented) free(); }), { once: true });
}

/**
 * Sends what stands in the form, after what was sent before it, and shows the answer. What is typed meanwhile goes along, and where
 * it would be left behind, the page stays.
 * @param {{submitter?: HTMLElement, wanted?: (answer: Response) => boolean}} options `wanted`: whether the answer is shown at all
 * @returns {Promise<boolean>} whether it was shown. Rejects where the server cannot be reached or has no page: all stays as it is.
 */
export function send(form, address, { submitter, wanted = () => true } = {}) {
  const sent = new URLSearchParams(new FormData(form, submitter));
  const answered = turn.then(() => deliver(form, address, sent, wanted));
  turn = answered.catch(() => {});
  return answered;
}

async function deliver(form, address, sent, wanted) {
  const path = location.pathname;
  hush();
  const answer = await fetch(address, { method: "POST", body: sent, headers: ACCEPT });
  const next = await read(answer);
  if (!wanted(answer)) return false;
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
  document.dispatchEvent(new CustomEvent("payables:shown")); // what was pressed meanwhile counts now (keys.js)
  return true;
}

/** The page of an answer, whose stylesheets are here before it is shown. Rejects with NoPage. */
async function read(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main");
  if (!main || "error" in main.dataset || answer.status >= 500) {
    throw new NoPage([...page.querySelectorAll("main[data-error] [data-told]")].map((one) => one.textContent.trim()).join(" "));
  }
  await bring(page);
  return page;
}

/** Puts the main part of an answer in the place of the present one. */
async function show(page, answer) {
  const before = document.querySelector("main"), main = page.querySelector("main");
  const place = placeOf(before), path = location.pathname;
  document.title = page.title;
  showAround(page);
  if (answer.redirected) history.pushState({}, "", answer.url);
  shown = address();
  main.ariaBusy = "true"; // until it answers to keys, and the focus is in its place
  try {
    await exchange(before, main);
    leaveOthers(page);
    stand(main, place, path === location.pathname);
  } finally {
    main.ariaBusy = null;
  }
  const said = main.querySelector("#said");
  if (said?.textContent.trim()) say(said.textContent.trim());
}

/** What is counted around the main part; the navigation stays folded where it was. */
function showAround(page) {
  for (const nav of ["nav.side", "nav.person"]) {
    const before = document.querySelector(nav), after = page.querySelector(nav);
    if (!before || !after) continue;
    const menu = after.querySelector("details");
    if (menu) menu.open = before.querySelector("details").open;
    before.replaceWith(after);
  }
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

/**
 * @param {string} text for people who do not see the page
 * @param {{visible?: boolean}} options `visible`: for everybody, until it is closed or something is sent: what went wrong
 */
export function say(text, { visible = false } = {}) {
  const place = document.getElementById(visible ? "trouble" : "announce");
  if (!place) return;
  (visible ? place.querySelector("span") : place).textContent = text;
  place.hidden = false;
}

/** Says why what was sent has no answer to be shown. */
export function tellTrouble(form, error) {
  const why = error instanceof NoPage ? error.message : "";
  say(why || form.dataset.offline || document.body.dataset.offline || "", { visible: true });
}

function hush() {
  const note = document.getElementById("trouble");
  if (note) note.hidden = true;
}
