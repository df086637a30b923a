/* Boards and desks: Alt+K and Alt+J walk through the units, Ctrl+Enter saves and goes on. */
"use strict";
(function () {
  const press = (name) => {
    const found = document.querySelector(`[data-key="${name}"]`);
    if (found) found.click();
    return Boolean(found);
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const key = event.key.toLowerCase();
    const done = (event.altKey && key === "j" && press("next"))
      || (event.altKey && key === "k" && press("previous"))
      || ((event.ctrlKey || event.metaKey) && key === "enter" && press("save-next"));
    if (done) event.preventDefault();
  });
})();
