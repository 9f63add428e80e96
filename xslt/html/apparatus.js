// The apparatus beside its text: how far a lemma goes, readings on click, a choice of entries, where they are dense.
"use strict";
(() => {
  const text = document.querySelector(".document-body > .text");
  const tools = document.getElementById("k-apparatus-tools");
  const beside = document.getElementById("k-beside");
  if (!text || !tools || !beside) return;
  const entryOf = (call) => document.getElementById(call.hash.slice(1));
  const calls = [...text.querySelectorAll(".app-call")].filter(entryOf);

  // ---- how far the lemma of a call goes: the element before it, else the words before it that are its lemma ----
  const element = (call) => call.previousElementSibling?.matches(".app, .choice") && !call.previousSibling.data?.trim()
    ? call.previousElementSibling : null;

  function range(call) {
    const words = entryOf(call).querySelector(".lem")?.textContent.split(/\s+/).filter(Boolean) || [];
    const block = call.closest("p, .p, .l, h2, h3, h4, td, li, div");
    if (!words.length || !block) return null;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const found = new Range();
    let left = words.join("");
    walker.currentNode = call;
    for (let node = walker.previousNode(); node && left; node = walker.previousNode()) {
      if (node.parentElement.closest(".app-call, .note-call, .diplomatic")) continue;
      for (let at = node.length - 1; at >= 0 && left; at--) {
        if (!node.data[at].trim()) continue;
        if (node.data[at] !== left.at(-1)) return null;
        if (left.length === words.join("").length) found.setEnd(node, at + 1);
        left = left.slice(0, -1);
        found.setStart(node, at);
      }
    }
    return left ? null : found;
  }

  function light(call, on) {
    const lemma = element(call);
    if (lemma) lemma.classList.toggle("extent", on);
    else if (window.Highlight && CSS.highlights) {
      const words = on && range(call);
      if (words) CSS.highlights.set("k-lemma", new Highlight(words)); else CSS.highlights.delete("k-lemma");
    }
  }

  // ---- readings beside the text ----
  let open = null;
  const put = new Map(); // what the text had where a reading was put

  function show(call, moving) {
    close(false);
    open = call;
    call.setAttribute("aria-expanded", "true");
    document.querySelector(".popover")?.remove();
    const copy = entryOf(call).cloneNode(true);
    for (const part of [copy, ...copy.querySelectorAll("[id]")]) part.removeAttribute("id");
    beside.querySelector(".entry").replaceChildren(...copy.childNodes);
    beside.querySelector(".to-entry").href = call.hash;
    beside.hidden = false;
    choices();
    if (moving) beside.focus({ preventScroll: true });
  }

  function close(returning = true) {
    if (!open) return;
    const call = open;
    open = null;
    call.removeAttribute("aria-expanded");
    beside.hidden = true;
    if (returning) call.focus({ preventScroll: true });
  }

  // ---- a reading put into the text ----
  function choices() {
    const lemma = element(open);
    const readings = lemma ? [...entryOf(open).children].filter((part) => part.matches(".rdg:not(.bound)")) : [];
    beside.querySelector(".put").replaceChildren(...readings.map((reading, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = `${beside.dataset.put}: ${reading.textContent.trim()}`;
      button.setAttribute("aria-pressed", String(put.get(lemma)?.at === at));
      button.addEventListener("click", () => { into(lemma, reading, at); choices(); beside.querySelectorAll(".put button")[at].focus(); });
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
    beside.querySelector(".back-to-text").hidden = !put.has(lemma);
  }

  function into(lemma, reading, at) {
    if (!put.has(lemma)) put.set(lemma, { nodes: [...lemma.childNodes] });
    put.get(lemma).at = at;
    const copy = reading.cloneNode(true);
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    const omitted = copy.querySelector(".om");
    if (omitted) omitted.remove();
    lemma.replaceChildren(...copy.childNodes);
    lemma.classList.add("other");
    lemma.classList.toggle("omitted", Boolean(omitted));
  }

  function back(lemma) {
    lemma.replaceChildren(...put.get(lemma).nodes);
    lemma.classList.remove("other", "omitted");
    put.delete(lemma);
  }

  for (const call of calls) {
    for (const [event, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) {
      call.addEventListener(event, () => light(call, on));
    }
    call.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (open === call) close(); else show(call, event.detail === 0);
    });
    element(call)?.addEventListener("click", (event) => { if (!event.target.closest("a")) show(call, false); });
    const entry = entryOf(call);
    entry.addEventListener("mouseenter", () => light(call, true));
    entry.addEventListener("mouseleave", () => light(call, false));
  }
  beside.querySelector(".close").addEventListener("click", () => close());
  beside.querySelector(".back-to-text").addEventListener("click", () => { back(element(open)); choices(); beside.focus({ preventScroll: true }); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

  // ---- which entries are shown, and where they are dense ----
  const filters = { type: document.getElementById("k-filter-type"), witness: document.getElementById("k-filter-witness") };
  const said = tools.querySelector("output");
  const density = tools.querySelector(".density");
  const words = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const spots = places();

  // How far into the text each call is, by its characters.
  function places() {
    const found = new Map();
    let before = 0;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) before += node.length;
      else if (node.matches(".app-call")) found.set(node, before);
    }
    return calls.map((call) => found.get(call) / (before + 1));
  }

  function dense(chosen) {
    const parts = Math.min(30, Math.max(6, calls.length));
    const bins = Array.from({ length: parts }, () => []);
    calls.forEach((call, at) => { if (chosen[at]) bins[Math.floor(spots[at] * parts)].push(call); });
    const most = Math.max(1, ...bins.map((bin) => bin.length));
    const list = document.createElement("ol");
    bins.forEach((bin, at) => {
      const item = document.createElement("li");
      if (bin.length) {
        const link = document.createElement("a");
        const bar = document.createElement("i");
        link.href = `#${bin[0].id}`;
        link.title = words(density.dataset.said, { n: at + 1, all: parts, count: bin.length });
        link.setAttribute("aria-label", link.title);
        bar.style.setProperty("height", `${Math.max(8, (100 * bin.length) / most)}%`);
        link.append(bar);
        item.append(link);
      }
      list.append(item);
    });
    density.replaceChildren(list);
  }

  function choose() {
    const of = (name, entry) => !filters[name]?.value || entry.dataset[name].split(" ").includes(filters[name].value);
    const chosen = calls.map((call) => of("type", entryOf(call)) && of("witness", entryOf(call)));
    calls.forEach((call, at) => { for (const part of [call, entryOf(call)]) part.classList.toggle("unchosen", !chosen[at]); });
    if (open?.matches(".unchosen")) close(false);
    said.textContent = words(said.dataset.said, { n: chosen.filter(Boolean).length, all: calls.length });
    dense(chosen);
  }
  for (const filter of Object.values(filters)) filter?.addEventListener("change", choose);
  tools.hidden = false;
  choose();
})();
