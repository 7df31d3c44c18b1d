// The document pane: zoom, pages, boxes that light up with their fields, and words that go into the field.
//
// Events on `document`. Heard: `payables:field-focus` {name} lights the boxes of a value up, {name: null} none. Told:
// `payables:field` {name} when a box is clicked, `payables:word` {text, page, box} when words are chosen; box is
// [x0, y0, x1, y1] in shares of the picture. Names are those of what was read: `total_amount`, `items[2].price`.
import { askJson } from "./ask.js";
import { whileConnected } from "./connected.js";
import { isTyped } from "./keys.js";
import { say } from "./swap.js";

const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const SVG = "http://www.w3.org/2000/svg";
const TRIES = 4;
const AGAIN = 5000; // ms until words that could not be had are asked for again

/** What the person had zoomed and scrolled to: a page whose content is exchanged shows the paper as it was. */
const left = new Map();

/** @param {HTMLElement} pane */
export function setUp(pane) {
  const pages = pane.querySelector(".pages");
  if (!pages) return;
  const sheets = [...pages.querySelectorAll(".sheet")];
  pane.querySelector(".tools").hidden = false;
  zoomable(pane, pages, sheets);
  paged(pane, pages, sheets);
  boxes(pane, pages);
  for (const sheet of sheets) {
    tryAgain(sheet.querySelector("img"));
  }
  if ("words" in pane.dataset) words(pane, pages, sheets);
}

function zoomable(pane, pages, sheets) {
  const kept = left.get(pane.dataset.path);
  let zoom = kept?.zoom ?? 1;

  function apply(next, x = pages.clientWidth / 2, y = pages.clientHeight / 2) {
    const before = zoom;
    zoom = Math.max(STEPS[0], Math.min(STEPS.at(-1), next));
    const across = (pages.scrollLeft + x) * (zoom / before) - x, down = (pages.scrollTop + y) * (zoom / before) - y;
    for (const sheet of sheets) {
      sheet.style.width = `${zoom * 100}%`;
      sheet.querySelector("img").sizes = `${Math.round(zoom * pages.clientWidth)}px`;
    }
    pages.scrollTo(across, down);
    pane.querySelector("output").value = `${Math.round(zoom * 100)} %`;
    remember();
  }

  function remember() {
    left.set(pane.dataset.path, { zoom, x: pages.scrollLeft, y: pages.scrollTop });
  }

  pane.addEventListener("click", (event) => {
    const step = Number(event.target.closest("[data-zoom]")?.dataset.zoom ?? NaN);
    if (step === 0) apply(1);
    else if (step > 0) apply(STEPS.find((each) => each > zoom + 0.01) ?? zoom);
    else if (step < 0) apply(STEPS.findLast((each) => each < zoom - 0.01) ?? zoom);
  });
  pages.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const frame = pages.getBoundingClientRect();
    apply(zoom * Math.exp(-event.deltaY / 300), event.clientX - frame.left, event.clientY - frame.top);
  }, { passive: false });
  pages.addEventListener("scroll", remember, { passive: true });
  if (kept) {
    apply(zoom);
    pages.scrollTo(kept.x, kept.y);
  }
}

function paged(pane, pages, sheets) {
  const at = pane.querySelector(".at");
  const current = () => Math.max(0, sheets.findLastIndex((sheet) => sheet.offsetTop - pages.offsetTop <= pages.scrollTop + pages.clientHeight / 3));
  pane.addEventListener("click", (event) => {
    const step = Number(event.target.closest("[data-page]")?.dataset.page ?? 0);
    if (step) sheets[Math.max(0, Math.min(sheets.length - 1, current() + step))].scrollIntoView({ block: "start" });
  });
  if (at) pages.addEventListener("scroll", () => { at.textContent = at.dataset.shown.replace("{number}", current() + 1); }, { passive: true });
}

function boxes(pane, pages) {
  const found = [...pages.querySelectorAll(".box")];
  pages.addEventListener("click", (event) => {
    const name = event.target.closest?.(".box")?.dataset.name;
    if (name) tell("payables:field", { name });
  });
  whileConnected(pane, document, "payables:field-focus", ({ detail: { name } }) => {
    let first = null;
    for (const box of found) {
      const lit = box.dataset.name === name;
      box.classList.toggle("lit", lit);
      if (lit) first ??= box;
    }
    if (first) bringIntoView(pages, first);
  });
}

