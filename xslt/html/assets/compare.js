// Two documents side by side, each in its own frame; which ones stands in the address.
"use strict";
(async () => {
  const { t, make, field } = window.kktei;
  const place = document.getElementById("k-compare");
  const loaded = () => new Promise((resolve, reject) => {
    window.kkteiPart = (_, data) => resolve(data);
    const script = make("script", { src: "search/documents.js" });
    script.onerror = reject;
    document.head.append(script);
  });
  const data = await loaded().catch(() => null);
  if (!data) { place.append(make("p", { class: "problem" }, t("search.failed"))); return; }
  const at = (name) => data.columns.indexOf(name);
  const documents = data.documents.filter((row) => row[at("date")]).map((row) => ({ address: row[at("u")], title: [row[at("n")], row[at("t")], row[at("date")]].filter(Boolean).join(" · ") }));
  const known = new Set(documents.map((d) => d.address));
  const parameters = new URLSearchParams(location.search);

  const sides = ["one", "other"].map((name) => {
    const asked = parameters.get(name);
    const list = make("select", { name }, make("option", { value: "" }, t("search.compare-choose")), ...documents.map((d) => make("option", { value: d.address, selected: d.address === asked && known.has(asked) }, d.title)));
    const frame = make("iframe", { title: t(`search.compare-${name}`) });
    const show = () => {
      frame.hidden = !list.value;
      if (list.value) frame.src = `${list.value}?bare`;
      const kept = new URLSearchParams(sides.filter((s) => s.list.value).map((s) => [s.list.name, s.list.value]));
      try { history.replaceState(null, "", `?${kept}`); } catch { /* browsers refuse that for some folders */ }
    };
    list.addEventListener("change", show);
    return { list, frame, show, whole: make("div", {}, field(t(`search.compare-${name}`), list), frame) };
  });
  place.append(...sides.map((side) => side.whole));
  for (const side of sides) side.show();
  place.dataset.ready = "true";
})();
