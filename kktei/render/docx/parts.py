"""A Word file after pandoc wrote it: notes in three series, styles, a section for each document, properties.

Word numbers notes through in a section, unless a call brings its own mark: so each document is one.
Source: ISO/IEC 29500-1, 17.7 (styles), 17.11.14 (footnoteReference, customMarkFollows), 17.11.19 (numRestart).
"""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from lxml import etree

from kktei import tei
from kktei.tei import XML, Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KIND = "{http://www.idpf.org/2007/ops}type"
_TEXT, _NOTES, _STYLES, _CORE = "word/document.xml", "word/footnotes.xml", "word/styles.xml", "docProps/core.xml"
_SERIES = {"source": ("SourceNote", "SourceNoteReference"), "reading": ("ApparatusNote", "ApparatusReference")}
_HEADING = "-heading"  # ends the bookmark of a document's heading


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A call of a note: its words; the label that it brings, "" where Word numbers it; "source", "reading" or ""."""

    said: str
    label: str
    series: str


def called(page: Element) -> list[Element]:
    """The elements that call notes in the text of a page, in their order."""
    return [one for one in page.iter("{*}a") if one.get(_KIND) == "noteref" and not _aside(one)]


def calls(page: Element) -> list[NoteCall]:
    """What they say."""
    return [_call(one, "".join(one.itertext()).strip()) for one in called(page)]


def _aside(call: Element) -> bool:
    return next(call.iterancestors("{*}aside"), None) is not None


def _call(call: Element, said: str) -> NoteCall:
    reading = str(call.get("href")).rpartition("-r-")[1] != ""
    return NoteCall(said, said if call.get("class") == "own" else "", "source" if said == "*" else "reading" * reading)


def finish(file: Path, given: Sequence[NoteCall], house: Path | None, properties: Mapping[str, str]) -> None:
    """Bring the parts of a Word file to their last form; ``house`` is the template whose styles win."""
    with zipfile.ZipFile(file) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    wanted = (_TEXT, _NOTES, _STYLES, _CORE)
    trees = {info.filename: etree.fromstring(raw, tei.parser()) for info, raw in parts if info.filename in wanted}
    if _NOTES in trees:
        label(trees[_TEXT], trees[_NOTES], given)
    _size(trees[_TEXT], properties.get("dc:language", ""))
    _divide(trees[_TEXT])
    _style(trees[_STYLES], style_names(house) if house else set())
    _describe(trees[_CORE], properties)
    with zipfile.ZipFile(file, "w") as archive:
        for info, raw in parts:
            archive.writestr(info, _written(trees[info.filename]) if info.filename in trees else raw)


def _written(root: Element) -> bytes:
    raw: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return raw


# --- notes ----------------------------------------------------------------------------


def label(text: Element, notes: Element, given: Sequence[NoteCall]) -> bool:
    """Give the calls their labels and the notes the styles of their series; False where there are other calls."""
    found = list(text.iter(f"{W}footnoteReference"))
    if len(found) != len(given):
        return False
    told = {str(call.get(f"{W}id")): said for call, said in zip(found, given, strict=True)}
    for call, said in zip(found, given, strict=True):
        _mark(call, said)
    for note in notes.iter(f"{W}footnote"):
        if (one := told.get(str(note.get(f"{W}id")))) is not None:
            _number(note, one)
    return True


def _mark(call: Element, said: NoteCall) -> None:
    """Let the call of a note show its label, in the style of its series."""
    if said.label:
        call.set(f"{W}customMarkFollows", "1")
        call.addnext(_text_element(said.label))
    _restyle(call.getparent(), "rStyle", said)


def _number(note: Element, said: NoteCall) -> None:
    """Let a note begin with its label where Word would write its number."""
    number = next(note.iter(f"{W}footnoteRef"), None)
    if number is not None:
        _restyle(number.getparent(), "rStyle", said)
        if said.label:
            words = _text_element(said.label)
            words.tail = number.tail
            number.getparent().replace(number, words)
    _restyle(note, "pStyle", said)


def _restyle(element: Element, kind: str, said: NoteCall) -> None:
    if said.series:
        paragraph, character = _SERIES[said.series]
        for style in element.iter(f"{W}{kind}"):
            if style.get(f"{W}val") in ("FootnoteText", "FootnoteReference"):
                style.set(f"{W}val", paragraph if kind == "pStyle" else character)


def _text_element(said: str) -> Element:
    words = etree.Element(f"{W}t")
    words.set(f"{{{XML}}}space", "preserve")
    words.text = said
    return words


# --- sections -------------------------------------------------------------------------


def _size(text: Element, language: str) -> None:
    """Give the pages the size of paper in use, where the template says none: programs take one of their own."""
    section = text.find(f"{W}body/{W}sectPr")
    if section is not None and section.find(f"{W}pgSz") is None:
        wide, high = (12240, 15840) if language.lower() == "en-us" else (11906, 16838)
        section.append(etree.Element(f"{W}pgSz", {f"{W}w": str(wide), f"{W}h": str(high)}))
        sides = dict.fromkeys(("top", "right", "bottom", "left"), "1418")
        further = {"header": "709", "footer": "709", "gutter": "0"}
        section.append(etree.Element(f"{W}pgMar", {f"{W}{side}": most for side, most in (sides | further).items()}))


def _divide(text: Element) -> None:
    """End a section before each document's heading, so that its notes are numbered by themselves."""
    body = text.find(f"{W}body")
    last = body.find(f"{W}sectPr")
    heads = [mark for mark in body.findall(f"{W}bookmarkStart") if str(mark.get(f"{W}name")).endswith(_HEADING)]
    for mark in heads[1:] if last is not None else ():
        section = etree.fromstring(etree.tostring(last))
        section.insert(len(section.findall(f"{W}footnotePr")), etree.Element(f"{W}type", {f"{W}val": "continuous"}))
        _last_paragraph(mark).append(section)
    if last is not None and last.find(f"{W}type") is None:
        last.insert(len(last.findall(f"{W}footnotePr")), etree.Element(f"{W}type", {f"{W}val": "continuous"}))


