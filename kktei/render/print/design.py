"""How the volume looks: a ready design or one of the edition's own, changed where the settings say so."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from kktei import notation
from kktei.config import Settings
from kktei.errors import SettingsError
from kktei.files import text

_TRIM = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|in)?")


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


@cache
def designs() -> dict[str, Design]:
    """The ready designs by name."""
    text = (resources.files(__package__) / "designs.toml").read_text(encoding="utf-8")
    return {name: Design(**row) for name, row in tomllib.loads(text).items()}


def design(settings: Settings, overrides: Path | None = None) -> Design:
    """The design that the settings name, ready or a file of the edition's, with the lengths that they give.

    Raises SettingsError for a design that is nowhere, or a length that is no number or leaves no room for text.
    """
    name = settings.text("print.design")
    chosen = designs().get(name) or _of_a_file(name, overrides)
    if trim := settings.text("print.trim"):
        chosen = _trimmed(chosen, trim)
    names = {f.name for f in fields(Design)} - {"heading_align"}
    given = {key.removeprefix("print."): value for key, value in settings.values.items() if key.startswith("print.")}
    lengths = {
        name: _length(f"print.{name}", text) for name, text in given.items() if name in names and text not in ("", None)
    }
    made = replace(chosen, **lengths)
    if settings.text("print.heading_align"):
        made = replace(made, heading_align=settings.text("print.heading_align"))
    return _with_room(made)


def _of_a_file(name: str, overrides: Path | None) -> Design:
    """A design in edition/print/: what it does not say is as in the design that it is ``like``, else the octavo.

    Raises SettingsError for a name that is no file's, a key that no design has, a value that is none.
    """
    file = overrides / "print" / f"{name}.toml" if overrides and re.fullmatch(r"[\w-]+", name) else None
    if file is None or not file.is_file():
        raise SettingsError(
            f"There is no design “{name}”",
            f"print.design is one of {', '.join(designs())}, or the name of a file edition/print/{name}.toml.",
        )
    shown = f"edition/print/{file.name}"
    said = notation.toml(text(file, shown=shown), shown)
    model = designs().get(str(said.pop("like", "octavo")))
    kinds = {f.name: str(f.type) for f in fields(Design)}
    wrong = sorted(said.keys() - kinds.keys())
    if model is None or wrong:
        what = f"“{wrong[0]}” is not a part of a design" if wrong else "`like` names no design that comes with kktei"
        raise SettingsError(f"{shown}: {what}", f"There are: like ({', '.join(designs())}), {', '.join(kinds)}.")
    return replace(model, **{key: _value(f"{shown}: {key}", value, kinds[key]) for key, value in said.items()})


def _value(shown: str, value: object, kind: str) -> Any:
    if kind == "bool":
        right = isinstance(value, bool)
    elif kind == "str":
        right = value in ("left", "center")
    else:
        return _length(shown, value)
    if not right:
        raise SettingsError(f"{shown} cannot be {value!r}", "Write true or false; for heading_align, left or center.")
    return value


def _trimmed(chosen: Design, trim: str) -> Design:
    """The design on another page: margins in proportion, type as it was."""
    match = _TRIM.fullmatch(trim)
    if match is None:
        raise SettingsError(f"print.trim: {trim!r} is no size of a page", 'Write width and height: "133x203", "6x9in".')
    unit = 25.4 if match[3] == "in" else 1.0
    width, height = (round(float(side) * unit, 2) for side in match.group(1, 2))
    across, down = width / chosen.width, height / chosen.height
    sides = {name: round(getattr(chosen, name) * across, 2) for name in ("inside", "outside")}
    ends = {name: round(getattr(chosen, name) * down, 2) for name in ("top", "bottom")}
    return replace(chosen, width=width, height=height, **sides, **ends)


def _length(shown: str, said: object) -> Any:
    try:
        value = -1.0 if isinstance(said, bool) else float(str(said))
    except ValueError:
        value = -1
    if not 0 < value < 2000:
        raise SettingsError(
            f"{shown}: {said!r} is not a length", "Give a number: millimetres for the page, points for type."
        )
    return value


def _with_room(made: Design) -> Design:
    room = (made.width - made.inside - made.outside, made.height - made.top - made.bottom)
    if min(room) < 40:
        raise SettingsError("The page's margins leave no room for text", "Look at the lengths below [print].")
    return made
