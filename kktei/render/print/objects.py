"""The objects of a file that the typesetter made, as their bytes, and a file that is written of such.

The typesetter's files are of one plain form (numbered objects, a table of their places, no object within a stream), so
that large ones can be put together without a tree of each in memory: what is read and written at once is one part.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

_DEEP = rb"\((?:[^()\\]|\\.)*\)"
for _ in range(3):  # strings may hold parentheses in pairs
    _DEEP = rb"\((?:[^()\\]|\\.|" + _DEEP + rb")*\)"
STRING = _DEEP + rb"|<[0-9A-Fa-f\s]*>"
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_REFERENCE_OR_STRING = re.compile(_DEEP + rb"|\b(\d+) 0 R\b", re.DOTALL)
_PLACE = re.compile(rb"(\d{10}) \d{5} ([nf])")
_TOKEN = re.compile(STRING + rb"|<<|>>|\[|\]|/[^\s/\[\]<>()]*|[^\s/\[\]<>()]+", re.DOTALL)
_STREAM = b"stream\n"
_MISLEADING = b"\r\nendstream"  # a carriage return there looks like part of the line's end: checkers count wrong


Edit = Callable[[bytes], bytes]  # of an object as it is written, without its stream


@dataclass(frozen=True)
class TypstFile:
    """A file of the typesetter's: what stands between "obj" and "endobj", by the objects' numbers."""

    bodies: dict[int, bytes]
    root: int
    info: int

    @classmethod
    def read(cls, path: Path) -> TypstFile:
        """The objects of a file."""
        data = path.read_bytes()
        table = int(data[data.rindex(b"startxref") + 9 :].split(maxsplit=1)[0])
        tail = data.index(b"trailer", table)
        places = enumerate(_PLACE.finditer(data, table, tail))
        begins = sorted((int(place[1]), number) for number, place in places if place[2] == b"n")
        bodies = {}
        for (begin, number), (end, _) in zip(begins, [*begins[1:], (table, 0)], strict=True):
            bodies[number] = data[data.index(b"obj", begin) + 3 : data.rindex(b"endobj", begin, end)].strip(b"\n")
        trailer = entries(data[tail + 7 : data.rindex(b"startxref")])
        return cls(bodies, reference(trailer[b"/Root"]), reference(trailer.get(b"/Info", b"0 0 R")))

    @cached_property
    def catalog(self) -> dict[bytes, bytes]:
        """The file's catalog."""
        return entries(self.bodies[self.root])

    @cached_property
    def pages(self) -> list[int]:
        """The objects of its pages."""
        return references(entries(self.bodies[reference(self.catalog[b"/Pages"])])[b"/Kids"])

    def value(self, written: bytes) -> bytes:
        """A value, or the object that it refers to."""
        return self.bodies[reference(written)] if _REFERENCE.fullmatch(written.strip()) else written

    def data(self, number: int) -> bytes:
        """The content of a stream."""
        body = self.bodies[number]
        head, content = halves(body)
        packed = content[len(_STREAM) : content.rindex(b"endstream")]
        return zlib.decompressobj().decompress(packed) if b"/FlateDecode" in head else packed.removesuffix(b"\n")

    def reached(self, roots: Iterable[int], known: Iterable[int]) -> list[int]:
        """What can be reached from some objects but through those that are ``known`` elsewhere, in order."""
        seen, waiting = {*known}, [*roots]
        found = []
        while waiting:
            number = waiting.pop()
            if number not in seen and number in self.bodies:
                seen.add(number)
                found.append(number)
                waiting += references(halves(self.bodies[number])[0])
        return sorted(found)


def halves(body: bytes) -> tuple[bytes, bytes]:
    """The dictionary of an object and its stream ("" where it has none)."""
    if not body.endswith(b"endstream"):
        return body, b""
    at = body.index(_STREAM)
    return body[:at], body[at:]


def references(head: bytes) -> list[int]:
    """The objects that are referred to, in order."""
    if b"(" in head:
        return [int(found[1]) for found in _REFERENCE_OR_STRING.finditer(head) if found[1]]
    return [int(number) for number in _REFERENCE.findall(head)]


def reference(written: bytes) -> int:
    """The number of the object that a value refers to."""
    return int(written.split(maxsplit=1)[0])


def renumbered(body: bytes, numbers: Mapping[int, int], edit: Edit) -> bytes:
    """An object with the new numbers of those that it refers to, edited; what has no number is null."""

    def new(found: re.Match[bytes]) -> bytes:
        if not found[1]:
            return found[0]
        number = numbers.get(int(found[1]))
        return b"null" if number is None else b"%d 0 R" % number

    head, content = halves(body)
    return edit((_REFERENCE_OR_STRING if b"(" in head else _REFERENCE).sub(new, head)) + content


