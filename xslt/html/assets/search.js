// The search page: words through Pagefind; senders, recipients, dates and facets from the table of documents.
"use strict";
(async () => {
  const { t, plain, spelt, matches, within, records, make, script, part, field, bounds, hint } = window.kktei;
  const { parse, wanted, loose, phrases, isPhrase, doubts, years, fields: FIELDS, seen, list: mine, exported } = window.kkteiQuery;
  const place = document.getElementById("k-search");
  // ---- the engine: its files come at once, after the table of documents, which the form is made from ----
  const files = JSON.parse(place.dataset.parts), loading = new Map(); // names change with content, but for those that the engine knows
  const folder = new URL("search/", location.href).href;
  // In a large edition some fragments share a file (render/html/search.py); what is asked for says which it must hold.
  const shared = (name) => name.replace(/^(\d+\/fragment\/.*_)([0-9a-f]{3})([0-9a-f]*)\.pf_fragment$/, (_, before, id, rest) => `${before}${parseInt(id, 16) >> 2}.pf_fragments.js?${id}${rest}`);
  const file = (name) => { const found = shared(name); return found === name ? `${name}.js` : found; };
  function load(name) {
    if (!loading.has(name)) loading.set(name, part(name, folder + (files[name] || file(name))).catch((error) => { loading.delete(name); throw error; }));
    return loading.get(name);
  }
  let started = null, isReady = false;
  async function start() {
    const names = Object.keys(files);
    const program = names.filter((name) => name.startsWith("wasm.")).sort((a, b) => a.includes("unknown") - b.includes("unknown"))[0];
    for (const name of [program, ...entries]) load(name).catch(() => {});
    await script(folder + files.engine);
    const made = window.kkteiEngine({ base: folder, names, load });
    await made.begin();
    isReady = true;
    return made;
  }
  const engine = {
    started: () => (started ??= start().catch((error) => { started = null; throw error; })),
    prepare: () => { engine.started().catch(() => {}); },
    search: async (words) => (await engine.started()).search(words),
  };
  // The type of the page waits where the way is long: it would take what the words need, and not be shown any more.
  const dress = () => { place.dataset.dressed = "true"; };
  const isHere = () => { try { return localStorage.getItem("kktei type"); } catch { return ""; } };
  if (performance.now() < 500 || location.protocol === "file:" || isHere()) dress();
  const asks = new URLSearchParams(location.search);

  // ---- the form: it stands before the documents are there, whose names and values then come into it ----
  const own = place.querySelector("form.first"), typed = own.elements.q; // the page's own, until scripts run
  const [focus, caret] = [document.activeElement === typed, [typed.selectionStart, typed.selectionEnd]];
  own.remove();
  const list = make("datalist", { id: "k-people" });
  const text = (name, extra = {}) => make("input", { type: "text", name, value: asks.get(name) || "", autocomplete: "off", ...extra });
  const inputs = {
    q: make("input", { type: "search", name: "q", id: "k-q", value: typed.value || asks.get("q") || "", "aria-describedby": "k-q-hint" }),
    correspondent: text("correspondent", { list: "k-people" }),
    sender: text("sender", { list: "k-people" }),
    recipient: text("recipient", { list: "k-people" }),
    after: text("after", { "aria-describedby": "k-date-hint" }),
    before: text("before", { "aria-describedby": "k-date-hint" }),
  };
  const check = (name) => make("input", { type: "checkbox", name, value: "1", checked: asks.has(name) });
  const only = { unseen: check("unseen"), list: check("list") };
  const order = make("select", { name: "sort" }, make("option", { value: "relevance" }, t("search.sort-relevance")), make("option", { value: "date" }, t("search.sort-date")));
  const said = make("p", { class: "said", role: "status" });
  const problem = make("p", { class: "problem", role: "alert" });
  const results = make("ol", { class: "results" });
  const more = make("button", { type: "button", class: "plain more", hidden: true }, t("search.more"));
  const saving = make("p", { class: "downloads", hidden: true }, `${t("search.save")} `,
    ...[["csv", "CSV"], ["bib", "BibTeX"], ["xml", "CMIF"]].map(([ending, name]) => {
      const button = make("button", { type: "button", class: "plain" }, name);
      button.addEventListener("click", () => exported(ending, hits.map((hit) => forOthers(hit.document)), edition));
      return button;
    }));
  const wide = matchMedia("(min-width: 52rem)");
  const side = make("details", { class: "side" }, make("summary", {}, t("search.filters")));
  const dates = make("p", { class: "hint", id: "k-date-hint" }, t("search.date-hint", hint([])));
  const fields = make("div", { class: "fields" },
    make("div", { class: "row" },
      field(t("search.correspondent"), inputs.correspondent), field(t("search.sender"), inputs.sender), field(t("search.recipient"), inputs.recipient),
      field(t("search.after"), inputs.after), field(t("search.before"), inputs.before), field(t("search.sort"), order)),
    dates,
    make("p", { class: "only" }, make("label", {}, only.unseen, ` ${t("search.unseen")}`), " ", make("label", {}, only.list, ` ${t("search.list")}`)));
  // On a narrow screen the first hits stand under the words; what else can be asked is folded.
  function fold() {
    if (wide.matches) problem.before(fields); else side.firstChild.after(fields);
    side.open = wide.matches;
  }
  wide.addEventListener("change", fold);
  const form = make("form", { role: "search", action: "search.html" },
    make("div", { class: "top" },
      make("label", { for: "k-q" }, make("span", {}, t("search.label"))),
      make("span", { class: "field" }, inputs.q, make("button", { type: "submit" }, t("search.go"))),
      make("p", { class: "hint", id: "k-q-hint" }, t("search.hint")),
      problem),
    side, make("div", { class: "list" }, said, saving, results, more));
  fold();
  place.append(list, form);
  if (focus) { inputs.q.focus({ preventScroll: true }); inputs.q.setSelectionRange(...caret); }

  // ---- the documents ----
  // The little that says where words stand comes beside the table, and after the first answer the engine; it comes by
  // itself where nothing is asked: who comes here will search.
  const entries = Object.keys(files).filter((name) => name.endsWith("pagefind-entry.json"));
  const han = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]/;
  const firstAnswer = window.kkteiFirst({ names: Object.keys(files), load, holds });
  const coming = load("documents").catch(() => null);
  const look = () => { firstAnswer(parse(inputs.q.value)).catch(() => {}); }; // what it needs comes beside the table
  let ask = look; // until there is something to search in
  let timer = 0;
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); ask(); });
  form.addEventListener("input", () => { if (ask !== look) { clearTimeout(timer); timer = setTimeout(ask, 150); } });
  inputs.q.addEventListener("change", () => { if (ask === look) look(); });
  if (inputs.q.value) { said.textContent = t("search.waiting"); look(); }
  const table = await coming;
  load(entries[0]).catch(() => {});
  setTimeout(engine.prepare, 500); // behind what the first answer needs
  if (!table) { form.remove(); place.append(make("p", { class: "problem" }, t("search.failed"))); return; }

  const { facets } = table, names = records(table.names);
  const documents = records(table.documents).map((d, at) => ({ ...d, at }));
  const forms = names.map(({ name, forms }) => [name, ...forms]);
  const day = (d) => d.start || d.end;
  const both = (d) => [...d.senders, ...d.recipients];
  const display = (keys) => keys.map((k) => names[k].name);
  const people = [...new Set(documents.flatMap(both))].sort((a, b) => names[a].name.localeCompare(names[b].name));
  list.append(...people.map((k) => make("option", { value: names[k].name })));
  dates.textContent = t("search.date-hint", hint(documents.map(day)));
  const base = place.dataset.base || new URL(".", location.href).href;
  const edition = { title: place.dataset.title, publisher: place.dataset.publisher || place.dataset.title, base, licence: place.dataset.licence };
  const called = (keys) => keys.map((k) => ({ name: names[k].name, ref: names[k].same_as, body: names[k].is_body }));
  const forOthers = (d) => ({ number: d.number, title: d.title, date: d.date, from: d.start, to: d.end, sent: called(d.senders), received: called(d.recipients), address: new URL(d.address, base).href });

  // ---- facets: the values of all documents, counted anew for the ones found ----
  const FIRST = 8; // choices of a facet that are shown at once: those that most of the found documents have
  const boxes = facets.map(({ name, values }) => {
    const chosen = new Set(asks.getAll(name));
    const group = make("fieldset", {}, make("legend", {}, t(`search.${name}`)));
    const rest = make("details", {}, make("summary", {}, t("search.others")));
    const options = values.map((value, at) => {
      const input = make("input", { type: "checkbox", name, value, checked: chosen.has(value) });
      const count = make("span", { class: "count" });
      const label = make("label", {}, input, ` ${value} `, count);
      (at < FIRST ? group : rest).append(label);
      return { at, input, count, label, rest };
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
    for (const [name, get] of [["correspondent", both], ["sender", (d) => d.senders], ["recipient", (d) => d.recipients]]) {
      if (!asked(name)) continue;
      const keys = nameKeys(asked(name));
      tests.push((d) => get(d).some((k) => keys.has(k)));
    }
    const after = bounds(inputs.after).from, before = bounds(inputs.before).to;
    const wrong = ["after", "before"].filter((n) => inputs[n].classList.contains("wrong")).map((n) => asked(n));
    const { fields: strange, years: none } = doubts(parse(asked("q")));
    problem.textContent = [
      [...wrong, ...none].length ? t("search.bad-date", { date: [...wrong, ...none].join(", ") }) : "",
      strange.length ? t("search.bad-field", { field: strange.map((name) => `${name}:`).join(", "), fields: FIELDS.map((name) => `${name}:`).join(", ") }) : "",
    ].filter(Boolean).join(" ");
    if (after || before) tests.push((d) => within(d.start, d.end, after, before));
    return (d) => tests.every((test) => test(d));
  }

  function count(found, wants) {
    for (const { name, options } of boxes) {
      const others = wants.filter((w) => w.name !== name && w.wanted.size);
      const counts = new Map();
      for (const d of found) if (others.every((w) => d[w.name].some((v) => w.wanted.has(v)))) for (const v of d[name]) counts.set(v, (counts.get(v) || 0) + 1);
      const rank = (o) => (o.input.checked ? Infinity : counts.get(o.at) || 0), here = document.activeElement;
      const [group, rest] = [options[0].label.closest("fieldset"), options[0].rest];
      [...options].sort((a, b) => rank(b) - rank(a) || a.at - b.at).forEach((o, i) => {
        o.count.textContent = counts.get(o.at) || 0;
        o.label.hidden = !rank(o);
        if (i < FIRST) group.insertBefore(o.label, rest.parentNode === group ? rest : null); else rest.append(o.label);
      });
      rest.hidden = options.filter(rank).length <= FIRST;
      group.hidden = !options.some(rank);
      if (here !== document.activeElement && side.contains(here)) here.focus({ preventScroll: true }); // a choice that was moved keeps the focus
    }
  }

  // ---- an entry: title, who, the places of the words with enough around them to judge ----
  const AROUND = 110, SHOWN = 3;
  const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’ʼ-]*/gu;
  function spots(content, words, whole = []) {
    const found = whole.flatMap((phrase) => [plain, spelt].flatMap((form) => runs(content, phrase, form)));
    for (const match of words.length ? content.matchAll(WORD) : []) {
      const forms = [plain(match[0]), spelt(match[0])];
      if (words.some((word) => forms.some((form) => form.split(" ").some((part) => part.startsWith(word))))) found.push([match.index, match.index + match[0].length]);
    }
    let end = 0; // of two that overlap the first, and longer, one
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]).filter((spot) => spot[0] >= end && (end = spot[1]));
  }
  // Where the words of a phrase follow each other.
  function runs(content, phrase, form) {
    const asked = form(phrase).split(" ");
    const parts = [...content.matchAll(WORD)].flatMap((match) => form(match[0]).split(" ").map((part) => [part, match.index, match.index + match[0].length]));
    return parts.flatMap(([, start], at) => (asked.every((part, i) => parts[at + i]?.[0] === part) ? [[start, parts[at + asked.length - 1][2]]] : []));
  }
  // What stands after an apostrophe ("Khrushchev's") is too little to look for.
  const parts = (terms, less) => [...new Set(terms.flatMap((term) => plain(term).split(" ").filter((word, at) => !at || word.length > 1)))].map((word) => (word.length > 6 || less > 2 ? word.slice(0, Math.max(4, word.length - less)) : word));
  function excerpts(content, terms, whole, title) {
    const exact = spots(content, parts(terms, 2), whole), all = exact.length ? exact : spots(content, parts(terms.flatMap((term) => [term, term.replace(/([aou])e/gi, "$1")]), 3)); // "Gruß" for "Grüße", "Gruesse"
    const head = content.slice(0, title.length + 12).includes(title) ? content.indexOf(title) + title.length : 0; // it stands above
    const below = all.filter(([start]) => start >= head), found = below.length ? below : all;
    const shown = all.length && !below.length ? [{ start: head, end: Math.min(content.length, head + 2 * AROUND), marks: [] }] : [];
    for (const [start, end] of below) {
      const last = shown.at(-1);
      if (last && start < last.end) { last.marks.push([start, end]); last.end = Math.max(last.end, Math.min(content.length, end + AROUND / 2)); continue; }
      if (shown.length === SHOWN) break;
      shown.push({ start: Math.max(last ? last.end : head, start - AROUND), end: Math.min(content.length, end + AROUND), marks: [[start, end]] });
    }
    const forms = [...new Set(found.map(([start, end]) => quoted(content.slice(start, end))))].slice(0, 12);
    return { count: found.length, forms, lines: shown.map((part) => line(content, part)) };
  }
  function withMarks(content, from, till, marks) {
    const at = [from, ...marks.map(([, last]) => last)];
    return [...marks.flatMap(([first, last], i) => [content.slice(at[i], first), make("mark", {}, content.slice(first, last))]), content.slice(at.at(-1), till)];
  }
  function line(content, { start, end, marks }) {
    const from = start && content.indexOf(" ", start) + 1, till = end < content.length ? Math.max(marks.at(-1)?.[1] ?? 0, content.lastIndexOf(" ", end)) : end;
    return make("p", { class: "excerpt" }, from ? "… " : "", ...withMarks(content, from, till, marks), till < content.length ? " …" : "");
  }

  // Several words that the page of the document is to mark as one phrase.
  const quoted = (form) => (form.includes(" ") ? `"${form.replaceAll('"', " ")}"` : form);
  function item(hit) {
    const d = hit.document;
    const clauses = parse(asked("q")), words = loose(clauses), whole = phrases(clauses);
    const marked = (forms) => d.address + (forms.length ? `?highlight=${encodeURIComponent(forms.join(" "))}` : "");
    const link = make("a", { href: marked([...words, ...whole.map(quoted)]), lang: d.title_language || null }, d.number ? `${d.number}. ` : "", ...withMarks(d.title, 0, d.title.length, spots(d.title, parts(words, 2), whole)));
    const who = [d.senders, d.recipients].map((keys) => display(keys).join(", ")).filter(Boolean).join(" → ");
    const keep = make("button", { type: "button", class: "plain keep", "aria-pressed": mine.has(d.address), title: t("search.keep") }, t("search.keep-short"));
    keep.addEventListener("click", () => keep.setAttribute("aria-pressed", mine.toggle(d.address)));
    const entry = make("li", { class: seen.has(d.address) ? "seen" : null }, make("h2", {}, link), make("p", {}, [d.date, who].filter(Boolean).join(" · "), " ", d.date ? keep : ""));
    if (hit.result) hit.result.data().then(({ content }) => {
      const { count, forms, lines } = excerpts(content, words, whole, d.title);
      if (forms.length) link.href = marked(forms); // the words as they stand there
      entry.append(...lines);
      if (d.language) for (const line of lines) line.lang = d.language;
      if (isReady) dress();
      if (count > lines.length) entry.append(make("p", { class: "hint" }, t("search.places", { n: count, all: count })));
    });
    return entry;
  }

  // ---- what is found truly has every word ----
  // Where nothing begins with a word, the engine takes the longest beginning that it knows ("reisex": "reise"), and it
  // passes over a word that is nowhere.  In quotation marks it does neither, but finds whole words and their inflections.
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
  // A phrase: what the engine finds has its words, in whatever form and order; the phrase itself must stand in the text.
  async function saying(phrase) {
    const { results } = await engine.search(phrase); // not in quotation marks: with these the engine finds no word that has other forms
    const inside = (content, form) => ` ${form(content)} `.includes(` ${form(phrase)} `);
    const seenIn = await Promise.all(results.map(async (result) => { const { content } = await result.data(); return [result.id, inside(content, plain) || inside(content, spelt)]; }));
    return new Set(seenIn.flatMap(([id, has]) => (has ? [id] : [])));
  }
  const facetFits = async (name, text) => {
    const rare = files.names ? (await load("names"))[name] || [] : []; // too many to be choices
    const theirs = new Set(rare.flatMap(([value, places]) => (matches(value, text) ? places : [])));
    const facet = facets.find((f) => f.name === name);
    const fitting = new Set((facet?.values || []).flatMap((value, i) => (matches(value, text) ? [i] : [])));
    return (d) => theirs.has(d.at) || d[name].some((v) => fitting.has(v));
  };
  // What a term asks for, as a test of a document; a name is found in all its forms, also where the text has another one.
  async function test(term) {
    const named = (get) => { const keys = nameKeys(term.text); return (d) => get(d).some((k) => keys.has(k)); };
    const fields = { from: () => named((d) => d.senders), to: () => named((d) => d.recipients), with: () => named(both), title: () => (d) => matches(d.title, term.text),
      person: () => facetFits("person", term.text), place: () => facetFits("place", term.text), kind: () => facetFits("genre", term.text),
      repository: () => facetFits("repository", term.text), year: () => { const asked = years(term.text); return (d) => Boolean(asked) && within(d.start, d.end, ...asked); } };
    if (term.field) return fields[term.field]();
    const ids = await (isPhrase(term) ? saying(term.text) : having(term.text));
    const isNamed = term.phrase ? () => false : named(both);
    return (d) => ids.has(d.fragment) || isNamed(d);
  }
  // Documents for which every clause holds; in the engine's order of relevance, the others behind.
  async function answer(clauses) {
    const words = wanted(clauses).join(" ");
    const ranked = words ? (await engine.search(words)).results : [];
    const tests = await Promise.all(clauses.map((clause) => Promise.all(clause.map(async (term) => { const fits = await test(term); return term.not ? (d) => !fits(d) : fits; }))));
    const holds = documents.filter((d) => tests.every((clause) => clause.some((fits) => fits(d))));
    const results = new Map(ranked.map((result) => [result.id, result]));
    for (const word of wanted(clauses)) for (const result of (await engine.search(word)).results) if (!results.has(result.id)) results.set(result.id, result);
    const place_ = new Map([...results.keys()].map((id, at) => [id, at]));
    return holds.map((d) => ({ document: d, result: results.get(d.fragment) })).sort((a, b) => (place_.get(a.document.fragment) ?? Infinity) - (place_.get(b.document.fragment) ?? Infinity) || a.document.at - b.document.at);
  }

  // Shows what can be found without the engine, if that is still on its way.
  async function begun(clauses, mine_) {
    if (isReady) return;
    const firsts = await firstAnswer(clauses).catch(() => []);
    if (mine_ !== run || isReady) return;
    const texts = new Map(firsts.map((first) => [first.id, first])), fits = letterFits();
    const early = documents.filter((d) => texts.has(d.fragment) && fits(d));
    if (!early.length) return;
    results.replaceChildren(...early.map((document) => item({ document, result: { data: async () => texts.get(document.fragment) } })));
    said.textContent = t("search.first");
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
    const mine_ = ++run;
    const words = asked("q");
    const clauses = parse(words);
    let found = documents.map((document) => ({ document }));
    if (clauses.length) {
      said.textContent = t("search.waiting");
      await begun(clauses, mine_);
      if (mine_ !== run) return;
      found = await answer(clauses).catch(() => null);
      if (mine_ !== run) return;
      if (!found) { said.textContent = t("search.failed"); return; }
    } else if (words) found = [];
    const listed = only.list.checked ? mine.all() : null, known = only.unseen.checked ? seen.all() : null;
    found = found.filter(({ document: d }) => (!listed || listed.has(d.address)) && (!known || !known.has(d.address)));
    const fits = letterFits(), wants = chosen();
    found = found.filter((hit) => fits(hit.document));
    count(found.map((hit) => hit.document), wants);
    hits = found.filter(({ document: d }) => wants.every((w) => !w.wanted.size || d[w.name].some((v) => w.wanted.has(v))));
    if (!words || order.value === "date") hits.sort((a, b) => (day(a.document) || "9999").localeCompare(day(b.document) || "9999") || a.document.at - b.document.at);
    results.replaceChildren();
    saving.hidden = !hits.length;
    shown = 0;
    said.textContent = hits.length ? t("search.results", { n: hits.length, all: documents.length }) : t("search.none");
    showMore();
    remember();
  }

  // The address holds the question, so that it can be kept and sent; browsers refuse that for some folders.
  function remember() {
    const question = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value && !(name === "sort" && value === "relevance")));
    const narrowed = [...question.keys()].filter((name) => name !== "q" && name !== "sort").length;
    side.firstChild.textContent = t("search.filters") + (narrowed ? ` (${narrowed})` : "");
    try { history.replaceState(null, "", `?${question}`); } catch { /* the question just does not stand in the address */ }
  }

  if (asks.get("sort")) order.value = asks.get("sort");
  ask = search;
  await search();
  place.dataset.ready = "true";
})();
