"""How a large volume is cut into parts, and what the parts tell each other: pages, places, marks of the indexes."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile
from pathlib import Path

from msgspec import structs

from kktei.numerals import in_roman
from kktei.render.contract import to_json
from kktei.render.print import feet
from kktei.render.print.checks import Stray, at_end
from kktei.render.print.feet import Feet
from kktei.render.print.joining import Joined
from kktei.render.print.messages import ContentsLine, ListedDocument, Pages, SetPart
from kktei.render.print.places import Head, LaidOut, PagePlace
from kktei.render.print.quoting import document, unquoted

_PIECE = 6_000  # characters of pieces of a long document that count as one
_LEAST = 0.25  # of a document, for which a piece counts
SIZE = 80_000  # characters of the source: some twenty letters, thirty pages
# Documents that are laid out behind those of a part, to find one that begins a page: so many, but for long ones.
_BEHIND = 16
_FEWEST = 8
_SHARE = 1.2  # of the size of a part
ROWS = 600  # of a list or an index that are set at once: each takes 0.1 MB
DENSITY = 30 / 80_000  # pages a character, where nothing is known
UNKNOWN = "000"  # stands for a page's number until that is known
_XREF = re.compile(r'xref\("((?:[^"\\]|\\.)*)"')
_ANCHOR = re.compile(r'anchor\("((?:[^"\\]|\\.)*)"\)')


Placed = tuple[int, SetPart]  # a part with the pages before it; those of the back are counted from the documents' first


@dataclass(frozen=True, slots=True)
class Piece:
    """A document as a part has it: its name in labels, its file, its markup, the lines that include it."""

    stem: str
    file: str
    markup: str
    lines: str
    opens: bool  # a chapter begins with it, which begins a page
    entries: str = ""  # of its apparatus by lines

    @property
    def size(self) -> int:
        """In characters."""
        return len(self.markup) + len(self.entries)


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
    total = sum(piece.size for piece in pieces)
    many = 1 if total < 1.6 * size else -(-total // size)
    begins, so_far = [0], 0
    for at, piece in enumerate(pieces):
        if so_far >= len(begins) * total / many:  # parts as long as each other
            begins.append(at)
        so_far += piece.size
    found = []
    for begin, nominal in zip(begins, [*begins[1:], len(pieces)], strict=True):
        end = nominal + _behind(pieces[nominal:], _SHARE * size)
        found.append(Window(f"d-{pieces[begin].file}", begin, nominal, end))
    return found


def _behind(pieces: Sequence[Piece], room: float) -> int:
    """How many of the documents behind a part are laid out with it."""
    within = sum(1 for _ in takewhile(lambda size: size < room, accumulate(piece.size for piece in pieces)))
    given = [(piece.stem, piece.size) for piece in pieces[: max(within, int(_FEWEST / _LEAST))]]
    return max(ahead(given, _FEWEST), min(within, ahead(given, _BEHIND, least=0)))


def ahead(pieces: Sequence[tuple[str, int]], documents: int, *, least: float = _LEAST) -> int:
    """How many pieces, each with its name and size, stand for so many documents."""
    shares = accumulate(max(least, size / _PIECE) if is_piece(stem) else 1 for stem, size in pieces)
    return min(len(pieces), 1 + sum(share < documents for share in shares))


def is_piece(stem: str) -> bool:
    """Whether it names a piece of a document that is not its first."""
    return "#" in stem


def wanted(markup: str) -> set[str]:
    """The places that cross references of a document lead to."""
    return {unquoted(name) for name in _XREF.findall(markup)}


def clean_at(stems: Sequence[str], at: int, places: LaidOut, calls: Mapping[str, int]) -> bool:
    """Whether no note or picture of what is before a piece runs on to its page, and no note of it stands before.

    ``calls`` are the pages of calls.
    """
    page, before = places.documents[at].place.page, {document(stem) for stem in stems[:at]}
    known = calls if is_piece(stems[at]) else {}
    notes = any(
        (p >= page) == (known[note] < page if note in known else document(note) in before)
        for note, p in places.note_ends
    )
    return not notes and not any(call < page <= shown for call, shown in places.floats)


def own_repairs(
    made: Mapping[str, str], starts: Mapping[str, int], documents: Set[str], pages: range
) -> dict[str, str]:
    """Those of some documents and of blocks on these pages, as the whole volume's source takes them."""
    return {
        target.removesuffix("~"): what
        for target, what in made.items()
        if target in documents or (starts[target] in pages if target in starts else document(target) in documents)
    }


