"""Coordinates of places as editions write them (TEI's ``geo``), as degrees north and east."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Degrees, minutes and seconds with the signs in use for them; a side of the world before or after.
_ANGLE = (
    r"(?P<degrees>[+-]?\d+(?:\.\d+)?)\s*[°º]\s*"
    r"(?:(?P<minutes>\d+(?:\.\d+)?)\s*['’′]\s*)?"
    r"(?:(?P<seconds>\d+(?:\.\d+)?)\s*(?:[\"”″]|''|’’|′′)\s*)?"
)
# "N 48 08 14, E 11 34 32" and "48 08 14 N 11 34 32 E": numbers without signs, the side always said.
_BARE = (
    r"(?P<degrees>[+-]?\d+(?:\.\d+)?)(?:[\s:-]+(?P<minutes>\d+(?:\.\d+)?))?"
    r"(?:[\s:-]+(?P<seconds>\d+(?:\.\d+)?))?\s*"
)
_SIDE = r"(?P<side>[NSEW])"
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_POINT = re.compile(r"POINT\s*\(\s*(\S+)\s+(\S+?)\s*\)", re.I)  # well-known text: east comes first
_WORDS = {"North": "N", "Nord": "N", "South": "S", "Süd": "S", "Sud": "S", "East": "E", "Ost": "E", "Est": "E",
          "West": "W", "Ouest": "W", "Oeste": "W", "n. Br.": "N", "s. Br.": "S", "ö. L.": "E",
          "w. L.": "W"}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """A place on the earth: degrees north (south is negative) and east (west is negative)."""

    north: float
    east: float

    @property
    def said(self) -> str:
        """In figures: "48.137° N, 11.575° E"."""
        sides = ("N" if self.north >= 0 else "S", "E" if self.east >= 0 else "W")
        return ", ".join(f"{abs(v):.3f}".rstrip("0").rstrip(".") + f"° {s}"
                         for v, s in zip((self.north, self.east), sides, strict=True))  # fmt: skip


def point(text: str) -> Point | None:
    """The place that ``text`` gives; None where that is not certain.

    Read are decimal degrees, north first (the default of TEI's ``geo``), with points or commas; degrees with minutes
    and seconds; ``geo:`` addresses (RFC 5870), ISO 6709 and WKT points.  Of more than one point, an area, the middle
    is given.
    """
    text = _plain(text)
    if found := _POINT.fullmatch(text):
        text = f"{found[2]} {found[1]}"
    numbers = _decimal(text) or _angled(text)
    if len(numbers) > 2 and all(number == int(number) for number in numbers):
        return None  # degrees, minutes and seconds, or degrees of an area
    points = [_ordered(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=False)]
    known = [p for p in points if p is not None]
    if not known or len(numbers) % 2 or len(known) < len(points):
        return None
    norths, easts = [p.north for p in known], [p.east for p in known]
    return Point((min(norths) + max(norths)) / 2, (min(easts) + max(easts)) / 2)


def _plain(text: str) -> str:
    text = " ".join(text.split()).replace("−", "-").replace("–", "-").removeprefix("geo:").partition(";u=")[0]
    for word, side in _WORDS.items():
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", side, text)
    return text.strip(" /")


def _decimal(text: str) -> list[float]:
    """Numbers that are degrees: what stands between them tells whether a comma is part of one."""
    if "." not in text:
        parts = re.split(r"\s*[;/|]\s*|,?\s+", text)
        if len(parts) == 1 and text.count(",") == 3:
            whole = text.split(",")
            parts = [f"{whole[0]},{whole[1]}", f"{whole[2]},{whole[3]}"]
        parts = [part.replace(",", ".") for part in parts]
    else:
        parts = re.split(r"[\s,;/|]+|(?<=\d)(?=[+-])", text)
    return [float(part) for part in parts] if all(_NUMBER.fullmatch(part) for part in parts) else []


def _angled(text: str) -> list[float]:
    """Two angles, each with its side: north or south comes first in what is given."""
    signed = re.search("[°º]", text) is not None
    shape = _ANGLE if signed else _BARE
    tidy = re.sub(r"\s+", " ", re.sub(r"(?<=\d),(?=\d)", ".", text).replace(",", " ").replace(";", " "))
    whole = rf"{_SIDE}\s*{shape}" if tidy[:1] in tuple("NSEW") else rf"{shape}{_SIDE}?"
    found = list(_angles(re.compile(whole), tidy))
    if len(found) != 2:
        return []
    (first, side), (second, other) = found
    if {side, other} & set("NS") and {side, other} & set("EW"):
        return [first, second] if side in "NS" else [second, first]
    return [first, second] if not side and not other and signed else []


def _angles(shape: re.Pattern[str], text: str) -> Iterator[tuple[float, str]]:
    at = 0
    while at < len(text):
        found = shape.match(text, at)
        if found is None:
            yield from [(0.0, "?")] * 3  # no angle: what is read is not all of it
            return
        side = found["side"] or ""
        size = sum(float(found[p] or 0) / by for p, by in (("minutes", 60), ("seconds", 3600)))
        degrees = float(found["degrees"])
        value = degrees - size if found["degrees"].startswith("-") else degrees + size
        yield (-value if side in ("S", "W") else value), side
        at = found.end()
        at += len(text[at:]) - len(text[at:].lstrip(" "))


def _ordered(north: float, east: float) -> Point | None:
    """A point; east first is read so where it can only be so."""
    if abs(north) <= 90 and abs(east) <= 180:
        return Point(north, east)
    return Point(east, north) if abs(east) <= 90 and abs(north) <= 180 else None


def around(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """The smallest box that holds all points: south, west, north, east; over the date line east is above 180."""
    easts = sorted(p.east for p in points)
    gaps = [(after - before, after) for before, after in pairwise(easts)]
    widest, after = max(gaps, default=(0.0, 0.0))
    west = after if widest > easts[0] + 360 - easts[-1] else easts[0]
    last = max((e if e >= west else e + 360) for e in easts)
    return min(p.north for p in points), west, max(p.north for p in points), last
