// What scripts add to every page: notes beside their calls, evidence on hover, found words marked.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.remove("no-js");
  const moved = document.querySelector("a.moved"); // with the place that was asked for, which a page alone cannot hand on
  if (moved) { location.replace(moved.href + location.search + location.hash); return; }
  if (location.protocol === "file:") {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL("folder.css", document.currentScript.src).href;
    document.head.append(sheet);
  }
  if (new URLSearchParams(location.search).has("bare")) bare();

  // Within a page that shows two documents side by side: only the text, scrolled together with the other one's.
  function bare() {
    root.classList.add("bare");
    const text = document.querySelector("article.document .text");
    if (!text || window.parent === window) return;
    const paper = text.closest("article").cloneNode(true); // for the other page to print
    for (const part of paper.querySelectorAll(".document-side, .neighbours, .views")) part.remove();
    for (const image of paper.querySelectorAll("img")) image.src = image.src; // whole, since the other page lies elsewhere
    for (const part of paper.querySelectorAll("[id], [href]")) { part.removeAttribute("id"); part.removeAttribute("href"); }
    window.parent.postMessage({ kktei: "text", text: paper.innerHTML }, "*");
    let led = -1; // where the other one has led this one
    const height = () => Math.max(1, text.offsetHeight - window.innerHeight);
    const top = () => text.getBoundingClientRect().top + window.scrollY;
    window.addEventListener("scroll", () => {
      if (Math.abs(window.scrollY - led) > 2) window.parent.postMessage({ kktei: "scroll", at: (window.scrollY - top()) / height() }, "*");
      led = -1;
    }, { passive: true });
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || event.data?.kktei !== "scroll") return;
      window.scrollTo({ top: top() + event.data.at * height(), behavior: "instant" });
      led = window.scrollY;
    });
  }

  // ---- notes and evidence: shown beside the call on hover, focus or tap ----
  let open = null;
  const close = () => { if (open) { open.remove(); open = null; lit(null); } };

  function lit(stretch) {
    for (const other of document.querySelectorAll(".lit")) other.classList.remove("lit");
    if (stretch) stretch.classList.add("lit");
  }

  function show(call, facts = null) {
    const target = facts || document.getElementById(decodeURIComponent(call.hash.slice(1)));
    if (!target) return;
    close();
    open = document.createElement("div");
    open.className = "popover";
    open.setAttribute("role", "note");
    const shown = target.isConnected ? target.cloneNode(true) : target;
    for (const element of [shown, ...shown.querySelectorAll("[id]")]) element.removeAttribute("id");
    const heading = shown.querySelector(".stretch-back");
    if (heading) heading.remove();
    open.append(...shown.childNodes);
    document.body.append(open);
    const at = call.getBoundingClientRect();
    const left = Math.min(at.left, root.clientWidth - open.offsetWidth - 12);
    open.style.setProperty("left", `${Math.max(8, left) + window.scrollX}px`);
    open.style.setProperty("top", `${at.bottom + window.scrollY + 6}px`);
    lit(call.classList.contains("evidence-call") ? call.previousElementSibling : null);
    open.addEventListener("mouseleave", close);
  }

  const calls = ".note-call, .evidence-call, .app-call";
  for (const call of document.querySelectorAll(calls)) {
    call.addEventListener("mouseenter", () => show(call));
    call.addEventListener("focus", () => show(call));
    call.addEventListener("blur", (event) => { if (!open || !open.contains(event.relatedTarget)) close(); });
  }
  // A word of the source note lights the facts that rest on it, and the other way round.
  for (const facts of document.querySelectorAll("[id^='k-facts-']")) {
    const stretch = document.getElementById(facts.id.slice("k-facts-".length));
    if (!stretch) continue;
    facts.addEventListener("mouseenter", () => stretch.classList.add("lit"));
    facts.addEventListener("mouseleave", () => stretch.classList.remove("lit"));
    if (stretch.classList.contains("stretch")) continue; // the sentence has a call of its own
    let timer = 0;
    stretch.addEventListener("mouseenter", () => { timer = setTimeout(() => { show(stretch, facts); lit(stretch); }, 250); });
    stretch.addEventListener("mouseleave", () => { clearTimeout(timer); stretch.classList.remove("lit"); if (open && !open.matches(":hover")) close(); });
  }
  const unfold = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details")?.setAttribute("open", "");
  window.addEventListener("hashchange", unfold);
  unfold();
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  document.addEventListener("pointerdown", (event) => { if (open && !open.contains(event.target) && !event.target.closest(calls)) close(); });

  // ---- words that were searched for: marked, and to be walked through ----
  const article = document.querySelector("article.document");
  const said = "k-words"; // what the tools say, put here by render/html/assets.py: once, not on every page
  function element(name, more, ...content) { const made = Object.assign(document.createElement(name), more); made.append(...content); return made; }
  const button = (text, more = {}) => element("button", { type: "button", className: "plain", ...more }, text);
  const split = (text) => text.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  function places(text, asked) {
    const stems = split(asked.replace(/"[^"]*"/g, " ")).filter((w) => w.length > 2).map((s) => (s.length > 5 ? s.slice(0, -2) : s));
    const phrases = [...asked.matchAll(/"([^"]*)"/g)].map(([, phrase]) => split(phrase).join(" ")).filter(Boolean);
    const words = [];
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); asked && node; node = walker.nextNode()) {
      if (node.parentElement.closest("template, [hidden]")) continue;
      const beside = Boolean(phrases.length && node.parentElement.closest(`${calls}, [data-x]`)); // not in the line of the text that is searched
      for (const match of node.data.matchAll(/[\p{L}\p{N}]+/gu)) words.push({ node, beside, word: match[0].toLocaleLowerCase(), start: match.index, end: match.index + match[0].length });
    }
    const found = words.filter(({ word }) => stems.some((s) => word.startsWith(s))).map((one) => [one, one]);
    const line = words.filter(({ beside }) => !beside);
    for (const phrase of phrases) line.forEach((first, at) => {
      let said = first.word, last = first;
      for (let i = at + 1; said !== phrase && phrase.startsWith(said) && i < line.length; last = line[i], i += 1) {
        const { node, word } = line[i], whole = `${said} ${word}`;
        said = node === last.node || phrase.startsWith(whole) ? whole : said + word; // a word may be of several pieces
      }
      if (said === phrase) found.push([first, last]);
    });
    return found.map(([first, last]) => {
      const range = new Range();
      range.setStart(first.node, first.start);
      range.setEnd(last.node, last.end);
      return range;
    }).sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
  }
  function mark(asked) {
    if (!article || !window.Highlight || !CSS.highlights) return;
    const found = places(article, asked);
    CSS.highlights.set("k-found", new Highlight(...found));
    const shown = found.filter((range) => range.getClientRects().length);
    if (shown.length) walk(shown);
  }
  function walk(shown) {
    const output = element("output", {});
    const bar = element("nav", { className: "hits", ariaLabel: said["tool.hits"] }, output,
      button("↑", { ariaLabel: said["tool.before"], onclick: () => go(-1) }), button("↓", { ariaLabel: said["tool.after"], onclick: () => go(1) }),
      button("×", { ariaLabel: said["tool.end"], onclick: () => { bar.remove(); CSS.highlights.clear(); } }));
    let at = 0;
    const go = (step) => {
      at = (at + step + shown.length) % shown.length;
      CSS.highlights.set("k-found-here", new Highlight(shown[at]));
      shown[at].startContainer.parentElement.scrollIntoView({ block: "center" });
      output.textContent = `${at + 1} / ${shown.length}`;
    };
    document.body.append(bar);
    if (!location.hash) go(0);
  }
  const asked = new URLSearchParams(location.search).get("highlight");
  if (asked) mark(asked);

  // ---- what this browser keeps: documents seen, documents on the reading list, light or dark ----
  const base = new URL("..", document.currentScript.src).pathname;
  const own = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : "";
  function kept(name) {
    const key = `kktei ${name} ${base}`;
    const read = () => { try { return new Set(JSON.parse(localStorage.getItem(key) || "[]")); } catch { return new Set(); } };
    const write = (set) => { try { localStorage.setItem(key, JSON.stringify([...set])); } catch { /* it is just not kept */ } };
    return { has: (v) => read().has(v), size: () => read().size, add: (v) => write(read().add(v)), toggle(v) { const set = read(); if (!set.delete(v)) set.add(v); write(set); return set.has(v); } };
  }
  if (article) kept("seen").add(own);

  // ---- copying: a citation, or the address of a paragraph and its citation ----
  async function copy(text, button) {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const before = button.textContent;
    button.textContent = said["tool.copied"];
    setTimeout(() => { button.textContent = before; }, 2000);
  }
  function copier(name, text) { const made = button(said[`tool.${name}`], { className: "plain small", onclick: () => copy(text(), made) }); return made; }
  for (const citation of document.querySelectorAll(".cite .citation")) {
    const words = citation.textContent.trim();
    citation.append(" ", copier("copy", () => words));
  }
  const cited = document.querySelector(".cite .citation")?.firstChild && document.querySelector(".cite .citation");
  const stable = document.querySelector("link[rel='canonical']")?.href || location.href.replace(/[?#].*$/, "");
  const citation = cited ? [...cited.childNodes].filter((n) => n.nodeName !== "BUTTON").map((n) => n.textContent).join("").trim() : "";
  for (const link of document.querySelectorAll(".permalink")) {
    link.addEventListener("click", () => {
      const address = stable + link.hash;
      const bar = document.createElement("div");
      bar.append(copier("copy-link", () => address), " ", citation ? copier("copy-citation", () => (citation.includes(stable) ? citation.replace(stable, address) : `${citation} ${address}`)) : "");
      show(link, bar);
    });
  }
  const downloads = cited && document.querySelector(".cite .downloads");
  if (downloads) {
    const mine = kept("list");
    const list = element("a", { href: `${base}search.html?list=1` }, said["tool.list"]);
    const keep = button(said["tool.keep"], { className: "plain keep", onclick: () => pressed(mine.toggle(own)) });
    const pressed = (on) => { keep.setAttribute("aria-pressed", on); list.hidden = !mine.size(); };
    pressed(mine.has(own));
    downloads.append(element("span", {}, keep, " ", list));
  }

  // Once the type of the pages is in the browser's cache, the search need not wait with it (search.js).
  document.fonts?.ready.then((all) => {
    try { if ([...all].some((face) => face.status === "loaded" && face.family.replaceAll('"', "") === "EB Garamond")) localStorage.setItem("kktei type", "here"); } catch { /* it waits again */ }
  });

  // ---- light or dark, where the system's choice is not the reader's ----
  const theme = button("", { className: "theme plain", onclick: () => {
    const next = { "": "dark", dark: "light", light: "" }[root.dataset.theme || ""];
    try { if (next) localStorage.setItem("kktei theme", next); else localStorage.removeItem("kktei theme"); } catch { /* for this page only */ }
    dress(next);
  } });
  const stored = () => { try { return localStorage.getItem("kktei theme") || ""; } catch { return ""; } };
  function dress(choice) {
    if (choice) root.dataset.theme = choice; else delete root.dataset.theme;
    theme.textContent = said[`theme.${choice || "auto"}`];
  }
  dress(stored());
  document.querySelector(".site-title")?.append(theme);
})();
