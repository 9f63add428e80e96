"""Land, lakes and rivers of the earth, from Natural Earth's data as a package brings them."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from kktei import files
from kktei.errors import InputError

Spot = tuple[float, float]  # east, north
Box = tuple[float, float, float, float]  # west, south, east, north
_PACKAGE = "azimlib"  # only its data are read, public domain; its code is never run
_LAYERS = {"land": "coastlines", "lakes": "lakes", "rivers": "rivers"}
_RUN = 48  # points of a line that are looked at together


@dataclass(frozen=True)
class Outline:
    """A line on the earth, in runs of points, each with its box: so that what is far away is passed over."""

    runs: tuple[tuple[Box, tuple[Spot, ...]], ...]
    box: Box
    rank: int = 0  # how small a river is


Outlines = dict[str, tuple[Outline, ...]]


@cache
def version() -> str:
    """Of the package with the outlines; "" where it is not installed."""
    return metadata.version(_PACKAGE) if find_spec(_PACKAGE) is not None else ""


@cache
def outlines() -> Outlines | None:
    """The outlines by layer: land and lakes as closed lines, rivers; None where the package is not installed."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "data"
    try:
        return {layer: tuple(_layer(folder / f"{name}.geojson.gz", layer)) for layer, name in _LAYERS.items()}
    except (InputError, OSError, ValueError, KeyError):
        return None  # another version of the package, without these files


def _layer(file: Path, layer: str) -> Iterator[Outline]:
    lines: list[tuple[list[Spot], int]] = []
    for feature in json.loads(gzip.decompress(files.raw(file)))["features"]:
        rank = int(feature["properties"].get("scalerank", 0))
        lines += [(line, rank) for line in _lines(feature["geometry"])]
    if layer == "land":
        lines = [(line, 0) for line in _joined([line for line, _ in lines])]
    for line, rank in lines:
        runs = tuple((_box(run), run) for run in _runs(line))
        yield Outline(runs, _box(line), rank)


def _lines(geometry: dict[str, object]) -> Iterator[list[Spot]]:
    """The lines of a shape of GeoJSON, however deep they stand."""

    def below(part: object) -> Iterator[list[Spot]]:
        if isinstance(part, list) and part:
            if isinstance(part[0][0], (int, float)):
                yield [(float(p[0]), float(p[1])) for p in part]
            else:
                for inner in part:
                    yield from below(inner)

    yield from below(geometry["coordinates"])


def _joined(lines: Sequence[list[Spot]]) -> Iterator[list[Spot]]:
    """Coasts as closed lines: pieces are put together at their ends; what ends at the date line closes along it."""
    starts = {line[0]: line for line in lines if line[0] != line[-1]}
    for line in lines:
        if line[0] == line[-1]:
            yield line
    while starts:
        _, line = starts.popitem()
        while (more := starts.pop(line[-1], None)) is not None:
            line = line + more[1:]
        yield line


def _runs(line: Sequence[Spot]) -> Iterator[tuple[Spot, ...]]:
    for at in range(0, max(1, len(line) - 1), _RUN):  # each begins where the one before it ends
        yield tuple(line[at : at + _RUN + 1])


def _box(line: Sequence[Spot]) -> Box:
    easts, norths = [p[0] for p in line], [p[1] for p in line]
    return min(easts), min(norths), max(easts), max(norths)


def within(outline: Outline, view: Box) -> list[Spot]:
    """The points of a closed outline as far as a view needs them: runs beyond one side of it are shortened."""
    found: list[Spot] = []
    for box, run in outline.runs:
        found += [run[0], run[-1]] if _apart(box, view) else run
    return found


def pieces(outline: Outline, view: Box) -> Iterator[list[Spot]]:
    """The parts of an open outline that are in a view or beside it."""
    line: list[Spot] = []
    for box, run in outline.runs:
        if not _apart(box, view):
            line += run
        elif line:
            yield line
            line = []
    if line:
        yield line


def apart(outline: Outline, view: Box) -> bool:
    """Whether nothing of an outline is in a view."""
    return _apart(outline.box, view)


def _apart(one: Box, other: Box) -> bool:
    return one[2] < other[0] or one[0] > other[2] or one[3] < other[1] or one[1] > other[3]
