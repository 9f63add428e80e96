"""A volume in the profile of the Office of the Historian's Foreign Relations series (FRUS): one file, streamed.

Documents d1, d2 ..., notes d1fn1 ..., persons in a list that names lead to by ``corresp``, the source note in the
heading; no description of manuscripts, no correspDesc, one reading of each place.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from lxml import etree

from kktei import tei
from kktei.export import xml
from kktei.export.described import TeiDocument, TeiRecord
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.export.profile import TeiProfile, words
from kktei.files import within
from kktei.tei import XML_ID, XML_LANG, as_id, q

_E = xml.Elements(tei.TEI, {None: tei.TEI})
_ID = "xml:id"  # as lxml's writer takes it: of the namespace it would make a prefix of its own
_TEXT = TeiProfile(
    kept=words("""
        body div head opener dateline salute closer signed postscript p lg l list item label quote note table row cell
        figure graphic hi gloss ref pb lb persName placeName date del add trailer
        """),
    attributes=words("n type rend place when from to notBefore notAfter corresp ref target facs url cols rows")
    | {XML_ID, XML_LANG},
    renamed={"ab": "p", "figDesc": "p", "caption": "p"},
    chooses=True,
    losses={
        "supplied": "what the editor supplied in the text", "seg": "what each stretch of a source note says",
        "orgName": "names of bodies", "rs": "names that are not names", "unclear": "what is hard to read",
        "foreign": "words in other languages", "bibl": "structure of citations",
    },
)  # fmt: skip


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``ID.xml``: the volume is called by the edition's id."""
    with within(folder, f"{edition.id}.xml").open("wb") as stream:
        with etree.xmlfile(stream, encoding="UTF-8") as file:
            yield from _volume(file, edition, missed)
        stream.write(b"\n")


def _volume(file: xml.Growing, edition: Edition, missed: Missed) -> Writing:
    people = [record for record in edition.records.values() if record.kind == "person"]
    file.write_declaration()
    with file.element(q("TEI"), {_ID: as_id(edition.id)}, nsmap={None: tei.TEI}):
        file.write("\n", _header(edition), "\n")
        with file.element(q("text")):
            if people:
                file.write(_E("front", _persons(people)))
            with file.element(q("body")), file.element(q("div"), {"type": "compilation", _ID: "comp1"}):
                file.write(_E("head", edition.title))
                number = 0
                while (document := (yield)) is not None:
                    number = _next(document, number, missed)
                    file.write("\n", _document(document, number, edition, missed))
                file.write("\n")
        file.write("\n")


def _header(edition: Edition) -> xml.Element:
    """The header of a volume; all five titles must be there."""
    say = edition.settings.text
    titles = {
        "complete": edition.title,
        "series": say("source.title") or edition.title,
        "subseries": say("source.years"),
        "volumenumber": say("source.volume"),
        "volume": edition.subtitle or edition.title,
    }
    return _E(
        "teiHeader",
        _E(
            "fileDesc",
            _E(
                "titleStmt",
                *(_E("title", title, type=kind) for kind, title in titles.items()),
                *(_E("editor", who, role="primary") for who in edition.editors),
            ),
            _E(
                "publicationStmt",
                _E("publisher", edition.publisher or edition.title),
                _E.some("pubPlace", say("edition.place")),
                _E.some("date", edition.issued),
                _E("idno", edition.id, type="frus"),
            ),
            _E("sourceDesc", _E("p", edition.base or edition.title)),
        ),
    )


def _persons(people: list[TeiRecord]) -> xml.Element:
    items = (_E("item", _E("hi", _E("persName", record.inverted, xml_id=_key(record.key)), ",", rend="strong"),
                f" {'; '.join(record.offices)}" if record.offices else "") for record in people)  # fmt: skip
    return _E("div", _E("head", "Persons"), _E("list", *items, type="names"), type="section", xml_id="persons")


def _key(key: str) -> str:
    return f"p_{key.removeprefix('pers.')}"


