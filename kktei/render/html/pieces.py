"""Long lists of a page in pieces: the engine then holds the rows of one piece, not those of thousands of letters."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec import Raw, json

_PLACE = re.compile(r"<!--k-piece-(\d+)-->")
_LONG = 400_000  # bytes of a context that is looked through
_ROWS = 500  # of a piece; each costs a call of the engine
_SMALL = 50_000  # bytes of what the rows of a piece are told of their page
_LISTS = {  # and the template of their rows
    "documents": "document-rows",
    "copies": "document-rows",
    "pairs": "pair-rows",
    "exchanges": "exchange-rows",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows that are made by themselves: the stylesheet's template, and what it is told of the page beside them."""

    template: str
    page: dict[str, Raw]
    rows: list[Raw]

    @property
    def context(self) -> str:
        """What the template is told."""
        return json.encode({**self.page, "rows": self.rows}).decode()


def in_pieces(context: str) -> tuple[str, Sequence[Piece]]:
    """The context of a page without the rows of its long lists, and these in pieces; most pages have none."""
    if len(context) < _LONG:
        return context, ()
    cutting = _Cutting()
    whole = json.decode(context, type=dict[str, Raw])
    cut = {name: cutting.of(name, told) for name, told in whole.items()}
    told = {name: value for name, value in cut.items() if len(value) < _SMALL}
    pieces = [Piece(template, told, rows) for template, rows in cutting.pieces]
    return (json.encode(cut).decode(), pieces) if pieces else (context, ())


def joined(page: str, made: Callable[[int], str]) -> str:
    """A page with what was ``made`` for each piece in its place."""
    return _PLACE.sub(lambda place: made(int(place[1])), page)


class _Cutting:
    """Lists that were cut out of a context, as templates and rows."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, list[Raw]]] = []

    def of(self, name: str, told: Raw) -> Raw:
        """A value of this name with all its long lists cut."""
        if len(told) < _LONG // 2:
            return told
        if bytes(memoryview(told)[:1]) == b"{":
            inside = json.decode(told, type=dict[str, Raw])
            return _raw({inner: self.of(inner, value) for inner, value in inside.items()})
        values = json.decode(told, type=list[Raw])
        if name not in _LISTS or len(values) < 2 * _ROWS:
            return _raw([self.of("", value) for value in values])
        return _raw([self._piece(_LISTS[name], values[at : at + _ROWS]) for at in range(0, len(values), _ROWS)])

    def _piece(self, template: str, rows: list[Raw]) -> dict[str, int]:
        """What stands in the list for these rows (parts.LaterRows)."""
        self.pieces.append((template, rows))
        return {"piece": len(self.pieces) - 1, "size": len(rows)}


def _raw(value: object) -> Raw:
    return Raw(json.encode(value))
