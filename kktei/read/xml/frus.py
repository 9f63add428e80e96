"""Volumes as the Office of the Historian publishes them, read as a stream: documents, chapters, lists, front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from kktei import tei
from kktei.findings import Finding, finding
from kktei.groups import group_of, is_group
from kktei.model import Authority, Chapter, DocumentId, EditorFact, Front, Position, Record
from kktei.read.plain import IsNote, never
from kktei.read.source import Source
from kktei.read.stated import dated_by_volume, stated
from kktei.read.xml.body import read_div
from kktei.read.xml.document import read_document
from kktei.read.xml.faults import Faults
from kktei.read.xml.flat import flat
from kktei.read.xml.inline import InlineReading, page_break
from kktei.read.xml.scan import scan
from kktei.tei import TEI, XML_ID, Element, name, q, text_of
from kktei.transcript import PageBreak

_PARTS = {"compilation", "chapter", "subchapter", "part", "section"}
_LISTED = {"persName": "person", "term": "term", "orgName": "body"}
_SIZE = 1 << 16
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_DIV = re.compile(rb"<div\b")
_OPENING = f'<TEI xmlns="{TEI}" xmlns:frus="http://history.state.gov/frus/ns/1.0"><text><body>'.encode()
_CLOSING = b"</body></text></TEI>"
_READ = {"head", "div", "pb", ""}


@dataclass
class _Chapter:
    typed: bool  # whether such volumes call it a part
    depth: int  # how many others it lies within
    heading: str = ""
    documents: list[DocumentId] = field(default_factory=list)


@dataclass
class _Volume:
    """A volume while it streams by."""

    shown: str
    faults: Faults
    outside: Outside
    people: dict[str, Authority]
    title: str = ""
    records: list[Record] = field(default_factory=list)
    front: list[Front] = field(default_factory=list)
    chapters: list[_Chapter] = field(default_factory=list)  # in the order of their headings
    open: list[_Chapter] = field(default_factory=list)
    pages: list[PageBreak] = field(default_factory=list)  # that begin between documents
    waiting: Element | None = None  # a note of several documents, above them, that none of them has yet
    days: dict[DocumentId, tuple[str, ...]] = field(default_factory=dict)  # by its own marks: first and last
    documents: int = 0  # how many are open
    beside: str = ""  # "front" or "back" while within it


def read_volume(data: bytes, shown: str, is_note: IsNote = never) -> Source | None:
    """The documents of a volume with its lists of persons and terms, chapters and front matter.

    The file may also hold a single ``div`` cut out of a volume; None where it has no document.  Raises InputError,
    with the line, where it is not well formed or has a DOCTYPE.
    """
    stream = VolumeStream(data)
    found: list[Finding] = []
    people: dict[str, Authority] = {}
    try:
        places = scan(stream.chunks(), shown)
        if not places.documents:
            return None
        places.partial = places.partial or stream.wrapped > 0
        volume = _Volume(shown, Faults(shown, people, places, found, is_note), Outside(shown, found), people)
        _stream(stream, volume)
    except etree.XMLSyntaxError as problem:
        raise tei.malformed(problem, shown, stream.place(*problem.position)) from problem
    return _source(volume, found)


def _source(volume: _Volume, found: list[Finding]) -> Source:
    if volume.faults.unheld:
        found.append(_unheld(volume.faults.unheld, volume.shown))
    found += volume.faults.several()
    facts = {r.id: dated_by_volume(r, stated(r), volume.days[r.id]) for r in volume.records}
    found += [f for r in volume.records if (f := _other_day(r, facts[r.id], volume.days[r.id]))]
    return Source(
        volume.title,
        tuple(volume.records),
        tuple(found),
        "frus",
        {document: known for document, known in facts.items() if known},
        tuple(volume.people.values()),
        tuple(volume.front),
        tuple(_chapter(c) for c in volume.chapters if c.typed or c.documents),
    )


def _chapter(chapter: _Chapter) -> Chapter:
    return Chapter(chapter.heading, tuple(dict.fromkeys(chapter.documents)), chapter.depth)


def _stream(stream: VolumeStream, volume: _Volume) -> None:
    for event, element in _events(stream):
        tag = name(element)
        if event == "start":
            _start(element, tag, volume)
        elif tag in {"front", "back", "body"} and not volume.documents:
            volume.outside.part(element, volume.beside)
            volume.beside = ""
            element.clear(keep_tail=True)
        elif tag == "div":
            _end(element, volume)
        elif not volume.documents:
            _beside(element, tag, volume)


def _events(stream: VolumeStream) -> Iterator[tuple[str, Element]]:
    """Beginnings and ends of elements; unlike ``etree.iterparse`` this lets an id stand twice."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        collect_ids=False,
    )
    for chunk in stream.chunks():
        parser.feed(chunk)
        yield from parser.read_events()
    parser.close()
    yield from parser.read_events()


