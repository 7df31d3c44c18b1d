// A page that comes in the background brings its stylesheets with it, and those of the page before go: what is shown looks as if it
// had been loaded.
const SHEETS = "link[rel=stylesheet]";
const LONGEST = 3000; // ms that a page waits for its looks

/** @param {Document} page that is about to be shown; resolves when its stylesheets are here */
export async function bring(page) {
  const here = new Set(hrefs(document));
  const missing = hrefs(page).filter((href) => !here.has(href)).map(added);
  await Promise.race([Promise.all(missing), new Promise((done) => setTimeout(done, LONGEST))]);
}

/** @param {Document} page that has been shown */
export function leaveOthers(page) {
  const wanted = new Set(hrefs(page));
  document.head.querySelectorAll(SHEETS).forEach((sheet) => { if (!wanted.has(sheet.getAttribute("href"))) sheet.remove(); });
}

function added(href) {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  document.head.append(sheet);
  return new Promise((done) => {
    sheet.onload = sheet.onerror = done;
  });
}

function hrefs(page) {
  return [...page.head.querySelectorAll(SHEETS)].map((sheet) => sheet.getAttribute("href"));
}
