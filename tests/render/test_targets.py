"""Where pointers between documents lead, when names of files are alike, differ by capitals, or ids are used."""

from __future__ import annotations

import pytest

from kktei.render.targets import TargetDocument, Targets

PLACES = [TargetDocument("1921/001.xml", "x1"), TargetDocument("1922/001.xml", "x2"), TargetDocument("1922/Brief.xml"), TargetDocument("1922/brief.xml"),
          TargetDocument("other/L01219.xml", "K_7"), TargetDocument("other/a b.xml")]  # fmt: skip


@pytest.mark.parametrize(
    ("at", "pointer", "found"),
    [
        (1, "../1921/001.xml", (0, "")),
        (1, "../1921/001.xml#p3", (0, "p3")),
        (1, "001.xml", (1, "")),
        (4, "001.xml", None),  # of two nothing is guessed
        (2, "brief.xml", (3, "")),
        (3, "Brief", (2, "")),
        (0, "l01219.xml", (4, "")),
        (0, "K_7", (4, "")),
        (0, "#K_7", (4, "")),
        (0, "#x2", (1, "")),
        (4, "a%20b.xml", (5, "")),
        (0, "https://a.example/001.xml", None),
        (0, "gone.xml", None),
    ],
)
def test_a_pointer_leads(at: int, pointer: str, found: tuple[int, str] | None) -> None:
    assert Targets(PLACES).find(at, pointer) == found
