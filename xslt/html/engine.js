// The search engine, made of Pagefind's module: what it asks for stands in scripts beside this one (kktei.js), and is
// loaded when it is asked for, over HTTP just the same.
"use strict";
window.kkteiEngine = ({ base, names, load }) => {
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
  const [first, ...others] = names.flatMap((name) => name.match(/^(.*)pagefind-entry\.json$/)?.slice(1) ?? []);
  return {
    begin: async () => {
      await pagefind.options({ basePath: base + first, noWorker: true, excerptLength: 40 });
      await pagefind.init();
      await Promise.all(others.map((place) => pagefind.mergeIndex(base + place)));
    },
    search: pagefind.search,
  };
};
