(() => {
  "use strict";
  const words = document.currentScript.dataset.filter;
  // The number that a cell begins with, or nothing.
  const numberOf = text => {
    const found = /^-?[0-9][0-9,]*(\.[0-9]+)?/.exec(text);
    return found ? Number(found[0].replace(/,/g, "")) : null;
  };
  const text = cell => cell ? cell.textContent.trim() : "";
  const sort = (table, column, button) => {
    const body = table.tBodies[0], down = button.dataset.order !== "down";
    for (const other of table.querySelectorAll("thead button")) {
      other.dataset.order = "";
      other.closest("th").removeAttribute("aria-sort");
    }
    button.dataset.order = down ? "down" : "up";
    button.closest("th").setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...body.rows].map((row, at) => {
      const own = text(row.cells[column]);
      return { row, at, own, value: numberOf(own) };
    });
    const way = down ? -1 : 1;
    rows.sort((a, b) => {
      if (!a.own !== !b.own) return a.own ? -1 : 1;
      if (a.value !== null && b.value !== null && a.value !== b.value) return way * (a.value - b.value);
      if ((a.value === null) !== (b.value === null)) return a.value === null ? 1 : -1;
      return (a.value === null ? way * a.own.localeCompare(b.own, "zh-CN") : 0) || a.at - b.at;
    });
    body.append(...rows.map(each => each.row));
  };
  for (const table of document.querySelectorAll("table.tools")) {
    if (table.tBodies[0].rows.length < 2) continue;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, column, button));
      head.append(button);
    });
    if (table.tBodies[0].rows.length < 12) continue;
    const label = document.createElement("label"), field = document.createElement("input");
    const count = document.createElement("output");
    label.className = "filter";
    label.append(words, field, count);
    field.type = "search";
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase().split(/\s+/);
      let shown = 0;
      for (const row of table.tBodies[0].rows) {
        const own = row.textContent.toLowerCase();
        row.hidden = !wanted.every(word => own.includes(word));
        shown += !row.hidden;
      }
      count.value = field.value.trim() ? `${shown}/${table.tBodies[0].rows.length}` : "";
    });
    (table.closest(".scroll") || table).before(label);
  }
})();
