"""Adding to an XML file without touching a byte of what already stands in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from kktei.tei import TEI, XI, XML_ID

_OURS = ("", TEI, XI)
_PREFIX = re.compile(rb"<([\w.-]+):")
_TAG = re.compile(rb"</?(?=[A-Za-z])")


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
        space, _, local = name.rpartition(" ")
        local = local if space in _OURS else f"{{{space}}}{local}"  # another namespace's elements are others
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
    return [p if p.end >= 0 else Part(p.path, p.attributes, p.start, p.closing, _end(data, p)) for p in tracker.parts]


def _end(data: bytes, part: Part) -> int:
    """Where the root is over: after its end tag, or after itself where it is empty."""
    return data.index(b">", part.closing) + 1 if data.startswith(b"</", part.closing) else part.closing


def key_of(part: Part) -> str | None:
    """The xml:id of an element."""
    return part.attributes.get(XML_ID)


@dataclass(frozen=True, slots=True)
class Splice:
    """Bytes from ``start`` to ``end`` give way to ``text``."""

    start: int
    end: int
    text: bytes


def apply(data: bytes, changes: Iterable[Splice]) -> bytes:
    """The file with all changes made; they must not overlap.  Changes at one place keep their order."""
    made = bytearray()
    at = 0
    for change in sorted(changes, key=lambda c: c.start):
        made += data[at : change.start] + change.text
        at = change.end
    return bytes(made + data[at:])


def before_end_tag(data: bytes, part: Part, lines: Iterable[str], level: int) -> Splice:
    """Lines added as the last children of an element; its end tag keeps its own indentation.

    They get the prefix that the element has, and the file's line ends.
    """
    indent = "  " * level
    text = "".join(f"{indent}{line}\n" for line in lines)
    return _in_style(data, part, _before_end_tag(data, part, text, level))


def after(data: bytes, part: Part, line: str, level: int) -> Splice:
    """A line added after an element, in the prefix that this has."""
    return _in_style(data, part, Splice(part.end, part.end, f"\n{'  ' * level}{line}".encode()))


def instead(data: bytes, part: Part, text: str) -> Splice:
    """An element given way to another, in the prefix that it has."""
    return _in_style(data, part, Splice(part.start, part.end, text.encode()))


def _in_style(data: bytes, part: Part, change: Splice) -> Splice:
    """A change in the prefix of an element and with the line ends of the file.

    What is put in was written by lxml: there "<" begins a tag and nothing else, it is "&lt;" in text and in values.
    """
    text = change.text
    if prefix := _PREFIX.match(data, part.start):
        text = _TAG.sub(rb"\g<0>" + prefix[1] + b":", text)
    if b"\r\n" in data:
        text = text.replace(b"\n", b"\r\n")
    return Splice(change.start, change.end, text)


def _before_end_tag(data: bytes, part: Part, text: str, level: int) -> Splice:
    if data[part.start : part.end].endswith(b"/>"):  # an empty element gets an end tag
        tag = data[part.start : part.end - 2].rstrip().decode("utf-8")
        name = tag[1:].split()[0].rpartition(":")[2]
        bare = tag.replace(tag[1:].split()[0], name, 1)
        return Splice(part.start, part.end, f"{bare}>\n{text}{'  ' * (level - 1)}</{name}>".encode())
    line_start = data.rfind(b"\n", 0, part.closing) + 1
    if data[line_start : part.closing].strip() == b"" and part.start < line_start:
        return Splice(line_start, line_start, text.encode("utf-8"))
    closing = "\n" + text + "  " * (level - 1)
    return Splice(part.closing, part.closing, closing.encode("utf-8"))
