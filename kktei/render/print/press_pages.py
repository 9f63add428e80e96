"""The pages of the file for the press: bleed, crop and registration marks, black as black ink alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

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
    slug: tuple[float, float]  # where its line outside the bleed begins


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
    resources = _without_spaces(entries(source.value(held.get(b"/Resources", b"<<>>"))), source, drawn)
    # Where pictures have several inks, the marks by which their plates are laid over each other have them all.
    ink = b"1 1 1 1 K" if {b"/XObject", b"/ColorSpace"} & resources.keys() else b"0 0 0 1 K"
    marks = _marks(width, height, bleed, room) + _registration(width, height, room, ink)
    return DressedPage(boxes, inner + marks, resources, (room + _MARK / 2, height + room + bleed + 2 * _AWAY))


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

    untagged = _TAG_ENDS.sub(b"", _TAG.sub(b" ", content))  # words on both sides of a tag stay apart
    inked = _GREY.sub(ink, untagged)
    return _DEVICE_GREY.sub(device, inked) if _MAYBE_GREY.search(inked) else inked


@cache
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


def _registration(width: float, height: float, room: float, ink: bytes) -> bytes:
    """A cross in a circle in the middle of each side, beside the crop marks."""
    radius, arm, pull = 0.25 * _MARK, 0.45 * _MARK, 0.25 * _MARK * 0.5523
    drawn = []
    for x, y in (
        (room + width / 2, _MARK / 2),
        (room + width / 2, height + 2 * room - _MARK / 2),
        (_MARK / 2, room + height / 2),
        (width + 2 * room - _MARK / 2, room + height / 2),
    ):
        drawn.append(b"%s %s m %s %s l S" % tuple(map(_number, (x - arm, y, x + arm, y))))
        drawn.append(b"%s %s m %s %s l S" % tuple(map(_number, (x, y - arm, x, y + arm))))
        drawn.append(b"%s %s m" % (_number(x + radius), _number(y)))
        for a, b in ((1, 1), (-1, 1), (-1, -1), (1, -1)):  # a quarter each, against the clock
            upright = a == b
            start = (x + a * radius, y + b * pull) if upright else (x + a * pull, y + b * radius)
            end = (x + a * pull, y + b * radius) if upright else (x + a * radius, y + b * pull)
            to = (x, y + b * radius) if upright else (x + a * radius, y)
            drawn.append(b"%s %s %s %s %s %s c" % tuple(map(_number, (*start, *end, *to))))
        drawn.append(b"S")
    return b"\nq %s 0.25 w\n" % ink + b"\n".join(drawn) + b"\nQ"


@cache
def _number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()


def _box(*values: float) -> bytes:
    return array(map(_number, values))