def _start(element: Element, tag: str, volume: _Volume) -> None:
    if tag in {"front", "back"} and not volume.documents:
        volume.beside = tag
    elif tag == "div" and element.get("type") == "document":
        volume.documents += 1
    elif tag == "div" and not volume.documents and not volume.beside:
        volume.open.append(_Chapter(element.get("type") in _PARTS, len(volume.open)))
        volume.chapters.append(volume.open[-1])


def _beside(element: Element, tag: str, volume: _Volume) -> None:
    """What ends outside the documents."""
    if tag == "item":
        _listed(element, volume)
    elif tag == "title" and not volume.title:
        volume.title = _title(element)
    elif tag in {"p", "note"} and volume.open and is_group(text_of(element)):
        volume.waiting = element
    elif tag == "head" and volume.open and name(element.getparent()) == "div":
        volume.open[-1].heading = volume.open[-1].heading or flat(element, "head").text
    elif tag == "pb" and not volume.beside:
        volume.pages.append(page_break(element))


def _title(element: Element) -> str:
    """The volume's own title, where several are typed; else the first."""
    return text_of(element) if element.get("type") in {None, "complete", "volume", "main"} else ""


def _listed(item: Element, volume: _Volume) -> None:
    """An entry of the lists of persons and terms; what an item within it names is that item's."""
    for tag, kind in _LISTED.items():
        for named in item.iter(q(tag)):
            key = named.get(XML_ID)
            if key and key not in volume.people:
                words, label = text_of(item), text_of(named)
                note = words.partition(label)[2].lstrip(" ,;:—–-") if label in words else words
                at = Position(volume.shown, named.sourceline or 0)
                volume.people[key] = Authority(kind, key, label.rstrip(","), note, at)


def _end(div: Element, volume: _Volume) -> None:
    if div.get("type") == "document":
        volume.documents -= 1
        record = read_document(div, volume.faults, tuple(volume.pages))
        if record is not None and volume.waiting is not None:
            record = _below_note(record, volume.waiting, volume)
        if record is not None:
            volume.days[record.id] = _days(div)
            volume.pages.clear()
            volume.records.append(record)
            if volume.open:
                volume.open[-1].documents.append(record.id)
        _drop(div)
    elif volume.documents:
        return
    elif volume.beside == "front":
        if name(div.getparent()) == "front":
            volume.front.append(_section(div, volume))
            _drop(div)
    elif not volume.beside and volume.open:
        volume.outside.chapter(div)
        volume.open.pop()
        volume.waiting = None
        _drop(div)


def _days(div: Element) -> tuple[str, ...]:
    """The first and the last moment that a volume gives for a document, whatever its namespace."""
    marks = {name.rpartition("}")[2]: str(value) for name, value in div.attrib.items()}
    return tuple(marks[mark] for mark in ("doc-dateTime-min", "doc-dateTime-max") if mark in marks)


def _other_day(record: Record, facts: tuple[EditorFact, ...], days: tuple[str, ...]) -> Finding | None:
    """A dateline with another day than the volume gives for the document."""
    said = next((fact.value[:10] for fact in facts if fact.name == "when"), "")
    given = [day[:10] for day in days]
    if len(said) < len("1949-10-14") or not given or min(given) <= said <= max(given):
        return None
    words = f"The dateline says {said}, but the volume dates the document {' to '.join(dict.fromkeys(given))}."
    return finding("R022", words, file=record.at.file, line=record.at.line)


