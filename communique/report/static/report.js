"use strict";
// Filters of tables, and on a document's page: from a record to its words and back. No network, no framework.

for (const group of document.querySelectorAll("[data-filters]")) {
  const rows = [...document.getElementById(group.dataset.filters).tBodies[0].rows];
  const words = group.querySelector("[data-filter-text]");
  const keys = [...group.querySelectorAll("[data-filter-key]")];
  const shown = group.querySelector(".shown");
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, i) => {
      const fits = wanted.every((word) => texts[i].includes(word))
        && keys.every((key) => !key.value || row.dataset[key.dataset.filterKey] === key.value);
      row.hidden = !fits;
      count += fits;
    });
    shown.textContent = count === rows.length ? `${rows.length}` : `${count} of ${rows.length}`;
  };
  words.addEventListener("input", apply);
  keys.forEach((key) => key.addEventListener("change", apply));
  apply();
}

const text = document.querySelector(".text");
if (text) {
  const records = [...document.querySelectorAll(".record")];
  const marks = [...text.querySelectorAll("mark")].map((node) => ({
    node, ids: node.dataset.records.split(" "), starts: (node.dataset.starts || "").split(" "), kinds: [...node.classList],
  }));
  const byId = new Map(records.map((record) => [record.id, record]));
  const visible = new Set(byId.keys());
  const types = [...document.querySelectorAll("[data-type][type=checkbox]")];
  const rule = document.querySelector("select[data-rule]");
  const confidence = document.querySelector("input[data-confidence]");
  const removed = document.querySelector("[data-removed]");
  const shown = document.querySelector(".shown");
  let selected = null;

  const paint = () => {
    for (const { node, ids, kinds } of marks) {
      const alive = ids.filter((id) => visible.has(id));
      const colours = new Set(alive.map((id) => "t-" + byId.get(id).dataset.type));
      kinds.forEach((kind) => node.classList.toggle(kind, colours.has(kind)));
      node.classList.toggle("off", !alive.length);
      node.classList.toggle("on", selected !== null && ids.includes(selected));
    }
    records.forEach((record) => record.setAttribute("aria-pressed", String(record.id === selected)));
  };

  const filter = () => {
    const on = new Set(types.filter((box) => box.checked).map((box) => box.dataset.type));
    visible.clear();
    for (const record of records) {
      const fits = on.has(record.dataset.type) && (!rule.value || record.dataset.rule === rule.value)
        && Number(record.dataset.confidence) >= Number(confidence.value);
      record.parentElement.hidden = !fits;
      if (fits) visible.add(record.id);
    }
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = ![...group.querySelectorAll("li")].some((item) => !item.hidden);
    }
    confidence.nextElementSibling.textContent = Number(confidence.value).toFixed(2);
    shown.textContent = `${visible.size} of ${records.length} records`;
    if (selected && !visible.has(selected)) selected = null;
    paint();
  };

  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const select = (id, towards) => {
    selected = id;
    paint();
    if (id === null) return;
    if (towards === "words") {
      const target = marks.find((mark) => mark.starts.includes(id)) || marks.find((mark) => mark.ids.includes(id));
      if (target) target.node.scrollIntoView({ block: "center", behavior: calm });
    } else {
      byId.get(id).scrollIntoView({ block: "nearest", behavior: calm });
    }
  };

  records.forEach((record) => record.addEventListener("click", () => select(record.id === selected ? null : record.id, "words")));
  text.addEventListener("click", (event) => {
    const node = event.target.closest("mark");
    if (!node) return;
    // the records of these words one after another, the most specific (the shortest list comes first) at each click
    const ids = node.dataset.records.split(" ").filter((id) => visible.has(id)).reverse();
    if (ids.length) select(ids[(ids.indexOf(selected) + 1) % ids.length], "record");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") select(null);
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const alive = records.filter((record) => visible.has(record.id));
    const at = alive.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    const next = alive[Math.min(alive.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))];
    next.focus();
    select(next.id, "words");
  });
  [...types, rule].forEach((control) => control.addEventListener("change", filter));
  confidence.addEventListener("input", filter);
  if (removed) removed.addEventListener("change", () => text.classList.toggle("show-removed", removed.checked));
  filter();
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (byId.has(wanted)) select(wanted, "words");
}
