"""An XML file as events with the line and column of each, from expat; fetches nothing, expands nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.parsers import expat

from kktei.relaxng.names import Name

XML_ID = ("http://www.w3.org/XML/1998/namespace", "id")
_UNKNOWN_ENCODING = expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]


class Spot(NamedTuple):
    """A place in a file, counted from 1, and its byte."""

    line: int
    column: int
    byte: int


class Start(NamedTuple):
    """A start tag."""

    name: Name
    prefix: str
    attributes: tuple[tuple[Name, str], ...]
    spot: Spot


class End(NamedTuple):
    """An end tag."""

    spot: Spot


class TextEvent(NamedTuple):
    """Character data between two tags, comments left out."""

    text: str
    spot: Spot


class Pause(NamedTuple):
    """A comment or a processing instruction: it ends a text node."""

    spot: Spot


Event = Start | End | TextEvent | Pause


class DoctypeFound(Exception):  # noqa: N818 - not an error of the program
    """The document type declaration ends the reading."""

    def __init__(self, spot: Spot) -> None:
        super().__init__("DOCTYPE")
        self.spot = spot


@dataclass(frozen=True, slots=True)
class Broken(Exception):  # noqa: N818 - it carries what is wrong to whoever explains it
    """The text is not well-formed XML: expat's code, and where."""

    code: int
    spot: Spot


def events_of(data: bytes) -> Iterator[Event]:
    """The events of a document; raises Broken or DoctypeFound after the events before it."""
    collector = _Collector()
    parser = expat.ParserCreate(namespace_separator=" ")
    collector.attach(parser)
    problem: Exception | None = None
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        spot = Spot(fault.lineno, fault.offset + 1, parser.ErrorByteIndex)
        problem = Broken(fault.code, spot)
    except DoctypeFound as fault:
        problem = fault
    except (LookupError, ValueError):  # an encoding that Python, or expat, does not know
        problem = Broken(_UNKNOWN_ENCODING, Spot(1, max(data.find(b"encoding"), 0) + 1, 0))
    collector.flush()
    yield from collector.events
    if problem is not None:
        raise problem


class _Collector:
    """Gathers expat's callbacks; text that comes in pieces is joined."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._pieces: list[str] = []
        self._begun: Spot | None = None
        self._parser = expat.ParserCreate()

    def attach(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        parser.ordered_attributes = True
        parser.namespace_prefixes = True
        parser.buffer_text = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = lambda _text: self._pause()
        parser.ProcessingInstructionHandler = lambda _target, _text: self._pause()
        parser.StartDoctypeDeclHandler = self._doctype

    def _spot(self) -> Spot:
        p = self._parser
        return Spot(p.CurrentLineNumber, p.CurrentColumnNumber + 1, p.CurrentByteIndex)

    def _start(self, name: str, given: list[str]) -> None:
        self.flush()
        full, prefix = _split(name)
        attributes = tuple((_split(given[i])[0], given[i + 1]) for i in range(0, len(given), 2))
        self.events.append(Start(full, prefix, attributes, self._spot()))

    def _end(self, _name: str) -> None:
        self.flush()
        self.events.append(End(self._spot()))

    def _text(self, piece: str) -> None:
        if not self._pieces:
            self._begun = self._spot()
        self._pieces.append(piece)

    def _pause(self) -> None:
        self.flush()
        self.events.append(Pause(self._spot()))

    def _doctype(self, *_given: object) -> None:
        raise DoctypeFound(self._spot())

    def flush(self) -> None:
        if self._pieces and self._begun is not None:
            self.events.append(TextEvent("".join(self._pieces), self._begun))
            self._pieces = []


def _split(name: str) -> tuple[Name, str]:
    parts = name.split(" ")
    match len(parts):
        case 1:
            return ("", parts[0]), ""
        case 2:
            return (parts[0], parts[1]), ""
        case _:
            return (parts[0], parts[1]), parts[2]


def shown_tag(event: Start) -> str:
    """The name of an element as it is written in the file."""
    return f"{event.prefix}:{event.name[1]}" if event.prefix else event.name[1]


_TAG = re.compile(rb"""<[^\s/>]+(?:\s+(?:[^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*'))*""")
_ATTRIBUTE = re.compile(rb"""\s([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")


class Attributes:
    """Where the attributes of the start tag at ``tag`` stand; the tag is read once, however many are asked for."""

    def __init__(self, data: bytes, tag: Spot) -> None:
        self.tag = tag
        self._spots: dict[tuple[bool, str], Spot] = {}
        whole = _TAG.match(data, tag.byte)
        line, column, at = tag
        for found in _ATTRIBUTE.finditer(data, tag.byte, whole.end() if whole else tag.byte):
            before = data[at : found.start(1)].decode("utf-8", "replace")
            line += before.count("\n")
            column = len(before) - before.rfind("\n") if "\n" in before else column + len(before)
            at = found.start(1)
            prefix, _, local = found[1].decode("utf-8", "replace").rpartition(":")
            self._spots.setdefault((bool(prefix), local), Spot(line, column, at))

    def spot(self, name: Name) -> Spot:
        """The place of one attribute; the tag's own where it cannot be told."""
        return self._spots.get((bool(name[0]), name[1]), self.tag)


def spot_at(data: bytes, byte: int) -> Spot:
    """Line and column, in characters, of a byte of UTF-8."""
    begin = data.rfind(b"\n", 0, byte) + 1
    return Spot(data.count(b"\n", 0, byte) + 1, len(data[begin:byte].decode("utf-8", "replace")) + 1, byte)
