"""What of the earth a map shows: its box, and the outlines drawn into it as paths of SVG."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from kktei.render.coordinates import Point, around
from kktei.render.html import outlines
from kktei.render.html.mapparts import MapDegree
from kktei.render.html.outlines import Box, Outlines, Spot

WIDTH = 640
_TALLEST, _LOWEST = 460, 300
_MARGIN = 0.14  # of the box, left free around the outermost places
_BAND, _WIDER = 10, 1.25  # degrees north, and widths, that are taken for one: near places have the same view
_FINEST = 1.2  # points of an outline nearer to each other are one
_TOP, _FOOT = 84.0, -58.0  # degrees north between which people write letters; further out only where a place is
_STEPS = (0.5, 1, 2, 5, 10, 20, 30)  # degrees between the lines of the net
_RIVERS = ((12, 9), (30, 5), (70, 4), (360, 2))  # degrees that a map is wide, the smallest rivers it shows


@dataclass(frozen=True)
class View:
    """A box of the earth and how it becomes a picture: degrees east are narrower by the middle's latitude."""

    west: float
    south: float
    east: float
    north: float

    @cached_property
    def scale(self) -> float:
        """Units of the picture for a degree east."""
        return WIDTH / (self.east - self.west)

    @cached_property
    def height(self) -> int:
        """Of the picture."""
        return round((self.north - self.south) * self.scale / self._narrow)

    @property
    def box(self) -> Box:
        """As outlines have it."""
        return self.west, self.south, self.east, self.north

    @cached_property
    def _narrow(self) -> float:
        return max(0.3, math.cos(math.radians((self.north + self.south) / 2)))

    def spot(self, east: float, north: float) -> Spot:
        """Where a point of the earth is in the picture."""
        return (east - self.west) * self.scale, (self.north - north) * self.scale / self._narrow

    def place(self, point: Point) -> Spot | None:
        """Where a place is; None where it is not in the picture."""
        for turn in (0, 360, -360):
            east, north = point.east + turn, point.north
            if self.west <= east <= self.east and self.south <= north <= self.north:
                return self.spot(east, north)
        return None


def view_of(points: Sequence[Point], least: float) -> View:
    """The view that holds all points, at least so many degrees wide.

    Its size is one of a few and its sides are rounded outwards, so that places near each other have the same view.
    """
    lowermost, west, north, east = around(points)
    middle = (lowermost + north) / 2
    narrow = max(0.3, math.cos(math.radians(round(middle / _BAND) * _BAND)))
    tall = (north - lowermost) * (1 + 2 * _MARGIN)
    wide = max((east - west) * (1 + 2 * _MARGIN), tall / narrow * WIDTH / _TALLEST)
    wide = min(360.0, least * _WIDER ** max(0, math.ceil(math.log(max(wide, least) / least, _WIDER))))
    step = wide / 6
    tall = math.ceil(max(tall, wide * narrow * _LOWEST / WIDTH) / step * 2) * step / 2
    west = math.floor(((west + east) / 2 - wide / 2) / step) * step
    south = math.floor((middle - tall / 2) / step) * step
    top = south + tall + step
    highest, lowest = max(_TOP, north), min(_FOOT, lowermost)
    if top > highest:
        south, top = south - (top - highest), highest
    return View(west, max(lowest, south), west + min(360.0, wide + step), top)


@lru_cache(maxsize=64)
def drawn(view: View) -> dict[str, str]:
    """Land, lakes and rivers as SVG's path data; nothing without the package."""
    earth = outlines.outlines()
    if earth is None:
        return {}
    small = next(rank for wide, rank in _RIVERS if view.east - view.west <= wide)
    found = {
        "land": "".join(_areas(view, earth, "land", 0)),
        "lakes": "".join(_areas(view, earth, "lakes", 5)),
        "rivers": "".join(_rivers(view, earth, small)),
    }
    return {name: path for name, path in found.items() if path}


def picture(view: View) -> str:
    """Two masks in one file, which pages give the colours of their theme: land, and below it all lines.

    A picture that pages refer to knows nothing of their style sheets; as a mask it needs no colours of its own.
    "" without the package, and where all is sea.
    """
    paths = drawn(view)
    land, lakes, rivers = (paths.get(layer, "") for layer in ("land", "lakes", "rivers"))
    if not (land or lakes):
        return ""
    size = f'width="{WIDTH}" height="{view.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{2 * view.height}">'
        f'<rect width="100%" height="100%"/><svg {size}><use href="#l" fill="#fff"/><use href="#k"/></svg>'
        f'<svg y="{view.height}" {size} fill="none" stroke="#fff" stroke-linejoin="round">'
        f'<path id="l" fill-rule="evenodd" stroke-width=".6" d="{land}"/><path id="k" stroke-width=".4" d="{lakes}"/>'
        f'<path stroke-width=".7" stroke-opacity=".65" d="{rivers}"/></svg></svg>\n'
    )