def within(pieces: Iterable[Piece]) -> dict[str, str]:
    """The piece in which each place of a long document is, but for those of its first."""
    return {name: piece.stem for piece in pieces if is_piece(piece.stem) for name in anchors(piece.markup)}


def anchors(markup: str) -> set[str]:
    """The places in a text that cross references can lead to."""
    return {unquoted(name) for name in _ANCHOR.findall(markup)}


def broken(pieces: Sequence[Piece], main: Sequence[Placed]) -> set[str]:
    """The documents in pieces that are to have their notes or entries at their end, which only the last knows of."""
    in_pieces = {document(piece.stem) for piece in pieces if is_piece(piece.stem)}
    ended = {stem for _, part in main for stem in (*at_end(part.repairs), *(part.feet.ended if part.feet else ()))}
    return in_pieces.intersection(ended)


def marks(parts: Iterable[Placed]) -> Pages:
    """Pages of the indexes; the parts with the pages before each."""
    found: Pages = {}
    for before, part in parts:
        for key, role, page in part.marks:
            pages = found.setdefault(key, {}).setdefault(role, [])
            if not pages or pages[-1] != page + before:
                pages.append(page + before)
    return found


def documents(parts: Iterable[Placed]) -> list[ListedDocument]:
    """What the list of documents needs to know."""
    return [
        ListedDocument(**structs.asdict(d.document), page=str(d.place.page + before))
        for before, part in parts
        for d in part.documents
    ]


def after(main: Sequence[Placed], back: Sequence[Placed], said: str) -> list[ContentsLine]:
    """The lines of the contents for the documents (``said``), the chapters, and what stands behind."""
    rows = [ContentsLine(title=said, depth=0, name="page:1", page="1")]
    for before, part in main:
        rows += [_line(head.later(before), head.level + 1) for head in part.chapters]
    for before, part in back:
        rows += [_line(head.later(before), 0) for head in part.heads if head.level == 1]
    return rows


def _line(head: Head, depth: int) -> ContentsLine:
    page = head.place.page
    return ContentsLine(title=head.title, depth=depth, name=f"page:{page}", page=str(page))


def pages(parts: Sequence[Placed]) -> int:
    """How many pages there are to the end of the last."""
    before, last = parts[-1]
    return before + last.pages


def names(name: str, found: Sequence[Placed]) -> list[str]:
    """Of the parts of the volume's front or back."""
    return [f"{name}-{number}" if number > 1 else name for number in range(1, len(found) + 1)]


def strays(every: Iterable[Placed]) -> list[Stray]:
    """What strays, by the pages of the whole."""
    return [
        replace(stray, page=stray.page + before, call_page=stray.call_page + before)
        for before, part in every
        for stray in part.strays
    ]


def joined(front: Sequence[Placed], main: Sequence[Placed], back: Sequence[Placed]) -> Joined:
    """What the joined file is told, from what its parts say."""
    first = pages(front)
    every = [*front, *((first + before, part) for before, part in (*main, *back))]
    places = {f"page:{n}": PagePlace(n + first, 0, 0) for n in range(1, pages(back) + 1)}
    heads = [head.later(before) for before, part in every for head in part.heads]
    return Joined(places | there(every), heads, first + 1)


def there(every: Iterable[Placed]) -> dict[str, PagePlace]:
    """Where what links lead to is, in some parts."""
    places = dict[str, PagePlace]()
    for before, part in every:
        places |= {name: place.later(before) for name, place in part.asked.items()}
        places |= {f"call:{note}": place.later(before) for note, place in part.calls.items()}
        places |= {f"{d.document.id}#": d.place.later(before) for d in part.documents}
    return places


def labels(front: Mapping[str, PagePlace], main: Sequence[Placed]) -> dict[str, str]:
    """The page's label of each place that was asked for; those of the front matter have roman numbers."""
    found = {name: in_roman(place.page) for name, place in front.items()}
    for before, part in main:
        found |= {name: str(place.page + before) for name, place in part.asked.items()}
        found |= {f"{d.document.id}#": str(d.place.page + before) for d in part.documents}
    return found


def apparatus(folder: Path, first: Feet | None, main: Sequence[Placed]) -> tuple[str, ...]:
    """Tell the whole volume's source what the parts found; the documents whose entries came to stand at their end."""
    found = [(part.feet, before, part.lines) for before, part in main if part.feet]
    if first is None:
        return ()
    whole = feet.of_the_whole(found)
    (folder / feet.FILE).write_text(to_json(whole, indent=1), encoding="utf-8")
    return tuple(sorted({*whole.ended}.difference(first.ended)))