def _below_note(record: Record, note: Element, volume: _Volume) -> Record:
    """The document with the note that stands above it, where it is the first of several that have no other."""
    said = flat(note, "note")
    if record.note:
        group = group_of(said.text)
        waits = group is not None and (group.part or group.numbers(record.number))
        volume.waiting = note if waits else None
        return record
    volume.waiting = None
    volume.outside.taken.add(note)
    links = (*record.links, *(link for link in said.links if link.key))
    return replace(record, note=said.text, note_at=Position(volume.shown, note.sourceline or 0), links=links)


def _section(div: Element, volume: _Volume) -> Front:
    head = next((c for c in div if name(c) == "head"), None)
    kind = str(div.get(XML_ID) or div.get("type") or "")
    reading = InlineReading(leads=lambda element: volume.faults.leads(element, kind))
    blocks = read_div(div, reading)
    volume.faults.tell(reading)
    return Front(kind, "" if head is None else text_of(head), blocks)


def _drop(div: Element) -> None:
    """Free what has been read: memory stays flat however long the volume is."""
    div.clear(keep_tail=True)
    parent = div.getparent()
    while parent is not None and (before := div.getprevious()) is not None and name(before) in {"div", "pb"}:
        parent.remove(before)


def _unheld(counts: dict[str, int], shown: str) -> Finding:
    words = ", ".join(f"{tag} ({n})" for tag, n in sorted(counts.items()))
    return finding("R026", f"Elements whose words were kept but not their markup: {words}.", file=shown)


def looks_like_volume(root_tag: str, data: bytes) -> bool:
    """Whether TEI is a FRUS volume (or a piece of one) rather than a letter of its own."""
    marked = re.search(rb"history\.state\.gov/(?:frus/)?ns|xml:id=[\"']frus", data[:4000])  # older ones lack "frus/"
    return root_tag == "div" or (root_tag == "TEI" and bool(marked))


class VolumeStream:
    """A file of XML, to be read from its beginning as often as asked."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.wrapped = 0  # the line on which a volume was put around a division

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the file."""
        first = self._data[:_SIZE]
        before = match.end() if (match := _BEFORE.match(first)) else 0
        bare = _DIV.match(first, before) is not None
        if bare:  # on the same lines, so that lines in findings are the file's
            self.wrapped = first.count(b"\n", 0, before) + 1
            first = b"\n" * (self.wrapped - 1) + _OPENING + first[before:]
        yield first
        for at in range(_SIZE, len(self._data), _SIZE):
            yield self._data[at : at + _SIZE]
        if bare:
            yield _CLOSING

    def place(self, line: int, column: int) -> tuple[int, int]:
        """A place that the parser names as a place in the file."""
        return line, max(1, column - len(_OPENING)) if line == self.wrapped else column


@dataclass
class Outside:
    """Looks at the parts of one volume when they end."""

    shown: str
    found: list[Finding]
    taken: set[Element] = field(default_factory=set)  # what became the source note of a document

    def chapter(self, div: Element) -> None:
        """A chapter whose documents have been read: its own paragraphs, and footnotes of its heading."""
        notes = [n for head in div if name(head) == "head" for n in head if name(n) == "note"]
        heading = next((flat(head, "head").text for head in div if name(head) == "head"), "")
        called = f'the chapter "{heading}"' if heading else f"the division {div.get(XML_ID) or ''}".strip()
        self._report([*notes, *(c for c in div if name(c) not in _READ)], called)

    def part(self, element: Element, beside: str) -> None:
        """Front or back matter, or the body, when it ends."""
        if beside == "back":
            for child in element:
                head = next((c for c in child if name(c) == "head"), None)
                what = f'the back matter ("{text_of(head)}")' if head is not None else "the back matter"
                self._report([child], what)
        else:
            self._report((c for c in element if name(c) not in _READ), f"the {beside or 'body'}")

    def _report(self, elements: Iterable[Element], where: str) -> None:
        told = [(e, len(" ".join(e.itertext()).split())) for e in elements if name(e) and e not in self.taken]
        count = sum(n for _, n in told)
        if count:
            words = f"{count} words of {where} stand outside the documents and were not taken over."
            self.found.append(finding("R036", words, file=self.shown, line=told[0][0].sourceline or 0))