def _areas(view: View, earth: Outlines, layer: str, least: float) -> Iterator[str]:
    for turned in _turned(view):
        for outline in earth[layer]:
            if outlines.apart(outline, turned.box):
                continue
            spots = _thinned(_clipped([turned.spot(*p) for p in outlines.within(outline, turned.box)], view.height))
            if len(spots) > 2 and _size(spots) >= least:
                yield _path(spots) + "z"


def _rivers(view: View, earth: Outlines, small: int) -> Iterator[str]:
    for turned in _turned(view):
        for outline in earth["rivers"]:
            if outline.rank > small or outlines.apart(outline, turned.box):
                continue
            for line in outlines.pieces(outline, turned.box):
                spots = _thinned([turned.spot(*p) for p in line])
                if len(spots) > 1:
                    yield _path(spots)


def _turned(view: View) -> Iterator[View]:
    """The view as seen from where longitudes are counted on: maps over the date line need both ends."""
    for turn in (0, 360, -360):
        if view.west < 180 + turn and view.east > -180 + turn:
            yield View(view.west - turn, view.south, view.east - turn, view.north)


def _size(spots: Sequence[Spot]) -> float:
    xs, ys = [s[0] for s in spots], [s[1] for s in spots]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _clipped(spots: list[Spot], height: int) -> list[Spot]:
    """A closed line cut at the picture's edges and a little beyond (Sutherland and Hodgman)."""
    for axis, limit, above in ((0, -4.0, True), (0, WIDTH + 4.0, False), (1, -4.0, True), (1, height + 4.0, False)):
        found: list[Spot] = []
        for before, spot in zip([*spots[-1:], *spots[:-1]], spots, strict=True):
            here, there = (spot[axis] >= limit) == above, (before[axis] >= limit) == above
            if here != there:
                found.append(_crossing(before, spot, axis, limit))
            if here:
                found.append(spot)
        spots = found
    return spots


def _crossing(one: Spot, other: Spot, axis: int, limit: float) -> Spot:
    part = (limit - one[axis]) / (other[axis] - one[axis])
    along = one[1 - axis] + part * (other[1 - axis] - one[1 - axis])
    return (limit, along) if axis == 0 else (along, limit)


def _thinned(spots: Iterable[Spot]) -> list[Spot]:
    found: list[Spot] = []
    for spot in spots:
        if not found or max(abs(spot[0] - found[-1][0]), abs(spot[1] - found[-1][1])) >= _FINEST:
            found.append(spot)
    return found


def _path(spots: Sequence[Spot]) -> str:
    """Relative steps of tenths of a unit: the shortest that SVG has."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in spots]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(tenths)]
    first = f"M{_figure(tenths[0][0])} {_figure(tenths[0][1])}l"
    return first + " ".join(f"{_figure(x)} {_figure(y)}" for x, y in steps)


def _figure(tenths: int) -> str:
    return f"{tenths / 10:g}"


def step(view: View) -> float:
    """Degrees between the lines of a view's net."""
    return next((s for s in _STEPS if (view.east - view.west) / s <= 8), _STEPS[-1])


def net(view: View) -> str:
    """The net of degrees as SVG's path data."""
    by = step(view)
    lines = []
    for east in _multiples(view.west, view.east, by):
        x = view.spot(east, view.north)[0]
        lines.append(f"M{x:.1f} 0v{view.height}")
    for north in _multiples(view.south, view.north, by):
        y = view.spot(view.west, north)[1]
        lines.append(f"M0 {y:.1f}h{WIDTH}")
    return "".join(lines)


def _multiples(low: float, high: float, by: float) -> Iterator[float]:
    at = math.ceil(low / by) * by
    while at <= high:
        yield at
        at += by


def degrees(view: View) -> tuple[MapDegree, ...]:
    """What the lines of the net are, at the picture's left and lower edge."""
    by = step(view)
    rows: list[MapDegree] = []
    for east in _multiples(view.west, view.east, by):
        turned = (east + 180) % 360 - 180
        x = view.spot(east, view.north)[0]
        if 20 < x < WIDTH - 20:
            rows.append(MapDegree(text=_said(turned, "E", "W"), x=round(x, 1), y=view.height - 5))
    for north in _multiples(view.south, view.north, by):
        y = view.spot(view.west, north)[1]
        if 16 < y < view.height - 22:
            rows.append(MapDegree(text=_said(north, "N", "S"), x=4, y=round(y - 3, 1)))
    return tuple(rows)


def _said(value: float, plus: str, minus: str) -> str:
    return f"{abs(value):g}°" + (f" {plus if value > 0 else minus}" if value else "")
