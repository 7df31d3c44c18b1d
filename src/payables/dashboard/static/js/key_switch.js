import { switchKeys, switchedOn } from "./keys.js";

/** @param {HTMLInputElement} box */
export function setUp(box) {
  box.checked = switchedOn();
  box.addEventListener("change", () => switchKeys(box.checked));
}