def entries(written: bytes) -> dict[bytes, bytes]:
    """The keys of a dictionary and their values, as they are written."""
    found: dict[bytes, bytes] = {}
    key, value, depth = b"", list[bytes](), 0
    for token in _TOKEN.findall(halves(written)[0]):
        if depth == 1 and (token == b">>" or (token[:1] == b"/" and (value or not key))):
            if key:
                found[key] = b" ".join(value)
            key, value = token, []
        elif depth:
            value.append(token)
        depth += token in (b"<<", b"[")
        depth -= token in (b">>", b"]")
    return found


def dictionary(held: Mapping[bytes, bytes]) -> bytes:
    """A dictionary as it is written."""
    return b"<<%s>>" % b"\n".join(b"%s %s" % pair for pair in held.items())


def array(values: Iterable[bytes]) -> bytes:
    """An array as it is written."""
    return b"[%s]" % b" ".join(values)


def refer(number: int) -> bytes:
    """A reference."""
    return b"%d 0 R" % number


def string(words: str) -> bytes:
    """A text as it is written."""
    return b"<%s>" % ("\ufeff" + words).encode("utf-16-be").hex().upper().encode()


def stream(data: bytes, held: Mapping[bytes, bytes], *, packed: bool = True) -> bytes:
    """A stream as it is written."""
    content = _packed(data) if packed else data
    more = {b"/Filter": b"/FlateDecode"} if packed else {}
    return dictionary({**held, **more, b"/Length": b"%d" % len(content)}) + b"\nstream\n" + content + b"\nendstream"


def _packed(data: bytes) -> bytes:
    for spaces in range(8):
        packed = zlib.compress(data + b"\n" * spaces, 6)
        if packed[-1:] != b"\r":
            return packed
    return zlib.compress(data, 0)


def _led_rightly(body: bytes) -> bytes:
    """A stream that ends in a carriage return is packed anew."""
    if not body.endswith(_MISLEADING) or b"/FlateDecode" not in halves(body)[0]:
        return body
    head, content = halves(body)
    data = zlib.decompressobj().decompress(content[len(_STREAM) :])
    held = {key: value for key, value in entries(head).items() if key not in (b"/Filter", b"/Length")}
    return stream(data, held)


class ObjectWriter:
    """Writes a file, object by object; what one process has begun another may go on with."""

    def __init__(self, file: BinaryIO, version: str) -> None:
        self._file = file
        self._places: dict[int, int] = {}
        self._next, self._at = 1, 0
        self._digest = b""
        self._write(b"%%PDF-%s\n%%\x80\x80\x80\x80\n" % version.encode())

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "_file"}

    def go_on(self, file: BinaryIO) -> None:
        """Write what follows into the file, which is open at its end."""
        self._file = file

    def reserve(self, many: int = 1) -> int:
        """Numbers for objects that follow: the first of them."""
        self._next += many
        return self._next - many

    def put(self, number: int, body: bytes) -> None:
        """Write the object of a number."""
        self._places[number] = self._at
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, _led_rightly(body)))

    def add(self, body: bytes) -> int:
        """Write an object; its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def take(self, source: TypstFile, chosen: Iterable[int], numbers: dict[int, int], edit: Edit) -> None:
        """Write objects of another file; ``numbers`` are those that its objects have here, and get these as well."""
        taken = [*chosen]
        numbers |= {number: new for new, number in enumerate(taken, self.reserve(len(taken)))}
        for number in taken:
            self.put(numbers[number], renumbered(source.bodies[number], numbers, edit))

    def close(self, root: int, info: int) -> None:
        """Write the table of the objects."""
        table, last = self._at, self._next
        free = b"0000000000 65535 f\r\n"
        lines = (b"%010d 00000 n\r\n" % self._places[n] if n in self._places else free for n in range(1, last))
        self._write(b"xref\n0 %d\n%s%s" % (last, free, b"".join(lines)))
        name = b"<%s>" % self._digest.hex().encode()
        trailer = {b"/Size": b"%d" % last, b"/Root": refer(root), b"/ID": array([name, name])}
        trailer |= {b"/Info": refer(info)} if info else {}
        self._write(b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (dictionary(trailer), table))

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest = hashlib.md5(self._digest + data, usedforsecurity=False).digest()
        self._at += len(data)
