"""How a large volume is cut into parts, and what the parts tell each other: pages, places, marks of the indexes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from kktei.render.print.joining import Joined, roman
from kktei.render.print.places import Head, Place

SIZE = 200_000  # characters of the source's text: some fifty letters, seventy pages
# Documents that are laid out behind those of a part, to find one that begins a page: so many, but for long ones.
_BEHIND = 10
_FEWEST = 3
_SHARE = 0.4  # of the size of a part
UNKNOWN = "000"  # stands for a page's number until that is known
_XREF = re.compile(r'xref\("((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A document as a part has it: its name in labels, its file, its markup, the lines that include it."""

    stem: str
    file: str
    markup: str
    lines: str
    opens: bool  # a chapter begins with it, which begins a page


@dataclass(frozen=True, slots=True)
class Window:
    """The documents that a part may hold: its own begin near the first and end near ``nominal``."""

    name: str
    begin: int
    nominal: int
    end: int


def windows(pieces: Sequence[Piece], size: int = 0) -> list[Window]:
    """The parts' windows: about ``size`` characters each; one where the volume is small."""
    size = size or SIZE
    begins, room = [0], 0
    if sum(len(piece.markup) for piece in pieces) > 1.6 * size:
        for at, piece in enumerate(pieces):
            if room > size:
                begins.append(at)
                room = 0
            room += len(piece.markup)
    found = []
    for begin, nominal in zip(begins, [*begins[1:], len(pieces)], strict=True):
        end = nominal + _behind(pieces[nominal : nominal + _BEHIND], _SHARE * size)
        found.append(Window(f"d-{pieces[begin].file}", begin, nominal, end))
    return found


def _behind(pieces: Sequence[Piece], room: float) -> int:
    """How many of the documents behind a part are laid out with it."""
    sizes = accumulate(len(piece.markup) for piece in pieces)
    return max(min(_FEWEST, len(pieces)), sum(size < room for size in sizes))


def wanted(markup: str) -> set[str]:
    """The places that cross references of a document lead to."""
    return {_ESCAPED.sub(r"\1", name) for name in _XREF.findall(markup)}


@dataclass(frozen=True, slots=True)
class Told:
    """What a part that is set says of its pages; pages of the part, the first is 1."""

    pages: int
    next: int | None  # the first document of its window that is the next part's
    documents: list[tuple[dict[str, str], Place]]
    heads: list[Head]
    chapters: list[Head]
    marks: list[tuple[str, str, int]]
    asked: dict[str, Place]
    seen: dict[str, int]  # of places that were laid out with the part and lie behind it, the page of the volume
    strays: list[dict[str, Any]]
    repairs: dict[str, str]
    untagged: str

    @classmethod
    def of(cls, found: dict[str, Any], before: int) -> Told:
        """From the answer of the part's process; ``before`` are the pages before the part."""
        return cls(
            found["pages"],
            found["next"],
            [(value, Place(*spot)) for value, *spot in found["documents"]],
            [Head(level, title, Place(*spot)) for level, title, *spot in found["heads"]],
            [Head(depth, title, Place(*spot)) for depth, title, *spot in found["chapters"]],
            [(key, role, page) for key, role, page in found["marks"]],
            {name: Place(*spot) for name, spot in found["asked"].items()},
            {name: page + before for name, page in found["seen"].items()},
            found["strays"],
            found["repairs"],
            found["untagged"],
        )


def later(place: Place, pages: int) -> Place:
    """The place, so many pages on."""
    return Place(place.page + pages, place.x, place.y)


def marks(parts: Iterable[tuple[int, Told]]) -> dict[str, dict[str, list[int]]]:
    """Pages of each key of the indexes by role; the parts with the pages before each."""
    found: dict[str, dict[str, list[int]]] = {}
    for before, part in parts:
        for key, role, page in part.marks:
            pages = found.setdefault(key, {}).setdefault(role, [])
            if not pages or pages[-1] != page + before:
                pages.append(page + before)
    return found


def documents(parts: Iterable[tuple[int, Told]]) -> list[dict[str, str]]:
    """What the list of documents needs to know."""
    return [{**value, "page": str(place.page + before)} for before, part in parts for value, place in part.documents]


def after(parts: Iterable[tuple[int, Told]], back: Told | None, said: str) -> list[dict[str, Any]]:
    """The lines of the contents for the documents (``said``), the chapters, and what stands behind."""
    listed = [*parts]
    rows = [{"title": said, "depth": 0, "name": "page:1", "page": "1"}]
    for before, part in listed:
        rows += [_row(later(head.place, before), head.title, head.level + 1) for head in part.chapters]
    if back:
        last, told = listed[-1]
        end = last + told.pages
        rows += [_row(later(head.place, end), head.title, 0) for head in back.heads if head.level == 1]
    return rows


def _row(place: Place, title: str, depth: int) -> dict[str, Any]:
    return {"title": title, "depth": depth, "name": f"page:{place.page}", "page": str(place.page)}


def joined(front: Told, main: Sequence[tuple[int, Told]], back: Told) -> Joined:
    """What the joined file is told, from what its parts say."""
    first = front.pages
    end = first + main[-1][0] + main[-1][1].pages
    every = [(0, front), *((first + before, part) for before, part in main), (end, back)]
    places = {f"page:{n}": Place(n + first, 0, 0) for n in range(1, end - first + back.pages + 1)}
    heads = []
    for before, part in every:
        places |= {name: later(place, before) for name, place in part.asked.items()}
        places |= {f"{value['id']}#": later(place, before) for value, place in part.documents}
        heads += [Head(head.level, head.title, later(head.place, before)) for head in part.heads]
    return Joined(places, heads, first + 1)


def labels(front: Mapping[str, Place], main: Sequence[tuple[int, Told]]) -> dict[str, str]:
    """The page's label of each place that was asked for; those of the front matter have roman numbers."""
    found = {name: roman(place.page) for name, place in front.items()}
    for before, part in main:
        found |= {name: str(place.page + before) for name, place in part.asked.items()}
        found |= {f"{value['id']}#": str(place.page + before) for value, place in part.documents}
    return found