/** Scrolls the pane, and never the page around it. */
function bringIntoView(pages, box) {
  const frame = pages.getBoundingClientRect(), place = box.getBoundingClientRect();
  const above = place.top - frame.top, before = place.left - frame.left;
  if (above < 40 || above + place.height > frame.height - 40) pages.scrollTop += above - frame.height / 3;
  if (before < 0 || before + place.width > frame.width) pages.scrollLeft += before - frame.width / 3;
}

/** A picture that the server had no place for is asked for again. */
function tryAgain(image) {
  let tried = 0;
  const again = () => {
    if (++tried < TRIES && image.isConnected) setTimeout(() => { const address = image.srcset; image.srcset = ""; image.srcset = address; }, 1000 * tried);
  };
  image.addEventListener("error", again);
  if (image.complete && !image.naturalWidth && image.loading !== "lazy") again();
}

/** Words are fetched for a page when somebody comes near it. */
function words(pane, pages, sheets) {
  const watcher = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (isIntersecting) look(target);
    }
  }, { root: pages });

  async function look(sheet) {
    watcher.unobserve(sheet);
    if (!await fetchWords(pane, sheet)) setTimeout(() => { if (pane.isConnected) watcher.observe(sheet); }, AGAIN);
  }

  sheets.forEach((sheet) => watcher.observe(sheet));
}

/** @returns {Promise<boolean>} false where the server gave none, and may the next time */
async function fetchWords(pane, sheet) {
  const number = Number(sheet.dataset.number);
  const answer = await askJson(`${pane.dataset.path}/${number}/words`);
  if (!answer) return false;
  if (!pane.isConnected) return true;
  const { words: found, reason } = answer;
  if (reason) sheet.title = pane.dataset.noWords.replace("{why}", () => reason.message);
  const layer = document.createElementNS(SVG, "g");
  found.forEach((word, place) => layer.append(rectangle(word, place)));
  sheet.querySelector("svg").append(layer);
  choosing(pane, sheet, layer, found, number);
  return true;
}

function rectangle(word, place) {
  const [x0, y0, x1, y1] = word.box;
  const rect = document.createElementNS(SVG, "rect");
  rect.setAttribute("class", "word");
  rect.setAttribute("x", x0);
  rect.setAttribute("y", y0);
  rect.setAttribute("width", Math.max(x1 - x0, 0));
  rect.setAttribute("height", Math.max(y1 - y0, 0));
  rect.dataset.place = place;
  return rect;
}

/** One word by a click, several by dragging from the first to the last. */
function choosing(pane, sheet, layer, found, number) {
  let from = null, to = null;
  const rects = [...layer.children];
  const placeOf = (event) => document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.parentNode === layer)?.dataset.place;

  function mark() {
    const [first, last] = from <= to ? [from, to] : [to, from];
    rects.forEach((rect, place) => rect.classList.toggle("chosen", from !== null && place >= first && place <= last));
    return found.slice(first, last + 1);
  }

  // Whoever chooses a word stays in the field that it goes into.
  layer.addEventListener("mousedown", (event) => event.preventDefault());
  layer.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch" && !event.isPrimary) return;
    from = to = Number(placeOf(event));
    mark();
  });
  sheet.addEventListener("pointermove", (event) => {
    if (from === null || !event.buttons) return;
    const place = placeOf(event);
    if (place === undefined) return;
    to = Number(place);
    mark();
  });
  whileConnected(pane, document, "pointerup", (event) => {
    if (from === null) return;
    const chosen = mark();
    from = null;
    const text = chosen.map((word) => word.text).join(" ");
    const box = [0, 1, 2, 3].map((side) => Math[side < 2 ? "min" : "max"](...chosen.map((word) => word.box[side])));
    const under = document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.matches?.(".box"));
    if (chosen.length === 1 && under && !isTyped(document.activeElement)) {
      tell("payables:field", { name: under.dataset.name });
      return;
    }
    tell("payables:word", { text, page: number, box });
    say(pane.dataset.chosen.replace("{text}", () => text)); // no pattern: $& may stand on the paper
  });
  whileConnected(pane, document, "pointercancel", () => { from = null; });
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