def _document(document: TeiDocument, number: int, edition: Edition, missed: Missed) -> xml.Element:
    """The division of a document, with all that stands beside it within it."""
    root = xml.copy_of(edition.root / document.file, document.file)
    body = root.find(f"{q('text')}/{q('body')}")
    text = body if body is not None else _E("body")
    lost = partial(missed.loss, example=document.name)
    _prepare(text)
    people = frozenset(_key(record.key) for record in edition.records.values() if record.kind == "person")
    _TEXT.applied(text, _pointer(edition), lost, people)
    division = text[0] if len(text) == 1 and text[0].tag == q("div") else _E("div", *text)
    division.attrib.clear()
    for key, value in (("type", "document"), (XML_ID, f"d{number}"), ("n", str(number))):
        division.set(key, value)
    _finish(division, f"d{number}")
    _notes(division, f"d{number}", document.title, lost)
    missed.loss("copies, but in the words of the source note", document.name, len(document.copies))
    steps = sum(len(act.steps) for act in document.communications)
    missed.loss("steps of a communication", document.name, steps)
    missed.loss("what statements rest on", document.name, len(document.facts))
    division.tail = None
    return division


def _next(document: TeiDocument, before: int, missed: Missed) -> int:
    """The number of a document: its own where numbers grow; they should run on."""
    own = int(document.number) if document.number.isdecimal() else 0
    if own != before + 1 and before:
        missed.loss("numbers that do not run on", document.name)
    return own if own > before else before + 1


def _prepare(text: xml.Element) -> None:
    """Titles of books are in italics; where something is left out, brackets say so."""
    for title in text.iter(q("title")):
        if title.get("level") in ("m", "j"):
            title.tag = q("hi")
            title.attrib.clear()
            title.set("rend", "italic")
    for gap in text.iter(q("gap")):
        words = tei.text_of(gap) or "…"
        for child in list(gap):
            gap.remove(child)
        gap.text = f"[{words}]"


def _finish(division: xml.Element, stem: str) -> None:
    """Ids of divisions within; names of persons lead to the list by ``corresp``; no reference leads nowhere."""
    for number, inner in enumerate(division.iterdescendants(q("div")), 1):
        inner.set(XML_ID, f"{stem}.{number}")
    for name in division.iter(q("persName"), q("placeName")):
        to = name.attrib.pop("ref", "")
        if name.tag == q("persName") and to.startswith("#p_"):
            name.set("corresp", to)
    for reference in division.iter(q("ref")):
        if not reference.get("target"):
            reference.tag = q("seg")
    etree.strip_tags(division, q("seg"))


def _pointer(edition: Edition) -> Callable[[str], str]:
    def led(token: str) -> str:
        file, _, key = token.rpartition("#")
        if file.endswith("authorities.xml"):
            record = edition.records.get(key)
            return f"#{_key(key)}" if record is not None and record.kind == "person" else ""
        if file.endswith("edition.xml") or (not file and not key):
            return ""
        return token if "://" in token else f"#{key}" if not file else ""

    return led


def _notes(division: xml.Element, stem: str, title: str, lost: Callable[[str], None]) -> None:
    """The source note first, in the heading, without white space before it; notes are numbered in their order.

    A text without a heading has the document's title there.
    """
    head = next(division.iterchildren(q("head")), None)
    if head is None:
        within = division.findall(q("div"))  # the heading of one of several is not that of the whole
        head = within[0].find(q("head")) if len(within) == 1 else None
        division.insert(0, _E("head", title) if head is None else head)
        head = division[0]
    source = next((note for note in division.iter(q("note")) if note.get("type") == "source"), None)
    if source is not None:
        _moved(source, head)
        source.text = (source.text or "").lstrip()
        if not tei.text_of(source).startswith("Source:"):
            lost("source notes that do not begin with “Source:”")
    else:
        lost("documents without a source note")
    for number, note in enumerate(division.iter(q("note")), 1):
        note.attrib.pop("place", None)
        note.set("n", str(number))
        note.set(XML_ID, f"{stem}fn{number}")


def _moved(note: xml.Element, head: xml.Element) -> None:
    """Put the source note where the heading's words end, if it is not in the heading."""
    if head in note.iterancestors():
        return
    before, tail = note.getprevious(), note.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    elif note.getparent() is not None:
        note.getparent().text = (note.getparent().text or "") + tail
    note.tail = None
    head.append(note)
