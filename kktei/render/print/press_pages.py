"""The pages of the file for the press: bleed and crop marks, black as black ink alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kktei.render.print.objects import STRING, TypstFile, array, dictionary, entries, references

_MM = 72 / 25.4
_MARK = 5 * _MM  # length of a crop mark
_AWAY = 2 * _MM  # between bleed and mark
_GREY = re.compile(rb"/[A-Za-z0-9]+ (cs|CS) (\d*\.?\d+) (scn|SCN)\b")
_DEVICE_GREY = re.compile(rb"(?<=[\s\]>)])(\d*\.?\d+) ([gG])(?=\s)")
_MAYBE_GREY = re.compile(rb" [gG]\s")  # found at once where there is none
# What the file for the screen says of its tags, beside what it draws.
_TAG = re.compile(rb"/[A-Z]\w* ?(?:<<(?:[^<>()]|" + STRING + rb")*>>)? ?(?:BDC|BMC)\b\s?", re.DOTALL)
_TAG_ENDS = re.compile(rb"EMC(?=[\s/\w\[(<]|$)")


@dataclass(frozen=True, slots=True)
class DressedPage:
    """A page for the press: its entries but for its content and what that needs, which are beside them."""

    held: Mapping[bytes, bytes]
    content: bytes
    resources: Mapping[bytes, bytes]


def dress(source: TypstFile, page: int, millimetres: float) -> DressedPage:
    """Room around the page for bleed and crop marks; black ink only; nothing to click."""
    held = entries(source.bodies[page])
    bleed = millimetres * _MM
    _, _, width, height = (float(n) for n in held[b"/MediaBox"].strip(b"[]").split())
    room = bleed + _AWAY + _MARK
    drawn = _black(b"\n".join(source.data(number) for number in references(held.get(b"/Contents", b""))))
    inner = b"".join([b"q 1 0 0 1 ", _number(room), b" ", _number(room), b" cm\n", drawn, b"\nQ\n"])
    whole = _box(0, 0, width + 2 * room, height + 2 * room)
    boxes = {
        b"/Type": b"/Page",
        b"/MediaBox": whole,
        b"/CropBox": whole,
        b"/TrimBox": _box(room, room, room + width, room + height),
        b"/BleedBox": _box(room - bleed, room - bleed, room + width + bleed, room + height + bleed),
    }
    resources = entries(source.value(held.get(b"/Resources", b"<<>>")))
    return DressedPage(boxes, inner + _marks(width, height, bleed, room), _without_spaces(resources, source, drawn))


def _without_spaces(resources: dict[bytes, bytes], source: TypstFile, drawn: bytes) -> dict[bytes, bytes]:
    """Of the page's colour spaces only those that drawings in it still need: text is black ink now."""
    spaces = entries(source.value(resources.pop(b"/ColorSpace", b"<<>>")))
    needed = {name: space for name, space in spaces.items() if re.search(re.escape(name) + rb" (?:cs|CS)\b", drawn)}
    return {**resources, b"/ColorSpace": dictionary(needed)} if needed else resources


def _black(content: bytes) -> bytes:
    """What is drawn, without tags, and greys as shares of black ink."""

    def ink(match: re.Match[bytes]) -> bytes:
        return b" 0 0 0 " + _number(1 - float(match[2])) + (b" k" if match[1] == b"cs" else b" K")

    def device(match: re.Match[bytes]) -> bytes:
        return b" 0 0 0 " + _number(1 - float(match[1])) + (b" k" if match[2] == b"g" else b" K")

    untagged = _TAG_ENDS.sub(b"", _TAG.sub(b"", content))
    inked = _GREY.sub(ink, untagged)
    return _DEVICE_GREY.sub(device, inked) if _MAYBE_GREY.search(inked) else inked


def _marks(width: float, height: float, bleed: float, room: float) -> bytes:
    """Two crop marks at each corner, outside the bleed."""
    lines = []
    for x in (room, room + width):
        for start, end in ((0.0, _MARK), (height + room + bleed + _AWAY, height + 2 * room)):
            lines.append((x, start, x, end))
    for y in (room, room + height):
        for start, end in ((0.0, _MARK), (width + room + bleed + _AWAY, width + 2 * room)):
            lines.append((start, y, end, y))
    drawn = b"".join(b"%s %s m %s %s l S\n" % tuple(map(_number, line)) for line in lines)
    return b"q 0 0 0 1 K 0.25 w\n" + drawn + b"Q"


def _number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()


def _box(*values: float) -> bytes:
    return array(map(_number, values))
