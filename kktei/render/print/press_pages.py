"""The pages of the file for the press: bleed and crop marks, black as black ink alone."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream

from kktei.render.print.cutting import save

_MM = 72 / 25.4
_MARK = 5 * _MM  # length of a crop mark
_AWAY = 2 * _MM  # between bleed and mark
_GREY = re.compile(rb"/[A-Za-z0-9]+ (cs|CS) (\d*\.?\d+) (scn|SCN)\b")
_DEVICE_GREY = re.compile(rb"(?<=[\s\]>)])(\d*\.?\d+) ([gG])(?=\s)")


def dress_all(path: Path, bleed: float) -> None:
    """Dress every page of a file."""
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            dress(pdf, page, bleed)
        save(pdf, path)


def dress(pdf: Pdf, page: pikepdf.Page, millimetres: float) -> None:
    """Room around the page for bleed and crop marks; black ink only; nothing to click.  Nothing where it is done."""
    if "/TrimBox" in page.obj:
        return
    bleed = millimetres * _MM
    _, _, width, height = (float(n) for n in page.mediabox)
    room = bleed + _AWAY + _MARK
    drawn = _black(_content(page))
    inner = b"".join([b"q 1 0 0 1 ", _number(room), b" ", _number(room), b" cm\n", drawn, b"\nQ\n"])
    page.Contents = Stream(pdf, inner + _marks(width, height, bleed, room))
    page.MediaBox = _box(0, 0, width + 2 * room, height + 2 * room)
    page.CropBox = page.MediaBox
    page.TrimBox = _box(room, room, room + width, room + height)
    page.BleedBox = _box(room - bleed, room - bleed, room + width + bleed, room + height + bleed)
    for key in ("/Annots", "/StructParents", "/Tabs", "/Group"):
        if key in page:
            del page[key]
    _drop_spaces(page, drawn)


def _drop_spaces(page: pikepdf.Page, drawn: bytes) -> None:
    """Keep of the page's colour spaces only those that drawings in it still need: text is black ink now."""
    spaces = page.Resources.get("/ColorSpace", Dictionary())
    for name in [key for key in dict(spaces) if not re.search(re.escape(key.encode()) + rb" (?:cs|CS)\b", drawn)]:
        del spaces[name]
    if "/ColorSpace" in page.Resources and not len(spaces):
        del page.Resources["/ColorSpace"]


def _content(page: pikepdf.Page) -> bytes:
    contents = page.obj.get("/Contents")
    if contents is None:
        return b""
    parts = list(contents) if isinstance(contents, Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)


def _black(content: bytes) -> bytes:
    """Greys as shares of black ink."""

    def ink(match: re.Match[bytes]) -> bytes:
        return b" 0 0 0 " + _number(1 - float(match[2])) + (b" k" if match[1] == b"cs" else b" K")

    def device(match: re.Match[bytes]) -> bytes:
        return b" 0 0 0 " + _number(1 - float(match[1])) + (b" k" if match[2] == b"g" else b" K")

    return _DEVICE_GREY.sub(device, _GREY.sub(ink, content))


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


def _box(*values: float) -> Array:
    return Array([round(v, 4) for v in values])
