"""Volumes as the Office of the Historian publishes them, read as a stream: documents, chapters, lists, front matter."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

from lxml import etree

from kktei.errors import InputError
from kktei.findings import Finding, finding
from kktei.model import Authority, Chapter, Front, Position, Record
from kktei.read.source import Source
from kktei.read.stated import stated
from kktei.read.xml.body import read_div
from kktei.read.xml.document import read_document
from kktei.read.xml.faults import Faults
from kktei.read.xml.inline import Reading
from kktei.tei import TEI, XML_ID, Element, name, q, text_of

_PARTS = {"compilation", "chapter", "subchapter", "part", "section"}
_LISTED = {"persName": "person", "term": "term", "orgName": "body"}


@dataclass
class _Chapter:
    heading: str = ""
    numbers: list[str] = field(default_factory=list)


@dataclass
class _Volume:
    """A volume while it streams by."""

    shown: str
    title: str = ""
    records: list[Record] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    people: dict[str, Authority] = field(default_factory=dict)
    front: list[Front] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    open: list[_Chapter] = field(default_factory=list)
    faults: Faults = field(init=False)

    def __post_init__(self) -> None:
        self.faults = Faults(self.shown, self.people, self.found)


def read_volume(data: bytes, shown: str) -> Source:
    """The documents of a volume with its lists of persons and terms, chapters and front matter.

    ``data`` may also be a single ``div`` cut out of a volume.  Raises InputError, with the line, where the
    file is not well formed or has a DOCTYPE.
    """
    volume = _Volume(shown)
    try:
        _stream(data, volume)
    except etree.XMLSyntaxError as problem:
        line, column = problem.position
        raise InputError(f"{shown}:{line}:{column}: not well-formed XML: {problem.msg}") from problem
    facts = {r.number: known for r in volume.records if (known := stated(r))}
    if volume.faults.unheld:
        volume.found.append(_unheld(volume.faults.unheld, shown))
    return Source(
        volume.title,
        tuple(volume.records),
        tuple(volume.found),
        "frus",
        facts,
        tuple(volume.people.values()),
        tuple(volume.front),
        tuple(volume.chapters),
    )


def _stream(data: bytes, volume: _Volume) -> None:
    events = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
    )
    in_front = False
    for event, element in events:
        tag = name(element)
        if event == "start":
            in_front = tag == "front" or (in_front and tag != "body")
            _start(element, tag, volume, in_front)
        elif tag == "item":
            _listed(element, volume)
        elif tag == "title" and not volume.title:
            volume.title = _title(element)
        elif tag == "head" and volume.open and element.getparent().get("type") in _PARTS:
            volume.open[-1].heading = text_of(element)
        elif tag == "div":
            _end(element, volume, in_front)


def _start(element: Element, tag: str, volume: _Volume, in_front: bool) -> None:
    if element.getparent() is None and element.getroottree().docinfo.doctype:
        raise InputError(f"{volume.shown} has a DOCTYPE, which kktei does not read", "Delete the DOCTYPE.")
    if tag == "div" and element.get("type") in _PARTS and not in_front:
        volume.open.append(_Chapter())


def _title(element: Element) -> str:
    """The volume's own title, where several are typed; else the first."""
    return text_of(element) if element.get("type") in {None, "complete", "volume", "main"} else ""


def _listed(item: Element, volume: _Volume) -> None:
    """An entry of the lists of persons and terms."""
    for tag, kind in _LISTED.items():
        for named in item.iter(q(tag)):
            key = named.get(XML_ID)
            if key:
                words = text_of(item)
                label = text_of(named)
                note = words.partition(label)[2].lstrip(" ,;:—–-") if label in words else words
                at = Position(volume.shown, named.sourceline or 0)
                volume.people[key] = Authority(kind, key, label.rstrip(","), note, at)


def _end(div: Element, volume: _Volume, in_front: bool) -> None:
    kind = div.get("type")
    if kind == "document":
        record = read_document(div, volume.shown, volume.faults)
        if record is not None:
            volume.records.append(record)
            if volume.open:
                volume.open[-1].numbers.append(record.number)
        _drop(div)
    elif in_front:
        if name(div.getparent()) == "front":
            volume.front.append(_section(div))
            _drop(div)
    elif kind in _PARTS and volume.open:
        done = volume.open.pop()
        volume.chapters.append(Chapter(done.heading, tuple(done.numbers)))
        _drop(div)


def _section(div: Element) -> Front:
    head = next((c for c in div if name(c) == "head"), None)
    kind = str(div.get(XML_ID) or div.get("type") or "")
    return Front(kind, "" if head is None else text_of(head), read_div(div, Reading()))


def _drop(div: Element) -> None:
    """Free what has been read: memory stays flat however long the volume is."""
    div.clear(keep_tail=True)
    parent = div.getparent()
    while parent is not None and div.getprevious() is not None and name(div.getprevious()) == "div":
        parent.remove(div.getprevious())


def _unheld(counts: dict[str, int], shown: str) -> Finding:
    words = ", ".join(f"{tag} ({n})" for tag, n in sorted(counts.items()))
    return finding("R026", f"Elements whose words were kept but not their markup: {words}.", file=shown)


def fragments(data: bytes) -> bytes:
    """A ``div`` cut out of a volume, without its namespaces, as a volume of its own; anything else as it is."""
    start = re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", data, re.DOTALL)
    at = start.end() if start else 0
    tag = re.match(rb"<div\b[^>]*>", data[at:])
    if tag is None:
        return data
    namespaces = f'xmlns="{TEI}" xmlns:frus="http://history.state.gov/frus/ns/1.0"'.encode()
    # On the same lines, so that lines in findings are the file's.
    before = data[:at].count(b"\n") * b"\n"
    return before + b"<TEI " + namespaces + b"><text><body>" + data[at:] + b"</body></text></TEI>"


def looks_like_volume(root_tag: str, data: bytes) -> bool:
    """Whether TEI is a FRUS volume (or a piece of one) rather than a letter of its own."""
    return root_tag == "div" or b"history.state.gov/frus" in data[:4000] or b'xml:id="frus' in data[:4000]
