"""Adding to an XML file without touching a byte of what already stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from kktei.tei import XML_ID


@dataclass(frozen=True, slots=True)
class Part:
    """An element of a file: where it begins, where its end tag begins, where it is over (offsets in bytes)."""

    path: tuple[str, ...]  # local names from the root down
    attributes: dict[str, str]
    start: int
    closing: int
    end: int


@dataclass
class _Tracker:
    parser: expat.XMLParserType
    size: int
    open: list[tuple[str, dict[str, str], int]] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._settle()
        local = name.rpartition(" ")[2]
        self.open.append((local, {_clark(k): v for k, v in attributes.items()}, self.parser.CurrentByteIndex))

    def finish(self, _name: str) -> None:
        self._settle()
        path = tuple(local for local, _, _ in self.open)
        _, attributes, start = self.open.pop()
        self.parts.append(Part(path, attributes, start, self.parser.CurrentByteIndex, -1))
        self.pending.append(len(self.parts) - 1)

    def other(self, _data: str) -> None:
        self._settle()

    def _settle(self) -> None:
        """What ended before this event ends where the event begins."""
        for index in self.pending:
            part = self.parts[index]
            self.parts[index] = Part(part.path, part.attributes, part.start, part.closing, self.parser.CurrentByteIndex)
        self.pending.clear()


def _clark(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{{{space}}}{local}" if space else local


def parts_of(data: bytes) -> list[Part]:
    """All elements of a UTF-8 file in the order of their end tags.

    The text must be well formed and without DOCTYPE.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = False
    tracker = _Tracker(parser, len(data))
    parser.StartElementHandler = tracker.begin
    parser.EndElementHandler = tracker.finish
    parser.DefaultHandler = tracker.other
    parser.Parse(data, True)
    return [
        p if p.end >= 0 else Part(p.path, p.attributes, p.start, p.closing, data.find(b">", p.closing) + 1)
        for p in tracker.parts
    ]


def key_of(part: Part) -> str | None:
    """The xml:id of an element."""
    return part.attributes.get(XML_ID)


@dataclass(frozen=True, slots=True)
class Change:
    """Bytes from ``start`` to ``end`` give way to ``text``."""

    start: int
    end: int
    text: bytes


def apply(data: bytes, changes: Iterable[Change]) -> bytes:
    """The file with all changes made; they must not overlap.  Changes at one place keep their order."""
    made = bytearray()
    at = 0
    for change in sorted(changes, key=lambda c: c.start):
        made += data[at : change.start] + change.text
        at = change.end
    return bytes(made + data[at:])


def before_end_tag(data: bytes, part: Part, lines: Iterable[str], level: int) -> Change:
    """Lines added as the last children of an element; its end tag keeps its own indentation."""
    indent = "  " * level
    text = "".join(f"{indent}{line}\n" for line in lines)
    line_start = data.rfind(b"\n", 0, part.closing) + 1
    if data[line_start : part.closing].strip() == b"" and part.start < line_start:
        return Change(line_start, line_start, text.encode("utf-8"))
    closing = "\n" + text + "  " * (level - 1)
    return Change(part.closing, part.closing, closing.encode("utf-8"))
