"""The numbers of a part's pages, and of those to which its cross references lead, put into its file at the end.

A part is set with noughts in their place, as many as the number has figures: figures of one width, so that every line
stands as it will.  Each has a colour of its own (254, and its place among those of the part; the page's own number the
last of all), which nothing else has on pages of black ink.  On the file's first page, which is left out of the volume,
all figures stand in each face, so that the file has their shapes.  Where this does not hold (a house's face without
figures of one width, raised figures), the part is set again with the numbers themselves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kktei.render.print.objects import (
    STRING,
    TypstFile,
    array,
    dictionary,
    entries,
    refer,
    reference,
    references,
    stream,
)

_MARK = b"0.99607843 "  # 254 of 255, as the typesetter writes it
_TEXT = rb"/(f\d+) (\S+ Tf [^()<>]*? Tm)(?:\[(" + STRING + rb")\]TJ|(" + STRING + rb")Tj)"
_SET = re.compile(_TEXT, re.DOTALL)
_MARKED = re.compile(rb"/\S+ cs " + re.escape(_MARK) + rb"(\S+) (\S+) scn(\s+BT 0 Tr)" + _TEXT, re.DOTALL)
_BLACK = re.compile(rb"/\S+ cs 0 scn")
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_CONTROL = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_FIGURES = 10
_UNSEEN = 2.0  # thousandths of a letter's size by which figures of one width may differ
_OWN = 0xFFFF  # the place of a page's own number


class UnevenError(Exception):
    """The figures of a part cannot take the place of its noughts."""


@dataclass(frozen=True, slots=True)
class _Figures:
    """The codes of the ten figures in each font, by the font's object."""

    codes: dict[int, list[bytes]]

    def of(self, font: int, noughts: bytes, number: str) -> bytes:
        """A number, as it is written in the place of some noughts."""
        codes = self.codes.get(font)
        if codes is None or noughts != codes[0] * len(number):
            raise UnevenError
        return b"<%s>Tj" % b"".join(codes[int(figure)] for figure in number).hex().encode()


def put_in(source: TypstFile, pages: Sequence[int], labels: Sequence[str], own: Sequence[str]) -> None:
    """Put in the labels, by their places, and the pages' own numbers, unpacked.  Raises UnevenError."""
    figures: _Figures | None = None
    free = max(source.bodies) + 1
    for page, said in zip(pages, own, strict=False):
        held = entries(source.bodies[page])
        drawn = b"\n".join(source.data(number) for number in references(held.get(b"/Contents", b"")))
        if _MARK not in drawn:
            continue
        figures = figures or _figures(source)
        fonts = _fonts(source, entries(source.value(held.get(b"/Resources", b"<<>>"))))
        drawn = _filled(drawn, fonts, figures, [*labels, said])
        source.bodies[free] = stream(drawn, {}, packed=False)
        source.bodies[page] = dictionary({**held, b"/Contents": array([refer(free)])})
        free += 1


def _filled(drawn: bytes, fonts: dict[bytes, int], figures: _Figures, labels: Sequence[str]) -> bytes:
    black = _BLACK.search(drawn)

    def fill(found: re.Match[bytes]) -> bytes:
        high, low, begin, font, placed, some, one = found.groups()
        place = round(float(high) * 255) * 256 + round(float(low) * 255)
        if place != _OWN and place >= len(labels) - 1:  # a picture has the colour
            raise UnevenError
        said = labels[-1 if place == _OWN else place]
        written = figures.of(fonts[font], _decoded(some or one), said)
        return b"%s%s/%s %s%s" % (black[0] if black else b" 0 g", begin, font, placed, written)

    filled = _MARKED.sub(fill, drawn)
    if _MARK in filled:
        raise UnevenError
    return filled


def _fonts(source: TypstFile, resources: dict[bytes, bytes]) -> dict[bytes, int]:
    """The objects of fonts by their names on a page."""
    named = entries(source.value(resources.get(b"/Font", b"<<>>")))
    return {name[1:]: reference(value) for name, value in named.items()}


def _figures(source: TypstFile) -> _Figures:
    """The figures, as they stand on the first page; only those of one width."""
    held = entries(source.bodies[source.pages[0]])
    fonts = _fonts(source, entries(source.value(held[b"/Resources"])))
    found = {}
    for content in references(held[b"/Contents"]):
        for font, _, some, one in _SET.findall(source.data(content)):
            codes = _decoded(some or one)
            each = [codes[at : at + 2] for at in range(0, len(codes), 2)]
            if len(each) == _FIGURES and _are_even(source, fonts[font], each):
                found[fonts[font]] = each
    return _Figures(found)


def _are_even(source: TypstFile, font: int, codes: list[bytes]) -> bool:
    """Whether all are of one width, but for what nobody sees; a font's widths are told as first, last, width."""
    below = reference(entries(source.bodies[font])[b"/DescendantFonts"].strip(b"[ ]"))
    told = entries(source.bodies[below]).get(b"/W", b"").strip(b"[ ]").split()
    spans = [(int(a), int(b), float(width)) for a, b, width in zip(told[::3], told[1::3], told[2::3], strict=False)]
    numbers = [int.from_bytes(code, "big") for code in codes]
    widths = [width for number in numbers for first, last, width in spans if first <= number <= last]
    return len(widths) == _FIGURES and max(widths) - min(widths) <= _UNSEEN


def _decoded(written: bytes) -> bytes:
    """A string."""
    if written.startswith(b"<"):
        return bytes.fromhex(written[1:-1].decode())
    inner = re.sub(rb"\\\r?\n", b"", written[1:-1])
    return _ESCAPED.sub(
        lambda found: bytes([int(found[1], 8)]) if found[1] else _CONTROL.get(found[2], found[2]), inner
    )
