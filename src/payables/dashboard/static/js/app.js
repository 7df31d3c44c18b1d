// Loads what the elements of the page ask for with data-module. Without this file every page can be read and every form sent.
import { begin } from "./focus.js";
import { keys, replay } from "./keys.js";
import * as menu from "./menu.js";
import * as palette from "./palette.js";
import * as rows from "./rows.js";
import { swap } from "./swap.js";

/** Names of data-module, and the module that sets the element up: `setUp(element)`. What nearly every page has comes at once,
 * so that a list can be walked before the first key is pressed. */
const MODULES = {
  menu: () => menu,
  copy: () => import("./copy.js"),
  palette: () => palette,
  rows: () => rows,
  document: () => import("./document.js"),
  send: () => import("./send.js"),
  watch: () => import("./watch.js"),
  unfold: () => import("./unfold.js"),
  invoice: () => import("./invoice.js"),
  mention: () => import("./mention.js"),
  lines: () => import("./lines.js"),
  "more-lines": () => import("./more_lines.js"),
  panel: () => import("./panel.js"),
  choose: () => import("./choose.js"),
  "fetch-file": () => import("./fetch_file.js"),
  "choose-lines": () => import("./choose_lines.js"),
  "key-switch": () => import("./key_switch.js"),
};

/** @param {ParentNode} root what has just come into the page */
export async function setUp(root) {
  for (const element of root.querySelectorAll("[data-module]")) {
    for (const name of element.dataset.module.split(" ")) {
      const load = MODULES[name];
      if (load) (await load()).setUp(element);
    }
  }
}

/** What a form with files carries in its address (whose it is) is of that one sending: no bookmark and no history keeps it. */
function clearAddress() {
  const here = new URL(location.href);
  if (!here.searchParams.has("_token")) return;
  for (const name of [...here.searchParams.keys()]) if (name.startsWith("_")) here.searchParams.delete(name);
  history.replaceState(history.state, "", here);
}

clearAddress();
swap(setUp);
try {
  await setUp(document);
} finally { // with what has come, if one of them has not
  begin();
  keys(); // not before: until here they are kept (early.js), and each counts once
  replay();
}
// Tells a program that drives the page (a test, a recorder) that it answers to keys now.
document.documentElement.dataset.ready = "";
