"""A volume's conversion is planned and written without its texts being held in memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from kktei.errors import OutputError
from kktei.merge import Outcome, carry_out, plan
from kktei.project import Project
from kktei.spool import Spool
from tests.merge.conftest import EditedProject, check, document

COUNT, SIZE = 250, 100_000


def volume(text: str) -> Iterator[tuple[str, bytes]]:
    """25 MB of documents, made one at a time."""
    for n in range(1, COUNT + 1):
        yield f"documents/d{n:03}.xml", document(title=f"{text} {n}", text="word " * (SIZE // 5))


def peak(project: Project, text: str) -> int:
    """Bytes held at most while a volume is planned, shown and written."""
    tracemalloc.start()
    try:
        made = plan(volume(text), project, by="E", today="2026-11-23", check=check)
        assert sum(1 for line in made.diff() if line.startswith("+++")) == COUNT
        assert carry_out(made) == ()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.long
def test_memory_stays_flat(at_hand: EditedProject) -> None:
    assert peak(at_hand.project, "Letter") < COUNT * SIZE // 2
    assert peak(at_hand.project, "Telegram") < COUNT * SIZE // 2
    made = plan(volume("Telegram"), at_hand.project, by="E", today="2026-11-23", check=check)
    assert {step.state for step in made.steps} == {Outcome.LEFT}


@pytest.mark.parametrize("size", [10, 5_000_000])
def test_a_text_comes_back_as_it_was_laid(size: int, tmp_path: Path) -> None:
    spool = Spool(tmp_path / "cache")
    laid = [spool.lay(bytes([n]) * size) for n in range(4)]
    for n in (2, 0, 3, 1):
        assert laid[n].read() == bytes([n]) * size
    assert list(tmp_path.glob("cache/*")) == [], "nothing is left for anybody to clean up"


def test_no_room_for_the_texts(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(OutputError, match=r"cannot be kept"):
        Spool(tmp_path / "cache").lay(b"text")
