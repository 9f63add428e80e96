// Sorting and filtering the table of documents.
"use strict";
(() => {
  const { t, matches, plain, within, make, field, select, typed, bounds } = window.kktei;
  const table = document.querySelector("table.documents");
  const place = document.getElementById("k-filters");
  if (!table || !place) return;
  const body = table.tBodies[0];
  const cell = (row, name) => (row.querySelector(`td.${name}`)?.textContent || "").trim();
  const names = (row, name) => [...row.querySelectorAll(`.${name} a`)].map((a) => a.textContent);
  const rows = [...body.rows].map((row, at) => ({
    row, at, text: plain(row.textContent), from: row.dataset.from, to: row.dataset.to,
    sent: names(row, "from"), received: names(row, "to"),
    kind: cell(row, "kind"), classification: cell(row, "classification"), repository: cell(row, "repository"),
  }));
  const distinct = (values) => [...new Set(values.filter(Boolean))].sort((a, b) => a.localeCompare(b));

  const days = rows.map((r) => r.from || r.to).filter((day) => /^\d{4}/.test(day || "")).sort();
  const [first, last] = [days[0] || "1963-05", days[days.length - 1] || "1963"];  // how a date is typed

  const people = distinct(rows.flatMap((r) => [...r.sent, ...r.received]));
  const inputs = {
    words: make("input", { type: "search", name: "words" }),
    correspondent: typed("correspondent", people),
    sender: typed("sender", distinct(rows.flatMap((r) => r.sent))),
    recipient: typed("recipient", distinct(rows.flatMap((r) => r.received))),
    after: make("input", { type: "text", name: "after", placeholder: first.slice(0, 7), inputmode: "text" }),
    before: make("input", { type: "text", name: "before", placeholder: last.slice(0, 4) }),
    kind: select("kind", distinct(rows.map((r) => r.kind))),
    classification: select("classification", distinct(rows.map((r) => r.classification))),
    repository: select("repository", distinct(rows.map((r) => r.repository))),
  };
  const labels = { words: "filter.text", correspondent: "search.correspondent", sender: "search.sender", recipient: "search.recipient",
    after: "search.after", before: "search.before", kind: "search.genre", classification: "search.classification", repository: "search.repository" };
  const said = make("output", { "aria-live": "polite" });
  const useful = ([, input]) => input.tagName !== "SELECT" || input.options.length > 2;
  place.append(...Object.entries(inputs).filter(useful).map(([name, input]) => field(t(labels[name]), input)), said);

  function filter() {
    const typedIn = (name) => inputs[name].value.trim();
    const after = bounds(inputs.after).from, before = bounds(inputs.before).to;
    const dated = after || before;
    let shown = 0;
    for (const r of rows) {
      const fits =
        (!typedIn("words") || plain(typedIn("words")).split(" ").every((w) => r.text.includes(w))) &&
        (!typedIn("correspondent") || [...r.sent, ...r.received].some((n) => matches(n, typedIn("correspondent")))) &&
        (!typedIn("sender") || r.sent.some((n) => matches(n, typedIn("sender")))) &&
        (!typedIn("recipient") || r.received.some((n) => matches(n, typedIn("recipient")))) &&
        (!dated || within(r.from, r.to, after, before)) &&
        ["kind", "classification", "repository"].every((name) => !typedIn(name) || r[name] === typedIn(name));
      r.row.hidden = !fits;
      if (fits) shown += 1;
    }
    said.textContent = t("filter.shown", { n: shown, all: rows.length });
  }
  place.addEventListener("input", filter);

  // ---- sorting: the heading of a column is a button ----
  const keys = {
    number: (r) => [Number.parseInt(cell(r.row, "number"), 10) || 0, r.at],
    date: (r) => [r.from || r.to || "9999", r.at],
  };
  const text = (name) => (r) => [cell(r.row, name).toLocaleLowerCase(), r.at];
  function sort(head) {
    const name = head.dataset.sort;
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = keys[name] || text(name);
    const order = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
    const sorted = rows.map((r) => ({ r, k: key(r) })).sort((a, b) => (down ? -1 : 1) * order(a.k[0], b.k[0]) || a.k[1] - b.k[1]);
    body.append(...sorted.map((s) => s.r.row));
  }
  for (const head of table.tHead.rows[0].cells) {
    const button = make("button", { type: "button", title: t("sort.by", { column: head.textContent.trim() }) }, head.textContent.trim());
    head.replaceChildren(button);
    button.addEventListener("click", () => sort(head));
  }
  for (const [name, value] of new URLSearchParams(location.search)) if (inputs[name]) inputs[name].value = value;
  filter();
})();
