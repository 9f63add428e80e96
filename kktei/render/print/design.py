"""How the volume looks: one of three ready designs, changed where the settings say so."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from importlib import resources
from typing import Any

from kktei.config import Settings
from kktei.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Design:
    """Page, type and habits of a volume; lengths of the page in millimetres, of type in points."""

    width: float
    height: float
    inside: float
    outside: float
    top: float
    bottom: float
    size: float
    leading: float
    note_size: float
    note_leading: float
    head_size: float
    heading_size: float
    heading_weight: int
    heading_align: str
    part_size: float
    title_size: float
    two_sided: bool
    line_numbers: bool

    def as_json(self) -> dict[str, Any]:
        """For the template."""
        return asdict(self)


@cache
def designs() -> dict[str, Design]:
    """The ready designs by name."""
    text = (resources.files(__package__) / "designs.toml").read_text(encoding="utf-8")
    return {name: Design(**row) for name, row in tomllib.loads(text).items()}


def design(settings: Settings) -> Design:
    """The design that the settings name, with the lengths that they give.

    Raises SettingsError for a length that is no number or leaves no room for text.
    """
    chosen = designs()[settings.text("print.design")]
    names = {f.name for f in fields(Design)}
    given = {key.removeprefix("print."): value for key, value in settings.values.items() if key.startswith("print.")}
    lengths = {
        name: _length(name, text) for name, text in given.items() if name in names and isinstance(text, str) and text
    }
    if "heading_align" in lengths:
        lengths.pop("heading_align")
    made = replace(chosen, **lengths)
    if settings.text("print.heading_align"):
        made = replace(made, heading_align=settings.text("print.heading_align"))
    return _with_room(made)


def _length(name: str, text: str) -> Any:
    if name == "heading_align":
        return text
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 < value < 2000:
        raise SettingsError(
            f"print.{name}: {text!r} is not a length", "Give a number: millimetres for the page, points for type."
        )
    return value


def _with_room(made: Design) -> Design:
    room = (made.width - made.inside - made.outside, made.height - made.top - made.bottom)
    if min(room) < 40:
        raise SettingsError("The page's margins leave no room for text", "Look at the lengths below [print].")
    return made