def _last_paragraph(mark: Element) -> Element:
    """The properties of the paragraph before a bookmark; of a new one behind a table."""
    before = next((e for e in mark.itersiblings(preceding=True) if not str(e.tag).startswith(f"{W}bookmark")), None)
    if before is None or before.tag != f"{W}p":
        before = etree.Element(f"{W}p")
        mark.addprevious(before)
    properties = before.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        before.insert(0, properties)
    return properties


# --- styles ---------------------------------------------------------------------------


@cache
def _own() -> bytes:
    return (resources.files(__package__) / "styles.xml").read_bytes()


def _name(style: Element) -> str:
    """The name of a style as Word compares it: those that come with Word have no case."""
    found = style.find(f"{W}name")
    return "" if found is None else str(found.get(f"{W}val")).casefold()


def style_names(house: Path) -> set[str]:
    """The names of the styles in a house's template.

    Raises BadZipFile, zlib.error, KeyError or XMLSyntaxError for what is no Word file.
    """
    with zipfile.ZipFile(house) as archive:
        archive.getinfo(_TEXT)
        root = etree.fromstring(archive.read(_STYLES), tei.parser())
    return {_name(style) for style in root.iter(f"{W}style")}


def _style(styles: Element, taken: set[str]) -> None:
    """Define each style of ours that the house has none of that name for."""
    there = {_name(style): style for style in styles.iter(f"{W}style")}
    for style in etree.fromstring(_own()).iter(f"{W}style"):
        name = _name(style)
        if name in taken:
            continue
        if (old := there.get(name)) is None:
            styles.append(style)
        else:
            style.set(f"{W}styleId", old.get(f"{W}styleId"))
            old.getparent().replace(old, style)


# --- properties -----------------------------------------------------------------------


def _describe(core: Element, properties: Mapping[str, str]) -> None:
    """Say title, editors, dates and the like, by their names in Dublin Core and Word; what is empty goes."""
    for key, value in properties.items():
        prefix, _, local = key.partition(":")
        name = f"{{{core.nsmap[prefix]}}}{local}"
        found = core.find(name)
        if not value:
            if found is not None:
                core.remove(found)
            continue
        if found is None:
            found = etree.SubElement(core, name)
        found.text = value
