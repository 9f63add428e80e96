"""The slug line of the file for the press: beside each page, outside its bleed, which sheet of which book it is.

Its letters are drawn as shapes, so that the pages need no face that they have not.
"""

from functools import cache
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from kktei.render.print.faces import FOLDERS

_SIZE = 6.5  # points
_LONGEST = 40  # letters of a title
_FACE = "EBGaramond[wght].ttf"

Point = tuple[float, float]


class _Pen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Draws a glyph as a page does, in points."""

    def __init__(self, glyphs: object, scale: float) -> None:
        super().__init__(glyphs)
        self.drawn: list[str] = []
        self.scale = scale

    def _say(self, operator: str, *points: Point) -> None:
        spots = (f"{x * self.scale:.2f} {y * self.scale:.2f}" for x, y in points)
        self.drawn.append(" ".join([*spots, operator]))

    def _moveTo(self, pt: Point) -> None:  # noqa: N802 - the library's name
        self._say("m", pt)

    def _lineTo(self, pt: Point) -> None:  # noqa: N802 - the library's name
        self._say("l", pt)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:  # noqa: N802 - the library's name
        self._say("c", pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802 - the library's name
        self._say("h")


@cache
def _font() -> TTFont:
    return TTFont(Path(FOLDERS[0]) / _FACE, lazy=True)


@cache
def _shape(character: str) -> str:
    """A character as a black shape, and the way to the next; nothing where the face lacks it."""
    font = _font()
    name = font.getBestCmap().get(ord(character))
    if name is None:
        return ""
    glyphs = font.getGlyphSet()
    pen = _Pen(glyphs, _SIZE / font["head"].unitsPerEm)
    glyphs[name].draw(pen)
    return "\n".join([*pen.drawn, f"f 1 0 0 1 {glyphs[name].width * pen.scale:.2f} 0 cm"])


def drawn(words: str, x: float, y: float) -> bytes:
    """Words as black shapes, from a point on; characters that the face lacks are left out."""
    return "\n".join(["", f"q 0 0 0 1 k 1 0 0 1 {x:.2f} {y:.2f} cm", *map(_shape, words), "Q"]).encode()


def told(title: str, day: str) -> str:
    """What every sheet says of the book."""
    short = title if len(title) <= _LONGEST else title[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return f"{short} · {day}"
