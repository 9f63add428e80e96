"""A long part of an edition in pieces: pandoc holds all that it is given, 1 MB a printed page."""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from kktei.render.docx.joining import AGAIN
from kktei.render.docx.parts import called
from kktei.tei import Element

_HEADING = re.compile(r"h[1-6]")


def pieces(part: Element, size: int) -> Iterator[Element]:
    """A part as several of about so many characters, each with the notes that it calls.

    What goes on begins with the headings in whose sections it lies, as those that stand again; it is cut before a
    heading and between paragraphs only.
    """
    if len(part) < 2 or (not _level(part[0]) and _has_headings(part)):
        yield part
        return
    notes = {str(note.get("id")): note for note in part.findall("{*}aside")}
    for note in notes.values():
        part.remove(note)
    for piece in _pieces(part, size):
        for name in dict.fromkeys(str(call.get("href"))[1:] for call in called(piece)):
            if name in notes:
                piece.append(deepcopy(notes[name]))
        yield piece


def _pieces(part: Element, size: int) -> Iterator[Element]:
    """Without notes; what of a division does not begin it is marked as going on."""
    piece, length, open_headings = _opened(part), 0, dict[int, str]()
    for child, may_begin in [(child, _may_begin(child)) for child in part]:  # before any is moved
        if length > size and may_begin:
            yield piece
            piece, length = _goes_on(part, open_headings, child), 0
        for number, one in enumerate(_parted(child, size)):
            if number:
                yield piece
                piece, length = _goes_on(part, open_headings, one), 0
            piece.append(one)
            length += len(etree.tostring(one, encoding="unicode"))
        if level := _level(child):
            open_headings = {other: said for other, said in open_headings.items() if other < level}
            open_headings[level] = "".join(child.itertext())
    yield piece


def _parted(child: Element, size: int) -> Iterator[Element]:
    """A long division without headings in pieces; anything else as it is."""
    is_division = etree.QName(child).localname == "div" and not _has_headings(child)
    if is_division and len(child) > 1 and len(etree.tostring(child, encoding="unicode")) > size:
        yield from _pieces(child, size)
    else:
        yield child


def _opened(part: Element) -> Element:
    """The same element, empty."""
    opened = etree.Element(part.tag, dict(part.attrib), part.nsmap)
    opened.text = part.text
    return opened


def _goes_on(part: Element, headings: dict[int, str], first: Element) -> Element:
    """The element again, with the headings that are open before what comes first; with a mark where there are none."""
    again, level = _opened(part), _level(first) or 7
    for number, said in sorted(headings.items()):
        if number < level:
            name = etree.QName(etree.QName(part).namespace, f"h{number}")
            etree.SubElement(again, name, id=f"{AGAIN}{number}").text = said
    if len(again) == 0:
        again.set("id", AGAIN)
    return again


def unmark(page: Element, *, follows: bool) -> None:
    """Take away what says that something goes on; to be left out, a paragraph before it, if it ``follows`` such."""
    marked = [one for one in page.iter("{*}*") if str(one.get("id", "")).startswith(AGAIN)]
    goes_on = any(one.getparent() is not page[0] or not _level(one) for one in marked)
    for one in marked:
        if _level(one):
            one.getparent().remove(one)
        else:
            del one.attrib["id"]
    if follows and goes_on:
        before = etree.Element("p")
        before.text = AGAIN
        page[0].insert(0, before)


def _has_headings(element: Element) -> bool:
    return any(_level(one) for one in element.iter("{*}*"))


def _level(element: Element) -> int:
    """Of a heading; 0 of what is none."""
    name = etree.QName(element).localname
    return int(name[1]) if _HEADING.fullmatch(name) else 0


def _may_begin(child: Element) -> bool:
    """Whether it is a heading, or stands between paragraphs: what follows anything else has another style."""
    before = child.getprevious()
    return bool(_level(child)) or (before is not None and _is_text(before, -1) and _is_text(child, 0))


def _is_text(element: Element, end: int) -> bool:
    """Whether a paragraph begins or ends it."""
    while etree.QName(element).localname == "div" and len(element):
        element = element[end]
    return etree.QName(element).localname == "p"
