// Sending files one by one, at most three at a time, with what became of each; files and folders may be dropped on the page.
// Where the sign-in ends meanwhile, files stay in the list until somebody has signed in again.
import { following } from "./became.js";
import { whileConnected } from "./connected.js";
import { say } from "./swap.js";

const AT_ONCE = 3;
const MOST_TRIES = 5;
const CHOSEN = "payables.location"; // of this browser, the last time

/** @param {HTMLFormElement} form */
export function setUp(form) {
  const waiting = [];
  const count = { all: 0, taken: 0, refused: 0, active: 0 };
  const word = (name) => form.querySelector(`.words [data-name="${name}"]`).textContent;
  const list = form.querySelector(".sending"), sum = form.querySelector(".sum");
  const location = form.elements.ottimate_location_id, first = form.querySelector(".first");
  let kept = []; // files that wait for somebody to say where they belong
  let held = []; // entries that wait for somebody to sign in again
  const ended = form.querySelector(".ended"), still = ended.querySelector(".still");
  const follow = following(form, toTheTop);
  form.querySelector(".scripted").hidden = false;
  const before = localStorage.getItem(CHOSEN);
  if (!location.value && [...location.options].some((option) => option.value === before)) location.value = before;

  function add(files) {
    if (!location.value) {
      kept.push(...files);
      first.hidden = false;
      location.focus();
      return;
    }
    localStorage.setItem(CHOSEN, location.value);
    for (const file of files) queue({ file, row: begin(file.name), tried: 0, location: location.value });
  }

  /** A line of the list, in which it is told what becomes of a file. */
  function begin(name) {
    const row = form.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector(".name").textContent = name;
    list.append(row);
    list.hidden = sum.hidden = false;
    count.all += 1;
    return row;
  }

  function queue(entry) {
    const { file, row } = entry;
    row.classList.remove("bad");
    row.querySelector(".again").hidden = true;
    if (!file.size) return refuse(entry, word("empty"));
    if (file.size > Number(form.dataset.largest)) return refuse(entry, word("too_large"));
    row.querySelector(".outcome").textContent = word("waiting");
    waiting.push(entry);
    next();
  }

  function next() {
    told();
    while (count.active < AT_ONCE && waiting.length) {
      count.active += 1;
      send(waiting.shift());
    }
  }

  function send(entry) {
    const { file, row } = entry;
    const outcome = row.querySelector(".outcome"), progress = row.querySelector("progress");
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("accept", "application/json");
    request.upload.onprogress = (event) => {
      progress.value = event.loaded / (event.total || 1);
      outcome.textContent = progress.value < 1 ? word("going") : word("reading");
    };
    request.onload = () => done(entry, request);
    request.onerror = () => { finish(); refuse(entry, word("offline"), true); };
    const body = new FormData();
    body.append("ottimate_location_id", entry.location);
    body.append("file", file, file.name);
    outcome.textContent = word("going");
    request.send(body);
  }

  function done(entry, request) {
    finish();
    if ((request.status === 429 || request.status === 503) && ++entry.tried < MOST_TRIES) {
      entry.row.querySelector(".outcome").textContent = word("busy");
      setTimeout(() => queue(entry), 1000 * Math.max(1, Number(request.getResponseHeader("retry-after")) || 1));
      return;
    }
    const answer = readJson(request);
    if (!answer && [200, 401, 403].includes(request.status)) return hold(entry); // by another session's token it is a 403
    if (!answer) return refuse(entry, word(request.status === 413 ? "too_large" : "failed"), true);
    const [row] = answer.results ?? [];
    if (!row) return refuse(entry, answer.error ?? word("failed"), true);
    if (row.error) return refuse(entry, row.error.message);
    count.taken += 1;
    entry.row.classList.add("good");
    entry.row.querySelector("progress").remove();
    link(entry.row.querySelector(".outcome"), `/uploads/${row.reference_id}`, word("taken"));
    follow(row.reference_id, entry.row);
    told();
  }

  /** Nothing more is sent until somebody has signed in again. */
  function hold(entry) {
    held.push(entry, ...waiting.splice(0));
    for (const { row } of held) row.querySelector(".outcome").textContent = word("signed_out");
    ended.hidden = false;
    told();
  }

  /** With the token of the new sign-in. @returns {Promise<string>} why not yet */
  async function goOn() {
    const answer = await fetch("/uploads", { headers: { accept: "text/html" } }).catch(() => null);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const fresh = page?.querySelector('form[data-module="send"]');
    if (!fresh) return word(answer ? "still_out" : "offline");
    if (!held.length) return "";
    form.setAttribute("action", fresh.getAttribute("action"));
    ended.hidden = still.hidden = true;
    const entries = held;
    held = [];
    entries.forEach(queue);
    return "";
  }

  function finish() {
    count.active -= 1;
    queueMicrotask(next);
  }

  /** @param {boolean} again whether it may do the next time */
  function refuse({ row, ...entry }, why, again = false) {
    count.refused += 1;
    toTheTop(row);
    row.querySelector(".outcome").textContent = why;
    const button = row.querySelector(".again");
    button.hidden = !again;
    button.onclick = () => { count.refused -= 1; queue({ row, ...entry, tried: 0 }); };
    told();
  }

  /** What needs somebody stands first, in the order in which it came to that. */
  function toTheTop(row) {
    row.classList.remove("good");
    const before = [...list.querySelectorAll(".bad")].filter((one) => one !== row).at(-1);
    row.classList.add("bad");
    if (before) before.after(row);
    else list.prepend(row);
  }

  function told() {
    sum.textContent = sum.dataset.sum.replace("{done}", count.taken).replace("{count}", count.all).replace("{refused}", count.refused);
    if (count.all && count.taken + count.refused === count.all) {
      say(sum.textContent);
      document.dispatchEvent(new CustomEvent("payables:look-again"));
    }
  }

  location.addEventListener("change", () => {
    if (!location.value || !kept.length) return;
    const files = kept;
    kept = [];
    first.hidden = true;
    add(files);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    add(form.elements.file.files);
    form.elements.file.value = "";
  });
  ended.querySelector("button").addEventListener("click", async () => {
    still.textContent = await goOn();
    still.hidden = !still.textContent;
    say(still.textContent);
  });
  whileConnected(form, window, "focus", () => { if (held.length) goOn(); });
  whileConnected(form, window, "beforeunload", (event) => { if (kept.length || count.taken + count.refused < count.all) event.preventDefault(); });
  droppable(form, add, (name) => refuse({ row: begin(name) }, word("unreadable")));
}

