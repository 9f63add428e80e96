// The network by choice: the correspondences of somebody, or of so many documents and more; the picture follows the name.
"use strict";
(() => {
  const { t, matches, make, field } = window.kktei;
  const list = document.querySelector(".pairs"), place = document.getElementById("k-filters"), figure = document.querySelector("figure.network");
  if (!list || !place || list.children.length < 8) return;
  const SHOWN = 24, STEP = 300; // names that stand around a circle without touching; rows of very many that are shown at once
  const rows = [...list.children].map((item) => ({ item, names: [...item.querySelectorAll("a span")].map((name) => name.textContent),
    address: item.querySelector("a").getAttribute("href"), documents: Number(item.dataset.documents) }));
  const people = [...new Set(rows.flatMap((row) => row.names))].sort((a, b) => a.localeCompare(b));
  const known = make("datalist", { id: "k-names" }, ...people.map((value) => make("option", { value })));
  const name = make("input", { type: "search", name: "name", list: "k-names", autocomplete: "off" });
  const steps = [1, 2, 5, 10, 20, 50, 100, 200].filter((least) => least <= rows[0].documents);
  const least = make("select", { name: "least" }, ...steps.map((value) => make("option", { value }, value)));
  const said = make("output", { "aria-live": "polite" });
  const more = make("button", { type: "button", class: "plain" }, t("search.more"));
  list.after(more);
  place.append(known, field(t("filter.name"), name), field(t("filter.least"), least), said);

  // ---- the picture of one: everybody else around, the busiest from the top ----
  const whole = figure && [...figure.childNodes];
  const svg = (tag, attributes, ...content) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content);
    return element;
  };
  function around(person, listed) {
    const shown = listed.slice(0, SHOWN), most = shown[0].documents, right = Math.ceil(shown.length / 2);
    const others = shown.map((row) => row.names.find((other) => other !== person) ?? person);
    const tall = Math.min(430, 36 * right); // of the names; the middle is at half of it
    const reach = 30 + 9 * Math.max(...others.map((other) => other.length + 6));
    const drawn = shown.map((row, at) => {
      const [down, of, side] = at < right ? [at, right, 1] : [shown.length - 1 - at, shown.length - right, -1];
      const height = of === 1 ? 0 : (2 * down) / (of - 1) - 1;
      const x = 300 + side * (60 + 150 * Math.sqrt(1 - height * height)), y = 25 + (tall / 2) * (1 + height);
      const radius = 3 + 10 * Math.sqrt(row.documents / most);
      return [svg("line", { x1: 300, y1: 25 + tall / 2, x2: x, y2: y, "stroke-width": 1 + (11 * row.documents) / most }),
        svg("a", { href: row.address }, svg("circle", { cx: x, cy: y, r: radius }),
          svg("text", { x: x + side * (radius + 5), y: y + 5, "text-anchor": side > 0 ? "start" : "end" }, `${others[at]} (${row.documents})`))];
    });
    const told = t("filter.star", { name: person, n: shown.length, all: listed.length });
    const picture = svg("svg", { viewBox: `${90 - reach} 0 ${420 + 2 * reach} ${tall + 50}`, role: "group", "aria-labelledby": "k-network-title" },
      svg("title", { id: "k-network-title" }, told), ...drawn.map(([line]) => line), ...drawn.map(([, link]) => link), svg("circle", { cx: 300, cy: 25 + tall / 2, r: 14 }));
    return [picture, make("figcaption", {}, told)];
  }

  function show(found, most) {
    const there = new Set(found.slice(0, most));
    for (const row of rows) row.item.hidden = !there.has(row);
    more.hidden = found.length <= most;
    more.onclick = () => show(found, most + STEP);
  }
  function filter() {
    const typed = name.value.trim(), few = Number(least.value);
    const whoever = people.includes(typed) ? (one) => one === typed : (one) => matches(one, typed);
    const found = rows.filter((row) => row.documents >= few && (!typed || row.names.some(whoever)));
    show(found, STEP);
    said.textContent = t("filter.shown", { n: found.length, all: rows.length });
    const person = people.includes(typed) ? typed : found.length > 1 ? found[0].names.find((one) => found.every((row) => row.names.includes(one)) && matches(one, typed)) : "";
    const theirs = typed && person ? found.filter((row) => row.names.includes(person)) : [];
    figure?.replaceChildren(...(theirs.length ? around(person, theirs) : whole));
  }
  place.addEventListener("input", filter);
  filter();
})();
