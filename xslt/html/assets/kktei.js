// Words, dates and form fields that the calendar and the search share.
"use strict";
window.kktei = (() => {
  const texts = window.kkteiTexts || {};
  // "search.results.few" where the number of all asks for that plural form in the language of the page.
  const form = (number) => {
    try { return new Intl.PluralRules(document.documentElement.lang || "en").select(number); } catch { return "other"; }
  };
  const t = (key, values = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value),
      texts[`${key}.${form(values.all ?? 0)}`] ?? texts[key] ?? key);

  // Letters that have no accent to take off, and umlauts, as a reader may type them.
  const letters = { ſ: "s", ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ŧ: "t", ŋ: "n", ĸ: "k" };
  const umlauts = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };

  // Letters without case, accents and punctuation, so that "Thompson" finds "thompson" and "Ä" finds "a".
  const plain = (text) =>
    [...text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()].map((c) => letters[c] ?? c).join("").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  // The same with umlauts as they are written where there are none: "Söllingen" is "soellingen".
  const spelt = (text) => plain([...text.normalize("NFC")].map((c) => umlauts[c.toLowerCase()] ?? c).join(""));
  // Every typed word begins a word of the name: "j kennedy" finds "John F. Kennedy".
  const folded = new Map(), asked = { typed: "", parts: [""] }; // of thousands of names, again with each letter that is typed
  const words = (name) => folded.get(name) ?? folded.set(name, [...new Set([...plain(name).split(" "), ...spelt(name).split(" ")])]).get(name);
  const matches = (name, typed) => {
    if (typed !== asked.typed) Object.assign(asked, { typed, parts: plain(typed).split(" ") });
    const own = words(name);
    return asked.parts.every((part) => own.some((word) => word.startsWith(part)));
  };

  const months = Array.from({ length: 12 }, (_, i) => t(`month.${String(i + 1).padStart(2, "0")}`));
  const english = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
  function month(word) {
    if (/^\d{1,2}$/.test(word)) return Number(word) >= 1 && Number(word) <= 12 ? Number(word) : 0;
    const typed = plain(word);
    if (typed.length < 3) return 0;
    const at = months.findIndex((m) => plain(m).startsWith(typed));
    return (at >= 0 ? at : english.findIndex((m) => m.startsWith(typed))) + 1;
  }

  // A typed date as its first and last day: "1963", "May 1963", "8 May 1963", "May 8, 1963", "1963-05-08", "8.5.1963".
  function date(typed) {
    const text = typed.trim();
    let year, mon = 0, day = 0, found;
    if ((found = text.match(/^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/))) [year, mon, day] = [found[1], Number(found[2] || 0), Number(found[3] || 0)];
    else if ((found = text.match(/^(\d{1,2})\.?\s+(\p{L}+)\.?,?\s+(\d{4})$/u))) [day, mon, year] = [Number(found[1]), month(found[2]), found[3]];
    else if ((found = text.match(/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/))) [day, mon, year] = [Number(found[1]), month(found[2]), found[3]];
    else if ((found = text.match(/^(\p{L}+)\.?\s+(\d{1,2}),?\s+(\d{4})$/u))) [mon, day, year] = [month(found[1]), Number(found[2]), found[3]];
    else if ((found = text.match(/^(\p{L}+)\.?,?\s+(\d{4})$/u))) [mon, year] = [month(found[1]), found[2]];
    else return null;
    const words = text.match(/\p{L}/u) || found[2];
    if ((words && !mon) || mon > 12) return null;
    const last = mon ? new Date(Date.UTC(Number(year), mon, 0)).getUTCDate() : 31;
    if (day > last) return null;
    const two = (n) => String(n).padStart(2, "0");
    return { from: `${year}-${two(mon || 1)}-${two(day || 1)}`, to: `${year}-${two(mon || 12)}-${two(day || last)}` };
  }
  // Whether a document's bounds (either may be "") can lie between two typed days.
  function within(from, to, after, before) {
    if (!from && !to) return false;
    const first = (from || to).length < 10 ? (date(from || to) || {}).from : from || to;
    const last = (to || from).length < 10 ? (date(to || from) || {}).to : to || from;
    return (!after || last >= after) && (!before || first <= before);
  }

  // A table, by columns, as objects with their names.
  function records(table) {
    const columns = Object.entries(table);
    return columns[0][1].map((_, at) => Object.fromEntries(columns.map(([name, values]) => [name, values[at]])));
  }

  function make(name, attributes = {}, ...content) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    element.append(...content);
    return element;
  }
  // What the search has stands in scripts that hand on what they hold: a page opened from a folder may load scripts but
  // may not fetch.  One may hold several parts.
  const brought = new Map();
  window.kkteiPart = (name, data) => { brought.set(name, data); };
  const script = (src) => new Promise((resolve, reject) => {
    const element = make("script", { src });
    element.onload = () => { element.remove(); resolve(); };
    element.onerror = () => { element.remove(); reject(new Error(`${src} cannot be loaded`)); };
    document.head.append(element);
  });
  async function part(name, src) {
    if (!brought.has(name)) await script(src);
    return brought.get(name);
  }
  let count = 0;
  function field(label, input) {
    input.id = input.id || `k-field-${++count}`;
    return make("label", { for: input.id }, make("span", {}, label), input);
  }
  const choices = (values) => values.map((value) => make("option", { value }, value));
  function select(name, values) {
    return make("select", { name }, make("option", { value: "" }, t("filter.any")), ...choices(values));
  }
  function typed(name, values) {
    const list = make("datalist", { id: `k-list-${name}` }, ...choices(values));
    document.body.append(list);
    return make("input", { name, type: "text", list: list.id, autocomplete: "off" });
  }
  // Marks a date field that is not understood, and says so; gives its bounds.
  function bounds(input) {
    const found = input.value.trim() ? date(input.value) : {};
    input.classList.toggle("wrong", found === null);
    input.setAttribute("aria-invalid", String(found === null));
    return found || {};
  }
  // A year and a month as an example of a date: of the documents' own time.
  function hint(dates) {
    const years = dates.map((d) => d.match(/^\d{4}/)?.[0]).filter(Boolean).sort();
    return { year: years[Math.floor(years.length / 2)] || "1900", month: months[4] };
  }
  return { t, plain, spelt, matches, date, within, records, make, script, part, field, select, typed, bounds, hint };
})();
