"""A JATS file after pandoc wrote it: what the edition says of itself, kinds of paragraph, verse, the labels of notes.

JATS Archiving needs no journal: what is said is what is so of an edition.
Source: ANSI/NISO Z39.96-2019, article-meta, boxed-text, verse-group, fn.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree
from lxml.builder import ElementMaker

from kktei import files, tei
from kktei.config import Settings
from kktei.render.characters import printable
from kktei.render.docx.parts import NoteCall
from kktei.tei import XML, Element

_XLINK = "http://www.w3.org/1999/xlink"
_E = ElementMaker()
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_TYPE, _LANG = "content-type", f"{{{XML}}}lang"
_VERSE = "Verse"


def finish_jats(file: Path, given: Sequence[NoteCall], said: Settings) -> None:
    """Bring what pandoc wrote to its last form."""
    document = etree.fromstring(files.raw(file), tei.parser())
    document.set(_LANG, said.text("edition.language") or "en")
    for front in document.findall("front"):
        document.replace(front, _front(said))
    _shape(document)
    _label(document, given)
    file.write_bytes(etree.tostring(document, xml_declaration=True, encoding="UTF-8", doctype=_DOCTYPE))


_DOCTYPE = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.2 20190208//EN" '
    '"JATS-archivearticle1.dtd">'
)


# --- what the edition says of itself --------------------------------------------------


def _front(said: Settings) -> Element:
    front, journal, article = _E("front"), _E("journal-meta"), _E("article-meta")
    journal.extend(_published(said))
    article.extend(_told(said))
    front.extend([*([journal] if len(journal) else []), article])
    return front


def _published(said: Settings) -> Iterator[Element]:
    if isbn := re.sub(r"[^0-9X]", "", said.text("print.isbn")):
        yield _E("isbn", isbn)
    if publisher := printable(said.text("edition.publisher")):
        yield _E("publisher", _E("publisher-name", publisher), *_some("publisher-loc", said.text("edition.place")))


def _told(said: Settings) -> Iterator[Element]:
    if doi := said.text("edition.doi"):
        yield _E("article-id", printable(doi), {"pub-id-type": "doi"})
    if known := said.text("edition.id"):
        yield _E("article-id", printable(known), {"pub-id-type": "publisher-id"})
    title = said.text("edition.title")
    yield _E("title-group", _E("article-title", printable(title)), *_some("subtitle", said.text("edition.subtitle")))
    editors = [_E("contrib", _E("name-alternatives", _E("string-name", printable(name))), {"contrib-type": "editor"})
               for name in said.texts("edition.editors") if name]  # fmt: skip
    if editors:
        yield _E("contrib-group", *editors)
    if (when := _DATE.fullmatch(said.text("edition.date"))) is not None:
        parts = [
            _E(name, part) for name, part in zip(("day", "month", "year"), reversed(when.groups()), strict=True) if part
        ]
        yield _E("pub-date", *parts, {"pub-type": "pub"})
    yield from _licensed(said)
    if address := said.text("edition.base_uri"):
        yield _E("self-uri", {f"{{{_XLINK}}}href": address})
    paragraphs = [_E("p", printable(" ".join(part.split())))
                  for part in re.split(r"\n\s*\n", said.text("edition.description")) if part.strip()]  # fmt: skip
    if paragraphs:
        yield _E("abstract", *paragraphs)


def _licensed(said: Settings) -> Iterator[Element]:
    name, address = said.text("edition.licence_name"), said.text("edition.licence")
    if name or address:
        told = {f"{{{_XLINK}}}href": address} if address else {}
        yield _E("permissions", _E("license", _E("license-p", printable(name or address)), told))


def _some(name: str, words: str) -> list[Element]:
    return [_E(name, printable(words))] if words else []


# --- the text -------------------------------------------------------------------------


def _shape(document: Element) -> None:
    """Give the text the forms that JATS has for what pandoc only boxes."""
    for box in list(document.iter("boxed-text")):
        _unbox(box)
    for caption in list(document.iter("caption")):
        if caption.getparent().tag not in ("fig", "table-wrap"):
            _into_table(caption)
    for wrapper in list(document.iter("p")):
        if wrapper.get("specific-use") == "wrapper" and wrapper.find("p") is not None:
            _unbox(wrapper)
    for line in list(document.iter("p")):
        if str(line.get(_TYPE, "")).startswith(_VERSE):
            _into_verse(line)
    for meaning in document.iter("def"):
        if not len(meaning):
            meaning.append(_E("p"))


def _unbox(box: Element) -> None:
    """Put what a division holds in its place; its kind and language go to its paragraphs."""
    for line in box.findall("p"):
        for key in (_TYPE, _LANG):
            if box.get(key) and not line.get(key):
                line.set(key, box.get(key))
    for inner in (*box.findall("sec"), *box.findall("boxed-text")):
        if box.get(_LANG) and not inner.get(_LANG):
            inner.set(_LANG, box.get(_LANG))
    parent, at = box.getparent(), box.getparent().index(box)
    parent[at : at + 1] = list(box)


def _into_table(caption: Element) -> None:
    """The caption of the table that follows it; a line of its own before anything else."""
    table = caption.getnext()
    if table is not None and table.tag == "table-wrap" and table.find("caption") is None:
        table.insert(0, caption)
    else:
        _unbox(caption)


def _into_verse(line: Element) -> None:
    """A line of verse joins the stanza before it, or begins one."""
    before, kind = line.getprevious(), str(line.get(_TYPE))
    stanza = before if before is not None and before.tag == "verse-group" and "First" not in kind else None
    if stanza is None:
        stanza = _E("verse-group")
        line.addprevious(stanza)
    stanza.append(line)
    line.tag = "verse-line"


def _label(document: Element, given: Sequence[NoteCall]) -> None:
    """Give calls and notes the labels that they have in the edition."""
    found = [call for call in document.iter("xref") if call.get("ref-type") == "fn"]
    if len(found) != len(given):
        return
    notes = {str(note.get("id")): note for note in document.iter("fn")}
    for call, said in zip(found, given, strict=True):
        call.text = said.said
        note = notes[str(call.get("rid"))]
        note.find("label").text = said.said
        if said.series:
            note.set("fn-type", "other")
            note.set("specific-use", said.series)
