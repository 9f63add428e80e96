// The search page: words through Pagefind; senders, recipients, dates and facets from the table of documents.
"use strict";
(async () => {
  const { t, plain, spelt, matches, within, make, field, bounds } = window.kktei;
  const place = document.getElementById("k-search");
  const engine = window.kkteiEngine;
  const table = await engine.documents().catch(() => null);
  if (!table) { place.append(make("p", { class: "problem" }, t("search.failed"))); return; }

  const { names, facets } = table;
  const documents = table.documents.map((row, at) => Object.assign(Object.fromEntries(table.columns.map((c, i) => [c, row[i]])), { at }));
  const forms = names.map((n) => [n[0], ...n[1]]); // every form of a name
  const display = (keys) => keys.map((k) => names[k][0]);

  // ---- the form ----
  const parameters = new URLSearchParams(location.search);
  const people = [...new Set(documents.flatMap((d) => [...d.sent, ...d.received]))].sort((a, b) => names[a][0].localeCompare(names[b][0]));
  const list = make("datalist", { id: "k-people" }, ...people.map((k) => make("option", { value: names[k][0] })));
  const text = (name, extra = {}) => make("input", { type: "text", name, value: parameters.get(name) || "", autocomplete: "off", ...extra });
  const inputs = {
    q: make("input", { type: "search", name: "q", id: "k-q", value: parameters.get("q") || "", "aria-describedby": "k-q-hint" }),
    correspondent: text("correspondent", { list: "k-people" }),
    sender: text("sender", { list: "k-people" }),
    recipient: text("recipient", { list: "k-people" }),
    after: text("after", { "aria-describedby": "k-date-hint" }),
    before: text("before", { "aria-describedby": "k-date-hint" }),
  };
  const order = make("select", { name: "sort" }, make("option", { value: "relevance" }, t("search.sort-relevance")), make("option", { value: "date" }, t("search.sort-date")));
  const said = make("p", { class: "said", role: "status" });
  const problem = make("p", { class: "problem", role: "alert" });
  const results = make("ol", { class: "results" });
  const more = make("button", { type: "button", class: "plain", hidden: true }, t("search.more"));
  const wide = matchMedia("(min-width: 52rem)");
  const side = make("details", { class: "side", open: wide.matches }, make("summary", {}, t("search.filters")));
  wide.addEventListener("change", () => { side.open = wide.matches; });
  const form = make("form", { role: "search", action: "search.html" },
    make("div", { class: "top" },
      make("label", { for: "k-q" }, make("span", {}, t("search.label"))),
      make("span", { class: "field" }, inputs.q, make("button", { type: "submit" }, t("search.go"))),
      make("p", { class: "hint", id: "k-q-hint" }, t("search.hint")),
      make("div", { class: "row" },
        field(t("search.correspondent"), inputs.correspondent), field(t("search.sender"), inputs.sender), field(t("search.recipient"), inputs.recipient),
        field(t("search.after"), inputs.after), field(t("search.before"), inputs.before), field(t("search.sort"), order)),
      make("p", { class: "hint", id: "k-date-hint" }, t("search.date-hint")), problem),
    side, make("div", { class: "list" }, said, results, more));
  place.append(list, form);

  // ---- facets: the values of all documents, counted anew for the ones found ----
  const boxes = facets.map(({ name, values }) => {
    const chosen = new Set(parameters.getAll(name));
    const group = make("fieldset", {}, make("legend", {}, t(`search.${name}`)));
    const rest = make("details", {}, make("summary", {}, t("search.others")));
    const options = values.map((value, at) => {
      const input = make("input", { type: "checkbox", name, value, checked: chosen.has(value) });
      const count = make("span", { class: "count" });
      const label = make("label", {}, input, ` ${value} `, count);
      (at < 8 || chosen.has(value) ? group : rest).append(label);
      return { input, count, label };
    });
    if (rest.children.length > 1) group.append(rest);
    side.append(group);
    return { name, options };
  });
  const chosen = () => boxes.map(({ name, options }) => ({ name, wanted: new Set(options.flatMap((o, i) => (o.input.checked ? [i] : []))) }));

  const nameKeys = (typed) => new Set(forms.flatMap((all, k) => (all.some((f) => matches(f, typed)) ? [k] : [])));
  const asked = (name) => inputs[name].value.trim();

  function letterFits() {
    const tests = [];
    for (const [name, get] of [["correspondent", (d) => [...d.sent, ...d.received]], ["sender", (d) => d.sent], ["recipient", (d) => d.received]]) {
      if (!asked(name)) continue;
      const keys = nameKeys(asked(name));
      tests.push((d) => get(d).some((k) => keys.has(k)));
    }
    const after = bounds(inputs.after).from, before = bounds(inputs.before).to;
    const wrong = ["after", "before"].filter((n) => inputs[n].classList.contains("wrong")).map((n) => asked(n));
    problem.textContent = wrong.length ? t("search.bad-date", { date: wrong.join(", ") }) : "";
    if (after || before) tests.push((d) => within(d.from, d.to, after, before));
    return (d) => tests.every((test) => test(d));
  }

  function count(found, wants) {
    for (const { name, options } of boxes) {
      const others = wants.filter((w) => w.name !== name && w.wanted.size);
      const counts = new Map();
      for (const d of found) if (others.every((w) => d[w.name].some((v) => w.wanted.has(v)))) for (const v of d[name]) counts.set(v, (counts.get(v) || 0) + 1);
      options.forEach((o, i) => {
        o.count.textContent = counts.get(i) || 0;
        o.label.hidden = !counts.get(i) && !o.input.checked;
      });
    }
  }

  const excerptNodes = (html) => html.split(/(<mark>.*?<\/mark>)/s).map((part) => {
    const plainText = part.replace(/<\/?mark>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&");
    return part.startsWith("<mark>") ? make("mark", {}, plainText) : document.createTextNode(plainText);
  });

  function item(hit) {
    const d = hit.document;
    const query = asked("q");
    const link = make("a", { href: d.u + (query ? `?highlight=${encodeURIComponent(query)}` : "") }, d.n ? `${d.n}. ${d.t}` : d.t);
    const who = [display(d.sent).join(", "), display(d.received).join(", ")].filter(Boolean).join(" → ");
    const entry = make("li", {}, make("h2", {}, link), make("p", {}, [d.date, who].filter(Boolean).join(" · ")));
    if (hit.result) hit.result.data().then((data) => entry.append(make("p", { class: "excerpt" }, ...excerptNodes(data.excerpt))));
    return entry;
  }

  // ---- what is found truly has every word ----
  // Where nothing begins with a word, the engine takes the longest beginning that it knows ("reisex": "reise"), and it
  // passes over a word that is nowhere.  In quotation marks it does neither, but finds whole words and their inflections.
  const han = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]/;
  function holds(content, word) {
    if (han.test(word)) return content.includes(word);
    return ` ${plain(content)} ${spelt(content)}`.includes(` ${plain(word)}`) || ` ${plain(content.replace(/['’ʼ]/g, ""))}`.includes(` ${plain(word)}`);
  }
  async function having(word) {
    const whole = new Set((await engine.search(`"${word}"`)).results.map((result) => result.id));
    const any = (await engine.search(word)).results;
    const others = any.filter((result) => !whole.has(result.id));
    const seen = await Promise.all((han.test(word) ? others : others.slice(0, 3)).map(async (result) => [result.id, holds((await result.data()).content, word)]));
    if (han.test(word)) return new Set([...whole, ...seen.flatMap(([id, has]) => (has ? [id] : []))]);
    return seen.some(([, has]) => has) ? new Set(any.map((result) => result.id)) : whole;
  }
  async function truly(words) {
    const { results } = await engine.search(words);
    const single = words.replace(/"[^"]*"?/g, " ").split(/\s+/).filter((word) => plain(word));
    const sets = await Promise.all([...new Set(single)].map(having));
    return results.filter((result) => sets.every((set) => set.has(result.id)));
  }

  let hits = [], shown = 0, run = 0;
  function showMore() {
    const next = hits.slice(shown, shown + 20);
    results.append(...next.map(item));
    shown += next.length;
    more.hidden = shown >= hits.length;
  }
  more.addEventListener("click", showMore);

  async function search() {
    const mine = ++run;
    const words = asked("q");
    let found;
    if (words) {
      said.textContent = t("search.waiting");
      const answer = await truly(words).catch(() => null);
      if (mine !== run) return;
      if (!answer) { said.textContent = t("search.failed"); return; }
      const byId = new Map(documents.map((d) => [d.id, d]));
      found = answer.flatMap((result) => (byId.has(result.id) ? [{ document: byId.get(result.id), result }] : []));
      // A name is found in all its forms, also where the text has another one.
      if (!words.includes('"')) {
        const keys = nameKeys(words), there = new Set(found.map((hit) => hit.document));
        found.push(...documents.filter((d) => !there.has(d) && [...d.sent, ...d.received].some((k) => keys.has(k))).map((document) => ({ document })));
      }
    } else found = documents.map((document) => ({ document }));
    const fits = letterFits(), wants = chosen();
    found = found.filter((hit) => fits(hit.document));
    count(found.map((hit) => hit.document), wants);
    hits = found.filter(({ document: d }) => wants.every((w) => !w.wanted.size || d[w.name].some((v) => w.wanted.has(v))));
    if (!words || order.value === "date") hits.sort((a, b) => (a.document.from || a.document.to || "9999").localeCompare(b.document.from || b.document.to || "9999") || a.document.at - b.document.at);
    results.replaceChildren();
    shown = 0;
    said.textContent = hits.length ? t("search.results", { n: hits.length, all: documents.length }) : t("search.none");
    showMore();
    remember();
  }

  // The address holds the question, so that it can be kept and sent; browsers refuse that for some folders.
  function remember() {
    const question = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value && !(name === "sort" && value === "relevance")));
    try { history.replaceState(null, "", `?${question}`); } catch { /* the question just does not stand in the address */ }
  }

  let timer = 0;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 150); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); search(); });
  if (parameters.get("sort")) order.value = parameters.get("sort");
  await search();
  place.dataset.ready = "true";
})();
