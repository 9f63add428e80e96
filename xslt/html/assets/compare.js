// Two documents side by side, each in its own frame; which ones stands in the address.
"use strict";
(async () => {
  const { t, make, field, records, part } = window.kktei;
  const place = document.getElementById("k-compare");
  const data = await part("documents", place.dataset.documents).catch(() => null);
  if (!data) { place.append(make("p", { class: "problem" }, t("search.failed"))); return; }
  const documents = records(data.documents).filter((d) => d.date).map((d) => ({ address: d.address, title: [d.number, d.title, d.date].filter(Boolean).join(" · ") }));
  const known = new Set(documents.map(({ address }) => address));
  const parameters = new URLSearchParams(location.search);

  const sides = ["one", "other"].map((name) => {
    const asked = parameters.get(name);
    const list = make("select", { name }, make("option", { value: "" }, t("search.compare-choose")), ...documents.map(({ address, title }) => make("option", { value: address, selected: address === asked && known.has(asked) }, title)));
    const frame = make("iframe", { title: t(`search.compare-${name}`) });
    const paper = make("div", { class: "paper document" }); // what paper has instead of the frame, which it would cut
    const show = () => {
      frame.hidden = !list.value;
      paper.replaceChildren();
      if (list.value) frame.src = `${list.value}?bare`;
      const kept = new URLSearchParams(sides.filter((s) => s.list.value).map((s) => [s.list.name, s.list.value]));
      try { history.replaceState(null, "", `?${kept}`); } catch { /* browsers refuse that for some folders */ }
    };
    list.addEventListener("change", show);
    return { list, frame, show, paper, whole: make("div", {}, field(t(`search.compare-${name}`), list), frame, paper) };
  });
  // Frames tell how far their text is scrolled, and the text (site.js), since a page from a folder may not look into them.
  const together = make("input", { type: "checkbox", name: "together", checked: true });
  window.addEventListener("message", (event) => {
    const from = sides.findIndex((side) => side.frame.contentWindow === event.source);
    if (from < 0) return;
    const { kktei: told, text } = event.data || {};
    if (told === "text") sides[from].paper.innerHTML = text;
    if (told !== "scroll" || !together.checked) return;
    sides[1 - from].frame.contentWindow.postMessage(event.data, "*");
  });
  place.append(make("p", { class: "only" }, make("label", {}, together, ` ${t("search.compare-together")}`)), ...sides.map((side) => side.whole));
  for (const side of sides) side.show();
  place.dataset.ready = "true";
})();
