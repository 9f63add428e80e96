"""Maps of places: what a page needs to draw one without asking anybody, and what cannot be drawn."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from itertools import islice

from kktei.cache import Cache, digest, program
from kktei.findings import Finding, finding
from kktei.render.coordinates import Point, point
from kktei.render.html import outlines
from kktei.render.html.assets import write_map
from kktei.render.html.context import address
from kktei.render.html.index import Index, RegisterEntry
from kktei.render.html.mapparts import MapLabel, MapMark, PlaceMap
from kktei.render.html.views import WIDTH, View, degrees, net, picture, view_of
from kktei.render.job import RenderJob

_NARROWEST, _AROUND = 7.0, 18.0  # degrees east that a map of several places and that of one show at least
_NEARER = 3  # how many times narrower the map of most places is to be worth a second one
_MOST_NEAR = 24  # places that the map of one shows beside it, the most used; hardly more names find room
_LETTER, _LINE = 7.2, 16  # units that a letter and a line of a name take; on small screens names are larger
_LARGER = 1.9
_DOCUMENTS, _PLACES = 10, 3  # that are worth a map of their own


@dataclass(frozen=True)
class Located:
    """A place of the register that is somewhere."""

    name: RegisterEntry
    at: Point
    count: int  # of the documents that name it

    @property
    def radius(self) -> float:
        """Of its mark: larger with the documents that name it, but not so that it hides its neighbours."""
        return round(min(9.0, 3.4 + 1.5 * math.log10(1 + self.count)), 1)


@dataclass(frozen=True)
class Atlas:
    """All places of an edition that can be drawn, the most used first."""

    places: tuple[Located, ...] = ()
    findings: tuple[Finding, ...] = ()
    earth: Callable[[View], str] = lambda _: ""  # the file with what a view shows of the earth

    @cached_property
    def _by_key(self) -> dict[str, Located]:
        return {place.name.key: place for place in self.places}

    def register(self) -> tuple[PlaceMap, ...]:
        """For the page of all places: a map of all and, where these lie far apart, one of where most are."""
        if not self.places:
            return ()
        points = [p.at for p in self.places]
        whole = view_of(points, _NARROWEST)
        maps = [self._map(whole, self.places, "")]
        near = view_of(_most(points), _NARROWEST)
        inside = tuple(p for p in self.places if near.place(p.at))
        if len(inside) > 2 and (near.east - near.west) * _NEARER <= whole.east - whole.west:
            maps.append(replace(self._map(near, inside, ""), near=True))
        return tuple(maps)

    def around(self, name: RegisterEntry) -> tuple[PlaceMap, ...]:
        """For the page of a name: where it is a place, the map of it and of what others are near."""
        if (place := self._by_key.get(name.key)) is None:
            return ()
        view = view_of([place.at], _AROUND)
        others = (p for p in self.places if p is not place and view.place(p.at))
        drawn_map = self._map(view, (place, *islice(others, _MOST_NEAR)), place.name.key)
        return (replace(drawn_map, said=place.at.said),)

    def of(self, names: Sequence[RegisterEntry]) -> tuple[PlaceMap, ...]:
        """For a page of several names: a map of those that are places."""
        places = [place for name in names if (place := self._by_key.get(name.key))]
        if not places:
            return ()
        return (self._map(view_of([place.at for place in places], _AROUND), places, ""),)

    def of_documents(self, documents: Iterable[int]) -> tuple[PlaceMap, ...]:
        """A map of where these documents went from and to, if they are many and were not in one place all the time."""
        every = set(documents)
        counted = Counter(key for document in every for key in self._visited.get(document, ()))
        if len(every) < _DOCUMENTS or len(counted) < _PLACES:
            return ()
        places = [replace(place, count=counted[key]) for key, place in self._by_key.items() if key in counted]
        places.sort(key=lambda place: -place.count)
        return (self._map(view_of([place.at for place in places], _NARROWEST), places, ""),)

    @cached_property
    def _visited(self) -> dict[int, set[str]]:
        """Where each document went from and to, of the places that can be drawn."""
        found: dict[int, set[str]] = {}
        for place in self.places:
            for role in ("sent", "received"):
                for document in place.name.uses.get(role, ()):
                    found.setdefault(document, set()).add(place.name.key)
        return found

    def _map(self, view: View, places: Sequence[Located], here: str) -> PlaceMap:
        spots = [(place, spot) for place in places if (spot := view.place(place.at))]
        marks = [
            MapMark(
                x=round(x, 1),
                y=round(y, 1),
                radius=place.radius,
                name=place.name.name,
                address=address(place.name.path),
                here=place.name.key == here,
                count=place.count,
            )
            for place, (x, y) in spots
        ]
        return PlaceMap(
            width=WIDTH,
            height=view.height,
            earth=self.earth(view),
            net=net(view),
            degrees=degrees(view),
            marks=tuple(reversed(marks)),
            labels=tuple(_labels(marks, view.height)),
        )


def atlas(index: Index, job: RenderJob | None = None) -> Atlas:
    """The places of the register that have coordinates; those that cannot be read are a finding each.

    What maps show of the earth is kept in the cache of ``job``, and written where a page asks for it.
    """
    located: list[Located] = []
    found: list[Finding] = []
    for name in index.of_kind("place"):
        given = name.record.geo if name.record else ""
        at = point(given) if given else None
        if at is not None:
            located.append(Located(name, at, len(name.documents)))
        elif given:
            said = f"{name.name}: the coordinates {given!r} can be read in no way, or in more than one"
            found.append(finding("H023", said, place=name.key))
    if located and not _has_outlines(job.cache if job else None):
        found.append(finding("H024", "the maps have no coasts"))
    located.sort(key=lambda p: (-p.count, p.name.order, p.name.key))
    return Atlas(tuple(located), tuple(found), lru_cache(None)(partial(_earth, job)) if job else lambda _: "")


def _most(points: Sequence[Point]) -> list[Point]:
    """The places without the tenth that lies farthest from the middle."""
    middle = Point(sorted(p.north for p in points)[len(points) // 2], sorted(p.east for p in points)[len(points) // 2])
    far = sorted(points, key=lambda p: math.hypot(p.north - middle.north, (p.east - middle.east) * 0.7))
    return far[: max(1, len(far) * 9 // 10)]


def _has_outlines(cache: Cache | None) -> bool:
    """Whether maps have coasts; remembered, because reading all outlines takes half a second."""
    key = digest(program(), "outlines", outlines.version())
    if cache is not None and cache.get(key) is not None:
        return True
    there = outlines.outlines() is not None
    if there and cache is not None:
        cache.put(key, b"read")
    return there


def _earth(job: RenderJob, view: View) -> str:
    """Write what a view shows of the earth: the file, which all maps of this view share; "" where that is nothing."""
    key = digest(program(), "map", outlines.version(), repr(view))
    raw = job.cache.kept(key, lambda: picture(view).encode()) if _has_outlines(job.cache) else b""
    return write_map(job, raw) if raw else ""


def _labels(marks: Sequence[MapMark], height: int) -> Iterator[MapLabel]:
    """Names beside their marks, as far as they find room: first those that small screens show too, larger."""
    taken: list[tuple[float, float, float, float]] = [
        (m.x - m.radius, m.y - m.radius, m.x + m.radius, m.y + m.radius) for m in marks[:40]
    ]
    rest = []
    for mark in marks[:400]:
        if (label := _label(mark, _LARGER, taken, height)) is None:
            rest.append(mark)
        else:
            yield replace(label, small=True)
    for mark in rest:
        if (label := _label(mark, 1, taken, height)) is not None:
            yield label


def _label(mark: MapMark, by: float, taken: list[tuple[float, float, float, float]], height: int) -> MapLabel | None:
    """Where a name can stand: right of its mark or left of it."""
    wide, tall = len(mark.name) * _LETTER * by, _LINE * by
    away = mark.radius + 3
    for anchor, left in (("start", mark.x + away), ("end", mark.x - away - wide)):
        box = (left, mark.y - tall / 2, left + wide, mark.y + tall / 2)
        inside = box[0] > 2 and box[1] > 2 and box[2] < WIDTH - 2 and box[3] < height - 16
        if inside and _is_free(box, taken):
            taken.append(box)
            x = mark.x + away if anchor == "start" else mark.x - away
            return MapLabel(name=mark.name, x=round(x, 1), y=mark.y, anchor=anchor, here=mark.here, small=False)
    return None


def _is_free(box: tuple[float, float, float, float], taken: Iterable[tuple[float, float, float, float]]) -> bool:
    west, north, east, south = box
    return not any(  # asked a thousand times for each map
        west < right and left < east and north < foot and top < south for left, top, right, foot in taken
    )
