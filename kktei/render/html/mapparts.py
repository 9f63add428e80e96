"""What maps of places consist of, as the stylesheets are given it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MapMark:
    """A place on a map."""

    address: str
    name: str
    x: float
    y: float
    radius: float
    here: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLabel:
    """A name on a map; ``small`` where small screens show it too."""

    name: str
    x: float
    y: float
    anchor: str
    here: bool
    small: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDegree:
    """What a line of the net is, at the map's edge."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMap:
    """A map: its size, the file with the outlines that it shows ("" without any), its net, marks and names."""

    width: int
    height: int
    earth: str
    net: str
    degrees: tuple[MapDegree, ...]
    marks: tuple[MapMark, ...]
    labels: tuple[MapLabel, ...]
    near: bool = False  # of where most places are
    said: str = ""  # where the one place is
