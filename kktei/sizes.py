"""Lengths and sizes of pages, as settings and presses write them."""

import re

_TRIM = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|in)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PAGE = (80.0, 600.0)  # millimetres: what is smaller or larger is no page of a book
_INCHES = 12  # the larger side of most books; of numbers beyond it centimetres were meant
_LONG = 40  # characters of a value that are shown


def trim(said: str) -> tuple[float, float]:
    """Width and height in millimetres of a page that is written "133x203" or "6x9in"."""
    match = _TRIM.fullmatch(said.strip())
    if match is None:
        raise ValueError(said)
    unit = 25.4 if match[3] == "in" else 1.0
    return round(float(match[1]) * unit, 2), round(float(match[2]) * unit, 2)


def trim_fault(said: str) -> str:
    """What is wrong with the size of a page; "" where it is right, or none is given."""
    if not said.strip():
        return ""
    try:
        sides = trim(said)
    except ValueError:
        return f"{said[:_LONG]!r} is no size of a page"
    for name, side in zip(("width", "height"), sides, strict=True):
        if not _PAGE[0] <= side <= _PAGE[1]:
            words = f"its {name} would be {side:g} mm, and a page has {_PAGE[0]:g} to {_PAGE[1]:g}"
            return f"{said[:_LONG]!r} is no size of a page: {words}{_meant(said, sides)}"
    return ""


def _meant(said: str, sides: tuple[float, float]) -> str:
    """A guess at the unit that was meant: inches, centimetres."""
    if "in" in said:
        return ""
    inches = max(sides) <= _INCHES
    if not all(_PAGE[0] <= side * (25.4 if inches else 10) <= _PAGE[1] for side in sides):
        return ""
    right = f"{sides[0]:g}x{sides[1]:g}in" if inches else f"{sides[0] * 10:g}x{sides[1] * 10:g}"
    return f'; did you mean "{right}"?'


def length_fault(said: str, least: float, most: float) -> str:
    """What is wrong with a length; "" where it is right, or none is given."""
    plain = said.strip()
    if not plain or (_NUMBER.fullmatch(plain) and least <= float(plain) <= most):
        return ""
    said = said[:_LONG]
    if _NUMBER.fullmatch(plain):
        return f"{said!r} is not between {least:g} and {most:g}"
    if _NUMBER.fullmatch(plain.replace(",", ".")):
        return f"{said!r} is not a length: write {plain[:_LONG].replace(',', '.')!r}"
    if (number := _NUMBER.match(plain)) and re.fullmatch(r"\s*(mm|pt|points?)", plain[number.end() :]):
        return f"{said!r} is not a length: write {number[0]!r}, without the unit"
    return f"{said!r} is not a length"
