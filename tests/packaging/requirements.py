"""What kktei needs, as pyproject.toml says it, and what that needs in turn, as installed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = ("", "print", "docx", "export", "map", "cluster")  # "": what `pip install kktei` brings


def stated(extra: str = "") -> dict[str, Requirement]:
    """The direct requirements of kktei, or of one of its extras, by canonical name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {canonicalize_name(r.name): r for r in map(Requirement, lines) if r.name != "kktei"}


def brought(names: Iterable[str]) -> dict[str, Distribution]:
    """These packages and all that they need, by canonical name."""
    found: dict[str, Distribution] = {}
    wanted = list(names)
    while wanted:
        name = canonicalize_name(wanted.pop())
        if name in found:
            continue
        found[name] = distribution(name)
        needs = map(Requirement, found[name].requires or ())
        wanted += [n.name for n in needs if n.marker is None or n.marker.evaluate({"extra": ""})]
    return found


def size(package: Distribution) -> float:
    """Its installed size in megabytes, without what Python compiles."""
    files = (Path(str(f.locate())) for f in package.files or () if "__pycache__" not in f.parts)
    return sum(f.stat().st_size for f in files if f.is_file()) / 1e6
