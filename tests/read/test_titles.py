"""A source's title that the edition does not have is told."""

from __future__ import annotations

import pytest

from kktei.read import left_out
from kktei.read.plain import read_plain

REST = "1. Letter to A\n\nSource: There.\n\nText."


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Letters of Ada Winter", False),
        ("LETTERS OF ADA WINTER.", False),
        ("Ada Winter", False),
        ("Letters, 1921–1923", False),
        ("Papers of Ada Winter", True),
        ("da Win", True),
    ],
)
def test_a_title_that_the_edition_has_or_not(title: str, told: bool) -> None:
    source = read_plain(f"{title}\n\n{REST}", "seeds/a.txt")
    found = left_out(source, ["Letters of Ada Winter", "Letters, 1921-1923", ""])
    assert [(f.code, f.file, f.line) for f in found] == [("R054", "seeds/a.txt", 1)] * told
    assert all(title in f.message for f in found)


def test_no_title_is_no_loss() -> None:
    assert left_out(read_plain(REST, "seeds/a.txt"), []) == []