function readJson(request) {
  if (!request.getResponseHeader("content-type")?.startsWith("application/json")) return null;
  try {
    return JSON.parse(request.responseText);
  } catch {
    return null;
  }
}

function link(place, address, text) {
  const found = document.createElement("a");
  found.href = address;
  found.textContent = text;
  place.replaceChildren(found);
}

/** @param {(name: string) => void} unreadable told what of a drop cannot be read */
function droppable(form, add, unreadable) {
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  whileConnected(form, document, "dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  whileConnected(form, document, "dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
  whileConnected(form, document, "drop", async (event) => {
    document.body.classList.remove("dropping");
    if (!carries(event)) return;
    event.preventDefault();
    // What was dropped can be asked for only now, before anything is waited for.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return add(event.dataTransfer.files);
    for (const entry of entries) await walk(entry, add, unreadable);
  });
}

/** Files of a folder, and of those in it. What cannot be read (gone, not allowed, a link to nowhere) ends nothing. */
async function walk(entry, add, unreadable) {
  if (entry.isFile) {
    if (entry.name.startsWith(".")) return;
    const file = await new Promise((found) => entry.file(found, () => found(null)));
    if (file) add([file]);
    else unreadable(entry.name);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((found) => reader.readEntries(found, () => found(null)));
    if (!some) unreadable(entry.name);
    if (!some?.length) return;
    for (const each of some) await walk(each, add, unreadable);
  }
}
