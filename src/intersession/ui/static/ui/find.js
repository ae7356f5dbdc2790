/* "/" brings the reader to the search field, unless something is being written. */
addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input,textarea,select,[contenteditable]")) return;
  const field = [...document.querySelectorAll("[data-find]")].filter(e => e.getClientRects().length).pop();
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
