"""Correspondences: every two who wrote to each other, their documents in both directions, and the network of all."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from kktei.render.dates import parsed, year_of
from kktei.render.html import rows
from kktei.render.html.context import address
from kktei.render.html.entry import DocumentEntry
from kktei.render.html.given import CorrespondenceContext, NetworkContext
from kktei.render.html.index import DocumentPage, Index
from kktei.render.html.maps import Atlas
from kktei.render.html.parts import (
    CategoryLabel,
    ExchangeRow,
    NetworkEdge,
    NetworkNode,
    PairRow,
    PartnerRow,
    PlaceCount,
    YearCount,
)
from kktei.slugs import Slugs

_ON_CIRCLE = 24  # names that stand on a circle without touching
_FEWEST = 2  # documents that are worth a page of their own
_DRAWN = 10  # documents that are worth a picture
_SILENCE, _UNUSUAL = 60, 3  # days without a document that are told, where they are so many times the usual


@dataclass
class Correspondence:
    """Two who wrote to each other: their keys in the order of the register, and their documents in order of time."""

    first: str
    second: str
    forth: set[int] = field(default_factory=set)  # documents from the first to the second
    back: set[int] = field(default_factory=set)
    path: str = ""  # of its page; "" where one document does not need any

    @property
    def documents(self) -> set[int]:
        """Their places in the edition, without order."""
        return self.forth | self.back


def correspondences(index: Index) -> list[Correspondence]:
    """All correspondences, the busiest first.  A letter of two to one belongs to two of them."""
    found: dict[tuple[str, str], Correspondence] = {}
    for place, document in enumerate(index.documents):
        for sender, recipient in _directions(document.entry):
            if sender == recipient or not {sender, recipient} <= index.names.keys():
                continue
            first, second = sorted((sender, recipient), key=lambda key: (index.names[key].order, key))
            pair = found.setdefault((first, second), Correspondence(first, second))
            (pair.forth if sender == first else pair.back).add(place)
    every = sorted(found.values(), key=lambda c: (-len(c.documents), index.names[c.first].order, c.first, c.second))
    slugs = Slugs()
    for pair in every:
        if len(pair.documents) >= _FEWEST:
            pair.path = f"correspondences/{slugs.of(f'{_stem(pair.first, index)}--{_stem(pair.second, index)}')}.html"
    return every


def _stem(key: str, index: Index) -> str:
    path = index.names[key].path
    return path.rpartition("#" if "#" in path else "/")[2].removesuffix(".html")[:28].rstrip(".-")


def _directions(entry: DocumentEntry) -> Iterator[tuple[str, str]]:
    """Who wrote to whom in each act of communication that has both sides."""
    for act in sorted({row.exchange for row in entry.agents}):
        rows_here = [row for row in entry.agents if row.exchange == act]
        senders = [row.key for row in rows_here if row.act == "sent"]
        yield from ((s, row.key) for s in senders for row in rows_here if row.act == "received")


def between(pairs: Sequence[Correspondence]) -> dict[frozenset[str], str]:
    """The page of each two."""
    return {frozenset((pair.first, pair.second)): pair.path for pair in pairs if pair.path}


def page(
    pair: Correspondence, index: Index, labels: Mapping[str, CategoryLabel], atlas: Atlas
) -> CorrespondenceContext:
    """What the page of two tells: chronology, directions, silences, places, years."""
    places = sorted(pair.documents, key=lambda p: (index.documents[p].order, p))
    listed = tuple(_exchanges(pair, places, index))
    used = {row.document.genre for row in listed}
    dated = [date for place in places if (date := index.documents[place].date).start or date.end]
    return CorrespondenceContext(
        first=rows.name_link(index.names[pair.first]),
        second=rows.name_link(index.names[pair.second]),
        start=(dated[0].start or dated[0].end) if dated else "",
        end=(dated[-1].end or dated[-1].start) if dated else "",
        forth=len(pair.forth),
        back=len(pair.back),
        exchanges=listed,
        first_places=_places(pair.first, pair.forth, index),
        second_places=_places(pair.second, pair.back, index),
        by_year=_years(pair, index),
        maps=atlas.of_documents(pair.documents),
        labels={key: labels[key] for key in sorted(used) if key in labels},
    )


def _exchanges(pair: Correspondence, places: Sequence[int], index: Index) -> Iterator[ExchangeRow]:
    days = [_ordinal(index.documents[place]) for place in places]
    gaps = [b - a if a is not None and b is not None else 0 for a, b in zip([None, *days], days, strict=False)]
    usual = median([gap for gap in gaps[1:] if gap] or [0])
    for place, gap in zip(places, gaps, strict=True):
        yield ExchangeRow(
            document=rows.document_row(index.documents[place], index),
            forth=place in pair.forth,
            back=place in pair.back,
            silence=gap if gap >= max(_SILENCE, _UNUSUAL * usual) else 0,
        )


def _ordinal(document: DocumentPage) -> int | None:
    """The day as a number; None where it is not known to the day, or has no number."""
    day = parsed(document.sort_date)
    if day is None or not day.year or not day.day or not 1 <= day.year <= 9999:
        return None
    try:
        return date(day.year, day.month, day.day).toordinal()
    except ValueError:
        return None


def _places(key: str, documents: set[int], index: Index) -> tuple[PlaceCount, ...]:
    """From where one of them wrote, the most frequent first."""
    counted: dict[str, int] = {}
    for place in documents:
        entry = index.documents[place].entry
        acts = {row.exchange for row in entry.agents if row.key == key and row.act == "sent"}
        for row in entry.places:
            if row.act == "sent" and row.exchange in acts and row.key in index.names:
                counted[row.key] = counted.get(row.key, 0) + 1
    listed = sorted(counted.items(), key=lambda item: (-item[1], index.names[item[0]].order))
    return tuple(PlaceCount(place=rows.name_link(index.names[key]), count=count) for key, count in listed)


def _years(pair: Correspondence, index: Index) -> tuple[YearCount, ...]:
    """How many documents each of them wrote in each year, years without any among them; () of few or of one year."""

    def counted(documents: set[int]) -> dict[int, int]:
        years = [year_of(index.documents[place].sort_date) for place in documents]
        return {int(year): years.count(year) for year in set(years) if year and year != "9999"}

    forth, back = counted(pair.forth), counted(pair.back)
    every = [*forth, *back]
    if len(pair.documents) < _DRAWN or not every or min(every) == max(every) or max(every) - min(every) > 150:
        return ()
    most = max([*forth.values(), *back.values()])
    return tuple(
        YearCount(year=str(year), forth=forth.get(year, 0), back=back.get(year, 0), most=most)
        for year in range(min(every), max(every) + 1)
    )


def partners(pairs: Sequence[Correspondence], index: Index) -> dict[str, tuple[PartnerRow, ...]]:
    """For everybody, with whom letters were exchanged, the most frequent first."""
    found: dict[str, list[PartnerRow]] = {}
    for pair in pairs:
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            name = index.names[other]
            row = PartnerRow(name=name.name, address=address(pair.path or name.path), count=len(pair.documents))
            found.setdefault(one, []).append(row)
    return {key: tuple(listed) for key, listed in found.items()}


def network(pairs: Sequence[Correspondence], index: Index) -> NetworkContext:
    """The busiest correspondents on an ellipse, a line for each two; and a list of all."""
    keys = sorted(_busiest(pairs), key=lambda key: (index.names[key].order, key))
    spots = {key: _spot(at, len(keys)) for at, key in enumerate(keys)}
    shown = [pair for pair in pairs if pair.first in spots and pair.second in spots]
    letters = {key: _letters(pairs, key) for key in keys}
    most, heaviest = max(len(pair.documents) for pair in shown), max(map(len, letters.values()))
    edges = tuple(
        NetworkEdge(
            x1=spots[pair.first][0], y1=spots[pair.first][1], x2=spots[pair.second][0], y2=spots[pair.second][1],
            width=round(1 + 11 * len(pair.documents) / most, 1),
        )
        for pair in shown
    )  # fmt: skip
    nodes = tuple(_node(key, spots[key], len(letters[key]), heaviest, index) for key in keys)
    return NetworkContext(
        nodes=nodes,
        edges=edges,
        pairs=tuple(_pair_row(pair, index) for pair in pairs),
        people=len({key for pair in pairs for key in (pair.first, pair.second)}),
        shown=len(set().union(*(pair.documents for pair in shown))),
        count=len(set().union(*(pair.documents for pair in pairs))),
    )


def _letters(pairs: Sequence[Correspondence], key: str) -> set[int]:
    return set().union(*(pair.documents for pair in pairs if key in (pair.first, pair.second)))


def _node(key: str, spot: tuple[float, float], count: int, most: int, index: Index) -> NetworkNode:
    """A circle whose area stands for the number of letters."""
    name, radius = index.names[key], round(3 + 13 * math.sqrt(count / most), 1)
    return NetworkNode(name=name.name, address=address(name.path), x=spot[0], y=spot[1], count=count, radius=radius)


def _pair_row(pair: Correspondence, index: Index) -> PairRow:
    ordered = sorted(pair.documents, key=lambda place: index.documents[place].order)
    years = [y for y in (year_of(index.documents[p].sort_date) for p in ordered) if y and y != "9999"]
    return PairRow(
        first=rows.name_link(index.names[pair.first]),
        second=rows.name_link(index.names[pair.second]),
        address=address(pair.path or index.documents[ordered[0]].path),
        forth=len(pair.forth),
        back=len(pair.back),
        years=tuple(dict.fromkeys([years[0], years[-1]])) if years else (),
        documents=len(pair.documents),
    )


def _busiest(pairs: Sequence[Correspondence]) -> list[str]:
    """Those of the busiest pairs, as many as a circle can name."""
    keys: dict[str, None] = {}
    for pair in pairs:
        if len(keys.keys() | {pair.first, pair.second}) > _ON_CIRCLE:
            break
        keys |= dict.fromkeys((pair.first, pair.second))
    return list(keys)


def _spot(at: int, of: int) -> tuple[float, float]:
    """A place on an ellipse, the right half downwards and the left half upwards; equal steps keep names apart."""
    right = (of + 1) // 2
    down, rows_here = (at, right) if at < right else (of - 1 - at, of - right)
    height = 0.0 if rows_here == 1 else 2 * down / (rows_here - 1) - 1
    across = 60 + 150 * math.sqrt(1 - height * height)
    return round(300 + (across if at < right else -across), 1), round(240 + 215 * height, 1)
