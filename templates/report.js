"use strict";
(() => {
  const table = document.querySelector("#ranking table");
  const body = table && table.tBodies[0];
  const counted = document.querySelector("#counted");
  const text = document.querySelector("#filter");
  const outcome = document.querySelector("#outcome");
  const challenge = document.querySelector("#challenge");

  const value = (row, column) => {
    const cell = row.cells[column];
    const raw = cell.dataset.v !== undefined ? cell.dataset.v : cell.textContent.trim();
    return raw === "" ? null : isNaN(raw) ? raw : Number(raw);
  };
  const compare = (a, b) =>
    a === null ? (b === null ? 0 : 1) : b === null ? -1 : typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));

  if (body) {
    for (const button of table.querySelectorAll("thead button")) {
      button.addEventListener("click", () => {
        const head = button.closest("th");
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of table.querySelectorAll("thead th[aria-sort]")) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const rows = [...body.rows];
        // What has no value stays at the end, whichever way it is sorted.
        rows.sort((a, b) => {
          const one = value(a, head.cellIndex), two = value(b, head.cellIndex);
          return one === null || two === null ? compare(one, two) : (up ? 1 : -1) * compare(one, two);
        });
        body.classList.toggle("sorted", head.cellIndex !== 0 || !up);
        body.append(...rows);
      });
    }
    const filter = () => {
      const words = text.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of body.rows) {
        const told = row.textContent.toLocaleLowerCase();
        const fits = words.every((word) => told.includes(word)) &&
          (!outcome.value || row.dataset.outcome === outcome.value) &&
          (!challenge.value || (" " + row.dataset.answers + " ").includes(" " + challenge.value + " "));
        row.hidden = !fits;
        shown += fits;
      }
      counted.textContent = counted.dataset.words.replace("{n}", shown).replace("{all}", body.rows.length);
    };
    for (const field of [text, outcome, challenge]) field.addEventListener("input", filter);
    filter();
  }

  for (const button of document.querySelectorAll("[data-shows]")) {
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(open));
      for (const cell of document.querySelectorAll(`[data-of="${CSS.escape(button.dataset.shows)}"]`)) {
        cell.classList.toggle("open", open);
      }
    });
  }

  const reveal = () => {
    const at = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (at instanceof HTMLDetailsElement) at.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();
  const all = document.querySelector("#all");
  const each = [...document.querySelectorAll("#proposals details")];
  if (all) {
    all.addEventListener("click", () => {
      const open = all.getAttribute("aria-pressed") !== "true";
      all.setAttribute("aria-pressed", String(open));
      for (const one of each) one.open = open;
    });
  }
  addEventListener("beforeprint", () => { if (each.length <= 40) for (const one of each) one.open = true; });
})();
