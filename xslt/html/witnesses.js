// Two witnesses of choice facing each other: what differs marked word by word, both scrolled together, or pictures.
"use strict";
(() => {
  const facing = document.getElementById("k-facing");
  const table = document.querySelector(".witness-table");
  if (!facing || !table) return;
  const sides = [1, 2].map((n) => ({ select: document.getElementById(`k-facing-${n}`), pane: document.getElementById(`k-pane-${n}`) }));
  const together = document.getElementById("k-facing-sync");
  const rows = [...table.tBodies[0].rows];
  const LONGEST = 4000; // words of a row that are compared; beyond them a row is one piece

  // The words and marks of a cell, each with the space before it; without the signs for what is omitted.
  function words(cell) {
    const copy = cell.cloneNode(true);
    for (const sign of copy.querySelectorAll(".omission")) sign.remove();
    const found = copy.textContent.trim().matchAll(/(\s*)([\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*|\S)/gu);
    return [...found].map(([, space, word]) => ({ space: space ? " " : "", word }));
  }

  // Which words of two rows are in both, in their order (the longest common run of them; Hunt and Szymanski's rule).
  function common(one, other) {
    const at = new Map();
    other.forEach(({ word }, place) => { if (!at.has(word)) at.set(word, []); at.get(word).unshift(place); });
    const ends = [];
    const chains = [];
    one.forEach(({ word }, place) => {
      for (const there of at.get(word) || []) {
        let low = 0;
        let high = ends.length;
        while (low < high) { const middle = (low + high) >> 1; if (ends[middle] < there) low = middle + 1; else high = middle; }
        ends[low] = there;
        chains[low] = { here: place, there, before: low ? chains[low - 1] : null };
      }
    });
    const both = [new Set(), new Set()];
    for (let link = chains.at(-1); link; link = link.before) { both[0].add(link.here); both[1].add(link.there); }
    return both;
  }

  function paragraph(list, same) {
    const block = document.createElement("p");
    let mark = null;
    list.forEach(({ space, word }, place) => {
      if (same.has(place)) mark = null;
      const marking = !same.has(place) && !mark;
      (mark || block).append(space);
      if (marking) {
        mark = document.createElement("mark");
        block.append(mark);
      }
      (mark || block).append(word);
    });
    return block;
  }

  function fill() {
    const texts = sides.map(({ select, pane }) => {
      const pictures = select.value.startsWith("k-pictures-") && document.getElementById(select.value);
      pane.setAttribute("aria-label", select.selectedOptions[0].textContent);
      pane.lang = pictures ? "" : table.lang;
      pane.replaceChildren(...(pictures ? [pictures.content.cloneNode(true)] : []));
      return pictures ? null : rows.map((row) => words(row.querySelector(`.w${select.value}`)));
    });
    rows.forEach((_, at) => {
      const lists = texts.map((text) => text?.[at]);
      const both = lists.every(Boolean);
      const short = both && lists.every((list) => list.length <= LONGEST);
      const same = short ? common(...lists) : lists.map((list) => new Set(both ? [] : list?.keys()));
      sides.forEach(({ pane }, side) => { if (lists[side]) pane.append(paragraph(lists[side], same[side])); });
    });
  }

  // ---- scrolling: the row at the top of one pane is at the top of the other; pictures by their share ----
  let led = null;
  function follow(from, to) {
    if (!together.checked || (led && led !== from)) return;
    led = from;
    clearTimeout(follow.timer);
    follow.timer = setTimeout(() => { led = null; }, 120);
    const share = (pane) => pane.scrollHeight - pane.clientHeight || 1;
    const own = [...from.children];
    if (own.length !== to.children.length || from.scrollTop >= share(from)) {
      to.scrollTop = (from.scrollTop / share(from)) * share(to);
      return;
    }
    const at = Math.max(0, own.findIndex((row) => row.offsetTop + row.offsetHeight > from.scrollTop));
    const part = (from.scrollTop - own[at].offsetTop) / (own[at].offsetHeight || 1);
    to.scrollTop = to.children[at].offsetTop + part * to.children[at].offsetHeight;
  }

  const shown = document.getElementById("k-witness-two");
  facing.hidden = false;
  for (const { select } of sides) select.addEventListener("change", fill);
  for (const [one, other] of [sides, [...sides].reverse()]) one.pane.addEventListener("scroll", () => follow(one.pane, other.pane));
  for (const button of document.getElementsByName("witness")) button.addEventListener("change", () => { if (shown.checked) fill(); });
  if (shown.checked) fill();
})();
