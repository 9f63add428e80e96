"""The bookmarks of a volume with many documents."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from kktei.render.print.bookmarks import entitle
from kktei.render.print.places import Head, Place


@pytest.mark.parametrize(
    ("documents", "groups"),
    [
        ([f"{n}. Letter" for n in range(1, 200)], []),
        ([f"{n}. Letter" for n in range(1, 222)], ["1–50", "51–100", "101–150", "151–200", "201–221"]),
        ([f"Letter of {n}" for n in range(251)], ["Letter of 0 – Letter of 49"]),
    ],
)
def test_a_long_list_of_documents_is_put_together(tmp_path: Path, documents: list[str], groups: list[str]) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(tmp_path / "a.pdf")
    heads = [Head(1, "Part", Place(1, 0, 0)), *(Head(2, title, Place(1, 0, 0)) for title in documents)]
    entitle(tmp_path / "a.pdf", heads)
    with pikepdf.open(tmp_path / "a.pdf") as made, made.open_outline() as outline:
        (part,) = outline.root
        titles = [item.title for item in part.children]
        below = [below.title for item in part.children for below in item.children]
    assert titles[: len(groups)] == groups
    assert (below or titles) == documents
