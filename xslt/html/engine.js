// The search engine's files stand beside this script as scripts of their own, because a page opened from a folder
// may load scripts but may not fetch.  Each part is loaded when the engine asks for it, over HTTP just the same.
"use strict";
window.kkteiEngine = (() => {
  const base = new URL(".", document.currentScript.src).href;
  const names = JSON.parse(document.getElementById("k-search").dataset.parts); // of files whose names change with their content
  const waiting = new Map();
  const parts = new Map();

  window.kkteiPart = (name, data) => { waiting.get(name)?.(data); };

  function load(name) {
    if (!parts.has(name)) {
      parts.set(name, new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        const script = document.createElement("script");
        script.src = base + (names[name] || `${name}.js`);
        script.onload = () => script.remove();
        script.onerror = () => { parts.delete(name); reject(new Error(`${name} cannot be loaded`)); };
        document.head.append(script);
      }));
    }
    return parts.get(name);
  }

  // What Pagefind takes for fetch: the bytes of one of its files.
  async function fetch(address) {
    const name = String(address).replace(/\?.*$/, "").replace(/^.*\/search\//, "").replace(/^\d+\/(?=wasm\.)/, "");
    const text = atob(await load(name));
    return new Response(Uint8Array.from(text, (c) => c.charCodeAt(0)));
  }

  const pagefind = ((fetch, place) => {
    /*PAGEFIND*/
  })(fetch, { url: `${base}pagefind.js` });

  // Of very many documents the index has parts, each in a folder.
  const [first, ...others] = Object.keys(names).flatMap((name) => name.match(/^(.*)pagefind-entry\.json$/)?.slice(1) ?? []);
  let ready = null;
  // What the engine asks for one after the other comes at once: its program is by far the largest part of a first answer.
  const program = Object.keys(names).filter((name) => name.startsWith(`${first}wasm.`)).sort((a, b) => a.includes("unknown") - b.includes("unknown"))[0];
  const begin = () => (ready ??= (async () => {
    if (program) load(program).catch(() => {});
    await pagefind.options({ basePath: base + first, noWorker: true, excerptLength: 40 });
    await pagefind.init();
    await Promise.all(others.map((place) => pagefind.mergeIndex(base + place)));
  })());
  return {
    documents: () => load("documents"),
    prepare: () => { begin().catch(() => {}); },
    search: async (words) => { await begin(); return pagefind.search(words); },
  };
})();
