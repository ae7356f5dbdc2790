/* The arrow keys move a person in the order of priority; the buttons do the same without this. */
(() => {
  "use strict";
  // Once the page has been scrolled to its row, so that a key pressed again moves it on.
  addEventListener("load", () => setTimeout(() => {
    const row = document.getElementById(location.hash.slice(1));
    const own = row && row.querySelector("[data-key]:not([disabled])");
    if (own) own.focus();
  }));
  document.addEventListener("keydown", event => {
    const here = event.target.closest("[data-key]");
    if (!here || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = here.form.querySelector(`[data-key="${event.key}"]`);
    if (!to || to.disabled) return;
    event.preventDefault();
    to.click();
  });
})();
