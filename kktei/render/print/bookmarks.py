"""The bookmarks of a file: titles of parts and documents, without the notes that their headings hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pikepdf import Array, Name, OutlineItem, Pdf

from kktei.render.characters import brief
from kktei.render.print.cutting import save
from kktei.render.print.places import Head, Place


def entitle(path: Path, heads: Sequence[Head]) -> None:
    """Give the bookmarks of a file that the typesetter has made the words of its headings."""
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        bookmark(pdf, heads)
        save(pdf, path)


_MANY = 200  # bookmarks below one: more are nobody's list to look through, and checkers follow no chain of 256
_TOGETHER = 50
_NUMBER = re.compile(r"\[?\d[\w-]*\]?(?=\.\s)")


def bookmark(pdf: Pdf, heads: Sequence[Head]) -> None:
    """Each heading below the last one of a higher level; the first page of the file is 1."""
    with pdf.open_outline() as outline:
        outline.root.clear()
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for head in heads:
            item = OutlineItem(brief(head.title), destination(pdf, head.place))
            while above[-1][0] >= head.level:
                above.pop()
            above[-1][1].append(item)
            above.append((head.level, item.children))
        _group(outline.root)


def _group(items: list[OutlineItem]) -> None:
    """Put the documents of a long list together: "1–50", "51–100"."""
    for item in items:
        _group(item.children)
    if len(items) <= _MANY:
        return
    size = max(_TOGETHER, -(-len(items) // _MANY))
    groups = [items[at : at + size] for at in range(0, len(items), size)]
    items[:] = [_together(group) for group in groups]


def _together(group: list[OutlineItem]) -> OutlineItem:
    ends = [_NUMBER.match(item.title) for item in (group[0], group[-1])]
    names = [end[0] if end else item.title for end, item in zip(ends, (group[0], group[-1]), strict=True)]
    whole = OutlineItem("–".join(names) if all(ends) else " – ".join(names), group[0].destination)
    whole.is_closed = True
    whole.children.extend(group)
    return whole


def destination(pdf: Pdf, place: Place) -> Array:
    """What leads to a place."""
    page = pdf.pages[place.page - 1]
    return Array([page.obj, Name.XYZ, round(place.x, 4), round(float(page.mediabox[3]) - place.y, 4), 0])
