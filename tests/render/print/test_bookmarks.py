"""The bookmarks of a volume with many documents."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from kktei.render.print.bookmarks import bookmark
from kktei.render.print.objects import ObjectWriter, dictionary, refer
from kktei.render.print.places import Head, PagePlace


@pytest.mark.parametrize(
    ("documents", "groups"),
    [
        ([f"{n}. Letter" for n in range(1, 200)], []),
        ([f"{n}. Letter" for n in range(1, 222)], ["1–50", "51–100", "101–150", "151–200", "201–221"]),
        ([f"Letter of {n}" for n in range(251)], ["Letter of 0 – Letter of 49"]),
    ],
)
def test_a_long_list_of_documents_is_put_together(tmp_path: Path, documents: list[str], groups: list[str]) -> None:
    heads = [Head(1, "Part", PagePlace(1, 0, 0)), *(Head(2, title, PagePlace(1, 0, 0)) for title in documents)]
    with (tmp_path / "a.pdf").open("wb") as file:
        writer = ObjectWriter(file, "1.7")
        page, pages = writer.reserve(), writer.reserve()
        writer.put(page, b"<</Type/Page/Parent %s/MediaBox[0 0 9 9]>>" % refer(pages))
        writer.put(pages, b"<</Type/Pages/Count 1/Kids[%s]>>" % refer(page))
        outlines = bookmark(writer, heads, lambda _: b"[%s/Fit]" % refer(page))
        held = {b"/Type": b"/Catalog", b"/Pages": refer(pages), b"/Outlines": refer(outlines)}
        writer.close(writer.add(dictionary(held)), 0)
    with pikepdf.open(tmp_path / "a.pdf") as made, made.open_outline() as outline:
        (part,) = outline.root
        titles = [item.title for item in part.children]
        below = [below.title for item in part.children for below in item.children]
    assert titles[: len(groups)] == groups
    assert (below or titles) == documents
