// What scripts add to every page: notes beside their calls, evidence on hover, found words marked.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.remove("no-js");

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
    const copy = target.cloneNode(true);
    for (const element of [copy, ...copy.querySelectorAll("[id]")]) element.removeAttribute("id");
    const heading = copy.querySelector(".stretch-back");
    if (heading) heading.remove();
    open.append(...copy.childNodes);
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

  // ---- words that were searched for ----
  function mark(words) {
    const text = document.querySelector("article.document");
    if (!text || !window.Highlight || !CSS.highlights) return;
    const stems = words.map((w) => w.toLocaleLowerCase()).filter((w) => w.length > 2);
    if (!stems.length) return;
    const found = [];
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const match of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
        const word = match[0].toLocaleLowerCase();
        if (!stems.some((s) => word.startsWith(s.length > 5 ? s.slice(0, -2) : s))) continue;
        const range = new Range();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        found.push(range);
      }
    }
    CSS.highlights.set("k-found", new Highlight(...found));
    const first = found.find((range) => range.getClientRects().length);
    if (first && !location.hash) first.startContainer.parentElement.scrollIntoView({ block: "center" });
  }
  const asked = new URLSearchParams(location.search).get("highlight");
  if (asked) mark(asked.match(/[\p{L}\p{N}]+/gu) || []);
})();
