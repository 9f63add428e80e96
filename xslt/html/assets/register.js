// Filtering a register by name, variants included.
"use strict";
(() => {
  const { t, matches, make, field } = window.kktei;
  const list = document.querySelector(".register");
  const place = document.getElementById("k-filters");
  if (!list || !place || list.children.length < 8) return;
  const input = make("input", { type: "search", name: "name" });
  const said = make("output", { "aria-live": "polite" });
  place.append(field(t("filter.name"), input), said);
  const items = [...list.children].map((item) => ({ item, text: item.textContent }));
  input.addEventListener("input", () => {
    let shown = 0;
    for (const { item, text } of items) {
      item.hidden = Boolean(input.value.trim()) && !matches(text, input.value);
      if (!item.hidden) shown += 1;
    }
    said.textContent = t("filter.shown", { n: shown, all: items.length });
  });
})();
