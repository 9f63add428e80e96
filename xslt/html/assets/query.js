// What a reader asks for: words and phrases, OR, NOT or "-", and fields ("from:kennedy"); and what is kept in the browser.
"use strict";
window.kkteiQuery = (() => {
  const { plain } = window.kktei;
  const FIELDS = ["from", "to", "with", "title", "person", "place", "kind", "year", "repository"];

  const isField = (name) => FIELDS.includes(name.toLowerCase());

  // A question as clauses that all must hold; a clause is several terms of which one must.
  function parse(question) {
    const clauses = [];
    let alternative = false, negative = false;
    for (const [, minus, named, quoted, bare] of question.normalize("NFKC").matchAll(/(-?)(?:(\p{L}+):)?(?:"([^"]*)"?|([^\s"]+))/gu)) {
      if (!minus && !named && bare === "OR") { alternative = clauses.length > 0; continue; }
      if (!minus && !named && bare === "AND") continue;
      if (!minus && !named && bare === "NOT") { negative = true; continue; }
      const known = named && isField(named);
      const text = (quoted ?? bare ?? "").trim();
      if (isField(text.replace(/:$/, "")) && text.endsWith(":")) continue; // "from:", still without what is asked for
      if (!plain(text)) { negative = false; continue; }
      const term = { field: known ? named.toLowerCase() : "", text: named && !known ? `${named} ${text}` : text, phrase: quoted !== undefined, not: Boolean(minus) || negative, unknown: named && !known ? named : "" };
      if (alternative) clauses.at(-1).push(term); else clauses.push([term]);
      alternative = negative = false;
    }
    return clauses;
  }
  // What a reader may have meant otherwise: fields that there are not, whose name is looked for as a word, and years that are none.
  function doubts(clauses) {
    const terms = clauses.flat();
    return { fields: terms.map((term) => term.unknown).filter(Boolean), years: terms.filter((term) => term.field === "year" && !years(term.text)).map((term) => term.text) };
  }
  // The first and last year of "1913", "1913-1918", "1913-"; null for what is none.
  function years(text) {
    const [, first, last] = text.match(/^(\d{1,4})(?:\s*[-–]\s*(\d{1,4})?)?$/) ?? [];
    if (!first) return null;
    const end = last ?? (/[-–]$/.test(text) ? "9999" : first);
    return [`${first.padStart(4, "0")}-01-01`, `${end.padStart(4, "0")}-12-31`];
  }
  // What is to be seen in the text: words, of which a longer form will do, and phrases, which will not.
  const shown = (clauses) => clauses.flat().filter((term) => !term.not && !term.field);
  const isPhrase = (term) => term.phrase && plain(term.text).includes(" ");
  const wanted = (clauses) => shown(clauses).map((term) => term.text);
  const loose = (clauses) => shown(clauses).filter((term) => !isPhrase(term)).map((term) => term.text);
  const phrases = (clauses) => shown(clauses).filter(isPhrase).map((term) => term.text);

  // ---- kept in this browser alone: documents seen, documents on the reading list ----
  const root = new URL("..", document.currentScript.src).pathname;
  function kept(name) {
    const key = `kktei ${name} ${root}`;
    const read = () => { try { return new Set(JSON.parse(localStorage.getItem(key) || "[]")); } catch { return new Set(); } };
    const write = (set) => { try { localStorage.setItem(key, JSON.stringify([...set])); return true; } catch { return false; } };
    return {
      all: read,
      has: (address) => read().has(address),
      add: (address) => write(read().add(address)),
      toggle(address) { const set = read(); if (!set.delete(address)) set.add(address); write(set); return set.has(address); },
    };
  }

  // ---- a list of documents for other programs ----
  const quoted = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const xml = (value) => value.replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`);
  const table = (rows) => [["number", "title", "date", "from", "to", "address"], ...rows.map((r) => [r.number, r.title, r.date, r.sent.map((n) => n.name).join("; "), r.received.map((n) => n.name).join("; "), r.address])]
    .map((row) => row.map(quoted).join(",")).join("\r\n");
  const tex = (value) => value.replace(/[\\{}]/g, "").replace(/[&%$#_]/g, "\\$&");
  const bibtex = (rows, edition) => rows.map((r) => `@letter{${r.address.replace(/^.*\/|\.html$/g, "")},\n` + Object.entries({
    title: r.title, author: r.sent.map((n) => `{${tex(n.name)}}`).join(" and "), date: r.from && r.from === r.to ? r.from : [r.from, r.to].filter(Boolean).join("/"),
    booktitle: edition.title, url: r.address }).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${name === "url" || name === "author" ? value : tex(value)}}`).join(",\n") + "\n}").join("\n\n");
  // CMIF 1.1, as its schema has it: who sent what to whom, "Unknown" where that is not known.
  function cmif(rows, edition) {
    const [year, ...random] = [new Date().toISOString().slice(0, 10), ...crypto.getRandomValues(new Uint8Array(16))];
    const source = `k${random.map((byte, at) => ([4, 6, 8, 10].includes(at) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("")}`;
    // Templates within templates lose their blanks where the script is made smaller.
    const attributes = (given) => Object.entries(given).flatMap(([key, value]) => (value ? [" ", key, '="', xml(value), '"'] : [])).join("");
    const named = ({ name, ref, body }) => {
      const tag = body ? "orgName" : "persName";
      return `<${tag}${attributes({ ref })}>${xml(name)}</${tag}>`;
    };
    const people = (names) => names.map(named).join("") || "<persName>Unknown</persName>";
    const date = (r) => (!r.from && !r.to ? "" : `<date${attributes(r.from === r.to ? { when: r.from } : { notBefore: r.from, notAfter: r.to })}/>`);
    const letters = rows.map((r) => `<correspDesc ref="${xml(r.address)}" source="#${source}"><correspAction type="sent">${people(r.sent)}${date(r)}</correspAction><correspAction type="received">${people(r.received)}</correspAction></correspDesc>`);
    const [title, publisher, base, licence] = [edition.title, edition.publisher, edition.base, edition.licence].map(xml);
    return `<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>${title}: index of letters</title><editor>${publisher}</editor></titleStmt>`
      + `<publicationStmt><publisher><ref target="${base}">${publisher}</ref></publisher><idno type="url">${xml(location.href)}</idno><date when="${year}"/>`
      + `<availability><licence target="${licence}">${licence}</licence></availability></publicationStmt>`
      + `<sourceDesc><bibl type="online" xml:id="${source}">${title}. <ref target="${base}">${base}</ref></bibl></sourceDesc></fileDesc><profileDesc>\n${letters.join("\n")}\n</profileDesc></teiHeader><text><body><p/></body></text></TEI>\n`;
  }
  function save(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  const formats = { csv: ["text/csv", (rows) => `\ufeff${table(rows)}`], bib: ["application/x-bibtex", bibtex], xml: ["application/tei+xml", cmif] };
  const exported = (ending, rows, edition) => save(`list.${ending}`, formats[ending][0], formats[ending][1](rows, edition));

  return { parse, wanted, loose, phrases, isPhrase, doubts, years, fields: FIELDS, seen: kept("seen"), list: kept("list"), exported };
})();
