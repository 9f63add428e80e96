"""The bookmarks of a file: titles of parts and documents, without the notes that their headings hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pikepdf import Array, Name, OutlineItem, Pdf

from kktei.render.print.cutting import save
from kktei.render.print.places import Head, Place


def entitle(path: Path, heads: Sequence[Head]) -> None:
    """Give the bookmarks of a file that the typesetter has made the words of its headings."""
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        bookmark(pdf, heads)
        save(pdf, path)


def bookmark(pdf: Pdf, heads: Sequence[Head]) -> None:
    """Each heading below the last one of a higher level; the first page of the file is 1."""
    with pdf.open_outline() as outline:
        outline.root.clear()
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for head in heads:
            item = OutlineItem(head.title, destination(pdf, head.place))
            while above[-1][0] >= head.level:
                above.pop()
            above[-1][1].append(item)
            above.append((head.level, item.children))


def destination(pdf: Pdf, place: Place) -> Array:
    """What leads to a place."""
    page = pdf.pages[place.page - 1]
    return Array([page.obj, Name.XYZ, round(place.x, 4), round(float(page.mediabox[3]) - place.y, 4), 0])
