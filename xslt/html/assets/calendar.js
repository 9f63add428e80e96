// Sorting and filtering the documents: rows of the page's table, or of very many documents those of the search's table.
"use strict";
(async () => {
  const { t, matches, plain, within, records, make, part, field, select, typed, bounds } = window.kktei;
  const place = document.getElementById("k-filters");
  const whole = document.getElementById("k-whole");
  const table = document.querySelector("table.documents") || (whole && make("table", { class: "documents" }, make("thead", {}, make("tr")), make("tbody")));
  if (!table || !place) return;
  const STEP = 200; // rows of very many that are made at once
  const body = table.tBodies[0];

  // ---- rows: what is compared, and the row itself, made when it is first shown ----
  function ofPage(row, at) {
    const cell = (name) => (row.querySelector(`td.${name}, th.${name}`)?.textContent || "").trim();
    const names = (name) => [...row.querySelectorAll(`.${name} a`)].map((a) => a.textContent);
    const cells = Object.fromEntries(["number", "date", "title", "from", "to", "kind", "classification", "repository"].map((name) => [name, cell(name)]));
    const lists = { kind: [cells.kind], classification: cells.classification.split(", "), repository: [cells.repository] };
    return { at, cells, lists, text: plain(row.textContent), from: row.dataset.from, to: row.dataset.to, sent: names("from"), received: names("to"), element: () => row };
  }
  function ofData(d, at, names, facets) {
    const values = (facet) => d[facet].map((v) => facets.find((f) => f.name === facet)?.values[v]).filter(Boolean);
    const lists = { kind: values("genre"), classification: [], repository: values("repository") };
    const sent = d.senders.map((k) => names[k].name), received = d.recipients.map((k) => names[k].name);
    const cells = { number: d.number, date: d.date, title: d.title, from: sent.join(", "), to: received.join(", "), kind: lists.kind.join(", "), classification: "", repository: lists.repository.join(", ") };
    let made = null;
    const element = () => (made ??= make("tr", {}, ...shownColumns.map((name) => name === "title"
      ? make("th", { scope: "row", class: "title" }, make("a", { href: d.address, lang: d.title_language || null }, d.title), row.gist ? make("span", { class: "gist", lang: d.language || null }, row.gist) : "") : make("td", { class: name, "data-label": t(`column.${name}`) }, cells[name]))));
    const row = { at, place: at, cells, lists, text: plain(Object.values(cells).join(" ")), from: d.start, to: d.end, sent, received, element };
    row.tell = (gist) => { Object.assign(row, { gist, text: `${row.text} ${plain(gist)}` }); made = null; };
    return row;
  }
  let shownColumns = [];
  async function ofWhole() {
    const data = await part("documents", whole.dataset.documents);
    const names = records(data.names);
    const rows = records(data.documents).filter((d) => d.date).map((d, at) => ofData(d, at, names, data.facets));
    shownColumns = ["number", "date", "title", "from", "to", "kind", "repository"].filter((name) => rows.some((r) => r.cells[name]));
    table.tHead.rows[0].append(...shownColumns.map((name) => make("th", { scope: "col", "data-sort": name }, t(`column.${name}`))));
    const order = (r) => r.from || r.to || "9999";
    rows.sort((a, b) => order(a).localeCompare(order(b)) || a.at - b.at).forEach((r, at) => { r.at = at; });
    whole.append(make("div", { class: "table" }, table));
    return rows;
  }
  const rows = whole ? await ofWhole().catch(() => { whole.append(make("p", { class: "problem" }, t("search.failed"))); return []; }) : [...body.rows].map(ofPage);
  const distinct = (values) => [...new Set(values.filter(Boolean))].sort((a, b) => a.localeCompare(b));

  // ---- the form: its hints are of the documents' own time ----
  const days = rows.map((r) => r.from || r.to).filter((day) => /^\d{4}/.test(day || "")).sort();
  const [first, last] = [days[0] || "1900-05", days.at(-1) || "1900"];
  const people = distinct(rows.flatMap((r) => [...r.sent, ...r.received]));
  const inputs = {
    words: make("input", { type: "search", name: "words" }),
    correspondent: typed("correspondent", people),
    sender: typed("sender", distinct(rows.flatMap((r) => r.sent))),
    recipient: typed("recipient", distinct(rows.flatMap((r) => r.received))),
    after: make("input", { type: "text", name: "after", placeholder: first.slice(0, 7), inputmode: "text" }),
    before: make("input", { type: "text", name: "before", placeholder: last.slice(0, 4) }),
    kind: select("kind", distinct(rows.flatMap((r) => r.lists.kind))),
    classification: select("classification", distinct(rows.flatMap((r) => r.lists.classification))),
    repository: select("repository", distinct(rows.flatMap((r) => r.lists.repository))),
  };
  const labels = { words: "filter.text", correspondent: "search.correspondent", sender: "search.sender", recipient: "search.recipient",
    after: "search.after", before: "search.before", kind: "search.genre", classification: "search.classification", repository: "search.repository" };
  const said = make("output", { "aria-live": "polite" });
  const more = make("button", { type: "button", class: "plain", hidden: true }, t("search.more"));
  const useful = ([, input]) => input.tagName !== "SELECT" || input.options.length > 2;
  place.append(...Object.entries(inputs).filter(useful).map(([name, input]) => field(t(labels[name]), input)), said);
  if (whole) whole.append(more);

  let sorted = rows, found = rows, order = { name: "", down: false };
  function filter() {
    const asked = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]));
    const words = plain(asked.words).split(" ");
    const after = bounds(inputs.after).from, before = bounds(inputs.before).to;
    const fits = (r) =>
      (!asked.words || words.every((w) => r.text.includes(w))) &&
      (!asked.correspondent || r.sent.some((n) => matches(n, asked.correspondent)) || r.received.some((n) => matches(n, asked.correspondent))) &&
      (!asked.sender || r.sent.some((n) => matches(n, asked.sender))) &&
      (!asked.recipient || r.received.some((n) => matches(n, asked.recipient))) &&
      (!(after || before) || within(r.from, r.to, after, before)) &&
      ["kind", "classification", "repository"].every((name) => !asked[name] || r.lists[name].includes(asked[name]));
    found = sorted.filter(fits);
    show(whole ? STEP : rows.length);
    said.textContent = t("filter.shown", { n: found.length, all: rows.length });
    remember(asked);
  }
  function show(most) {
    if (!whole) { const there = new Set(found); for (const r of rows) r.element().hidden = !there.has(r); return; }
    body.replaceChildren(...found.slice(0, most).map((r) => r.element()));
    more.hidden = found.length <= most;
    more.onclick = () => show(most + STEP);
  }
  // The address holds what was asked, so that Back finds it again; browsers refuse that for some folders.
  function remember(asked) {
    const held = new URLSearchParams(Object.entries({ ...asked, sort: order.name, down: order.down ? "1" : "" }).filter(([, value]) => value));
    if (`${held}` === location.search.slice(1)) return;
    try { history.replaceState(null, "", `${held.size ? `?${held}` : location.pathname}${location.hash}`); } catch { /* it just does not stand there */ }
  }
  place.addEventListener("input", filter);
  window.addEventListener("beforeprint", () => show(found.length)); // paper has all that was found

  // ---- sorting: the heading of a column is a button ----
  const keys = { number: (r) => Number.parseInt(r.cells.number, 10) || 0, date: (r) => r.from || r.to || "9999" };
  function sort(name, down) {
    order = { name, down };
    for (const head of table.tHead.rows[0].cells) {
      if (head.dataset.sort === name) head.setAttribute("aria-sort", down ? "descending" : "ascending"); else head.removeAttribute("aria-sort");
    }
    const key = keys[name] || ((r) => r.cells[name].toLocaleLowerCase());
    const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
    sorted = rows.map((r) => ({ r, k: key(r) })).sort((a, b) => (down ? -1 : 1) * compare(a.k, b.k) || a.r.at - b.r.at).map((s) => s.r);
    if (!whole) body.append(...sorted.map((r) => r.element()));
    filter();
  }
  for (const head of table.tHead.rows[0].cells) {
    const column = head.textContent.trim();
    const button = make("button", { type: "button", title: t("sort.by", { column }) }, column);
    head.replaceChildren(button);
    button.addEventListener("click", () => sort(head.dataset.sort, head.getAttribute("aria-sort") === "ascending"));
  }
  const asked = new URLSearchParams(location.search);
  for (const [name, value] of asked) if (inputs[name]) inputs[name].value = value;
  const heads = [...table.tHead.rows[0].cells].map((head) => head.dataset.sort);
  if (heads.includes(asked.get("sort"))) sort(asked.get("sort"), asked.has("down")); else filter();
  place.dataset.ready = "true";
  // What tells documents of one title apart comes when the list stands already.
  if (whole?.dataset.gists) {
    const byPlace = new Map(rows.map((row) => [row.place, row]));
    for (const [at, gist] of await part("gists", whole.dataset.gists).catch(() => [])) byPlace.get(at)?.tell(gist);
    filter();
  }
})();
