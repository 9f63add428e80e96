"""How the volume looks: a ready design or one of the edition's own, changed where the settings say so."""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from kktei import config, notation, sizes
from kktei.config import Settings
from kktei.errors import SettingsError
from kktei.files import text

_ROOM = 40  # millimetres that margins leave to the text at least


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
    # Any: mypy lets replace take no fields by names that are only known as text
    lengths: dict[str, Any] = {n: float(str(text)) for n, text in given.items() if n in names and str(text).strip()}
    made = replace(chosen, **lengths)
    if settings.text("print.heading_align"):
        made = replace(made, heading_align=settings.text("print.heading_align"))
    return _with_room(made, [name for name, value in given.items() if str(value).strip()], overrides)


def _of_a_file(name: str, overrides: Path | None) -> Design:
    """A design in edition/print/: what it does not say is as in the design that it is ``like``, else the octavo.

    Raises SettingsError for a name that is no file's, a key that no design has, a value that is none.
    """
    file = overrides / "print" / f"{name}.toml" if overrides and re.fullmatch(r"[\w-]+", name) else None
    if file is None or not file.is_file():
        near = difflib.get_close_matches(name, designs(), 1)
        own = f"{name}.toml" if re.fullmatch(r"[\w-]+", name) else "NAME.toml, as its NAME alone"
        raise SettingsError(
            f"There is no design “{name}”{f'; did you mean “{near[0]}”?' if near else ''}",
            f"print.design is one of {', '.join(designs())}, or a file edition/print/{own}.",
        )
    shown = f"edition/print/{file.name}"
    said = notation.toml(text(file, shown=shown), shown)
    model = designs().get(str(said.pop("like", "octavo")))
    kinds = {f.name: f.type if isinstance(f.type, str) else f.type.__name__ for f in fields(Design)}
    wrong = sorted(said.keys() - kinds.keys())
    if model is None or wrong:
        what = f"“{wrong[0]}” is not a part of a design" if wrong else "`like` names no design that comes with kktei"
        raise SettingsError(f"{shown}: {what}", f"There are: like ({', '.join(designs())}), {', '.join(kinds)}.")
    return replace(model, **{key: _value(f"{shown}: {key}", value, kinds[key]) for key, value in said.items()})


def _value(shown: str, value: object, kind: str) -> Any:  # of the field's type, for replace
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
    width, height = sizes.trim(trim)
    across, down = width / chosen.width, height / chosen.height
    sides = {name: round(getattr(chosen, name) * across, 2) for name in ("inside", "outside")}
    ends = {name: round(getattr(chosen, name) * down, 2) for name in ("top", "bottom")}
    return replace(chosen, width=width, height=height, **sides, **ends)


def _length(shown: str, said: object) -> float:
    """A length of a design's file, which may be what the setting of its name may be."""
    setting = config.documented().get(f"print.{shown.rpartition(' ')[2]}")
    least, most = (setting.least, setting.most) if setting else (4, 90)
    plain = f"{said:g}" if type(said) in (int, float) else str(said)
    if fault := sizes.length_fault(plain, least, most):
        raise SettingsError(f"{shown}: {fault}", "Give a number: millimetres for the page, points for type.")
    return float(plain)


def _with_room(made: Design, given: Collection[str], edition: Path | None) -> Design:
    """The design, if its lengths fit each other; SettingsError tells in one go all that do not.

    ``given`` are the lengths of edition.toml in the folder ``edition``: the place of one of them is told.
    """
    faults = [*_narrow(made), *_tight(made)]
    if not faults:
        return made
    file = edition / "edition.toml" if edition else None
    page = text(file) if file and file.is_file() else ""
    told = []
    for names, words in faults:
        key = next((name for name in names if name in given), "trim" if "trim" in given else "design")
        line, column = notation.key_spot(page, "print", key)
        told.append(f"edition.toml:{line}:{column}: {words}" if page else words)
    first, *more = told
    raise SettingsError(first, "\n".join(["Change one of these lengths below [print].", *more]))


def _narrow(made: Design) -> Iterator[tuple[Sequence[str], str]]:
    """The sides on which the margins leave no room: the lengths, in words."""
    for whole, *margins in (("width", "inside", "outside"), ("height", "top", "bottom")):
        side, (first, second) = getattr(made, whole), (getattr(made, name) for name in margins)
        if (room := side - first - second) < _ROOM:
            lengths = (
                f"print.{whole} ({side:g}) less print.{margins[0]} ({first:g}) and print.{margins[1]} ({second:g})"
            )
            yield (whole, *margins), f"the margins leave no room for text: {lengths} is {room:g} mm, less than {_ROOM}"


def _tight(made: Design) -> Iterator[tuple[Sequence[str], str]]:
    """The lines that would run into each other."""
    for size, leading in (("size", "leading"), ("note_size", "note_leading")):
        type_, line = getattr(made, size), getattr(made, leading)
        if line < type_:
            words = f"print.{leading} ({line:g}) is less than print.{size} ({type_:g}): lines would run into each other"
            yield (leading, size), f"{words}; {type_ * 1.2:.3g} would do"
