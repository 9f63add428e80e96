// The first answer to words, while the engine (85 kB) is on its way: read in Pagefind's own index, whose parts the engine
// wants next anyway.  It is no full answer: what it gives has every word, in the form that was typed or a longer one.
"use strict";
window.kkteiFirst = ({ names, load, holds }) => {
  const { plain } = window.kktei;
  const MOST = 4; // documents that are looked into and shown

  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  async function unpacked(text) {
    const stream = new Blob([bytes(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer()).subarray(12); // behind Pagefind's mark
  }
  // CBOR, as much of it as Pagefind writes: numbers, texts, lists.
  function decoded(data) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength), utf8 = new TextDecoder();
    let at = 0;
    function length(short) {
      if (short < 24) return short;
      const size = 1 << (short - 24);
      at += size;
      return [view.getUint8, view.getUint16, view.getUint32][short - 24].call(view, at - size);
    }
    function item() {
      const first = view.getUint8(at++), kind = first >> 5, count = length(first & 31);
      if (kind < 2) return kind ? -1 - count : count;
      if (kind === 3) return utf8.decode(data.subarray(at, (at += count)));
      if (kind !== 4) throw new Error("the index has a form that is not known");
      return Array.from({ length: count }, item);
    }
    return item();
  }

  // Where a part of the index has the words: the ids of its documents, those that have most of them first.
  async function candidates(place, words) {
    const entry = JSON.parse(new TextDecoder().decode(bytes(await load(`${place}pagefind-entry.json`))));
    const [, pages, chunks] = decoded(await unpacked(await load(`${place}pagefind.${Object.values(entry.languages)[0].hash}.pf_meta`)));
    const found = await Promise.all(words.map(async (word) => {
      const [, , name] = chunks.findLast(([from]) => from <= word) ?? [];
      if (!name) return new Map();
      const [entries] = decoded(await unpacked(await load(`${place}index/${name}.pf_index`)));
      // A word stands there without its ending: that is the longest beginning of it.  What begins with it is meant, too.
      const stem = entries.reduce((longest, [key]) => (word.startsWith(key) && key.length > longest.length ? key : longest), "");
      const counts = new Map();
      for (const [key, uses] of entries) {
        if (!key.startsWith(word) && (key !== stem || 2 * stem.length < word.length)) continue;
        let page = 0;
        for (const [step, spots] of uses) counts.set((page += step), (counts.get(page) ?? 0) + spots.length);
      }
      return counts;
    }));
    const [first, ...others] = found;
    const weight = (page) => found.reduce((sum, counts) => sum + counts.get(page), 0) / (pages[page][1] + 200);
    const all = [...first.keys()].filter((page) => others.every((counts) => counts.has(page)));
    return all.sort((a, b) => weight(b) - weight(a)).slice(0, MOST).map((page) => pages[page][0]);
  }

  // Ids and texts of documents, of the part of the index that has some; none where the question is more than words.
  return async (clauses) => {
    const terms = clauses.flat();
    if (clauses.some((clause) => clause.length > 1) || terms.some((term) => term.not || term.field)) return [];
    const words = terms.flatMap((term) => plain(term.text).split(" "));
    if (!words.length || words.some((word) => word.length < 3)) return [];
    for (const place of names.flatMap((name) => name.match(/^(.*)pagefind-entry\.json$/)?.slice(1) ?? [])) {
      const ids = await candidates(place, words);
      const texts = await Promise.all(ids.map(async (id) => {
        const { content } = JSON.parse(new TextDecoder().decode(await unpacked(await load(`${place}fragment/${id}.pf_fragment`))));
        return { id, content };
      }));
      const hits = texts.filter(({ content }) => terms.every((term) => (term.phrase ? ` ${plain(content)} `.includes(` ${plain(term.text)} `) : holds(content, term.text))));
      if (hits.length) return hits;
    }
    return [];
  };
};
