/* Keys in a table of checkboxes marked data-grid: one row a Member, one column an option.
   Arrows move, Enter goes to the next row, Space ticks (the browser's own), a letter ticks the option
   with that code in this row: <input data-code="A">. Without this script Tab and Space do it all. */
(() => {
  "use strict";
  const BOX = "input[type=checkbox]:not(:disabled),input[type=radio]:not(:disabled)";

  const rows = table => [...table.tBodies].flatMap(b => [...b.rows]).filter(r => !r.hidden && r.querySelector(BOX));
  const boxes = row => [...row.querySelectorAll(BOX)];

  function move(table, box, down, along) {
    const all = rows(table);
    const row = box.closest("tr");
    const target = all[all.indexOf(row) + down];
    if (!target) return false;
    const column = boxes(row).indexOf(box) + along;
    const next = boxes(target)[Math.max(0, Math.min(column, boxes(target).length - 1))];
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }
  function tick(box, letter) {
    const found = boxes(box.closest("tr")).find(b => (b.dataset.code || "").toUpperCase() === letter);
    if (!found) return false;
    found.focus();
    found.click();
    return true;
  }
  function key(table, event) {
    const box = event.target.closest(BOX);
    if (!box || event.ctrlKey || event.metaKey || event.altKey) return false;
    const ahead = document.documentElement.dir === "rtl" ? -1 : 1;
    switch (event.key) {
      case "ArrowDown": case "Enter": return move(table, box, 1, 0) || event.key === "Enter";
      case "ArrowUp": return move(table, box, -1, 0);
      case "ArrowRight": return move(table, box, 0, ahead);
      case "ArrowLeft": return move(table, box, 0, -ahead);
      case "Home": return move(table, box, 0, -99);
      case "End": return move(table, box, 0, 99);
      default: return event.key.length === 1 && event.key !== " " && tick(box, event.key.toUpperCase());
    }
  }
  document.querySelectorAll("table[data-grid]").forEach(table =>
    table.addEventListener("keydown", event => { if (key(table, event)) event.preventDefault(); }));
})();
