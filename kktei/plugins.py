"""What packages that the user has installed add to kktei by entry points; no Python of an edition is ever run."""

from collections.abc import Callable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from kktei.errors import MachineryError

READERS = "kktei.readers"  # by the ending of the file, without its dot: (bytes, name in messages) -> Source
PRODUCTS = "kktei.products"  # by the product's name: (RenderJob) -> list[Finding]


@cache
def added(group: str) -> dict[str, EntryPoint]:
    """The entry points of a group by their names; MachineryError where two packages add one name."""
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=group):
        other = found.setdefault(point.name, point)
        if other.value != point.value:
            packages = " and ".join(sorted({_package(other), _package(point)}))
            raise MachineryError(f"{group}: {point.name!r} is added by {packages}", "Uninstall one of them.")
    return found


def load(point: EntryPoint) -> Callable[..., Any]:
    """The function of an entry point, of whatever type; MachineryError where it cannot be imported or is none."""
    try:
        function = point.load()
    except Exception as problem:  # whatever a package's code does
        raise MachineryError(f"{_package(point)}: {point.value} cannot be loaded: {problem}") from problem
    if not callable(function):
        raise MachineryError(f"{_package(point)}: {point.value} is no function")
    return function  # type: ignore[no-any-return]


def _package(point: EntryPoint) -> str:
    return f"the package {point.dist.name}" if point.dist is not None else "a package"
