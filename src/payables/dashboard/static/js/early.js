// Keeps the keys that are pressed while the page can be seen and its modules are still on their way: they are played when
// these are there (keys.js). No module itself, since it has to be there before anything is shown.
(() => {
  const kept = [];
  const keep = (event) => {
    if (event.isComposing || event.altKey || event.target.matches?.("input, select, textarea")) return;
    const isPalette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    if (isPalette) event.preventDefault(); // else the browser's own
    if (isPalette || !event.ctrlKey && !event.metaKey && (event.key.length === 1 || event.key === "Enter" && event.target === document.body)) kept.push(event);
  };
  addEventListener("keydown", keep, true);
  /** @returns {KeyboardEvent[]} once; nothing is kept any more */
  window.earlyKeys = () => {
    removeEventListener("keydown", keep, true);
    return kept.splice(0);
  };
})();
