"""A site of which only the pages of changed documents are made is the site that would be made from nothing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kktei.cache import Cache
from kktei.render.html import site
from tests.websites import Site, document, letter_job, made

BEGUN = "It begins with words by which lists tell a document from others. " * 4
NAMES = '<persName ref="#p1">Ann Ash</persName>'


@pytest.fixture
def letters(tmp_path: Path) -> list[Path]:
    """Some letters; the second has words where TEI has none, which is a finding with its line."""
    bodies = {
        "a": f"<p>{BEGUN}Of treaties, by {NAMES}.</p>\n<p>The end.</p>",
        "b": f"<p>{BEGUN}Of ships,\nby {NAMES}.</p>\n<p><anchor>lost</anchor> words</p>",
        "c": "<p>Of corn.</p>",
    }
    paths = [tmp_path / f"{name}.xml" for name in bodies]
    for path in paths:
        path.write_text(document(bodies[path.stem], path.stem, title=f"Letter {path.stem}"), encoding="utf-8")
    return paths


@pytest.fixture
def first(letters: list[Path], tmp_path: Path) -> Site:
    return made(letter_job(letters, tmp_path, tmp_path / "first"))


def next_one(letters: list[Path], tmp_path: Path, before: Site) -> Site:
    """The site made again, beside the former one, whose files stand in the new one where they are alike."""
    target = tmp_path / "next"

    def lay(path: Path, digest: str) -> bool:
        file = before.folder / path.relative_to(target)
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            return False
        os.link(file, path)
        return True

    return made(replace(letter_job(letters, tmp_path, target), lay=lay))


def from_nothing(letters: list[Path], tmp_path: Path) -> Site:
    return made(replace(letter_job(letters, tmp_path, tmp_path / "anew"), cache=Cache(tmp_path / "empty")))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often a whole site was made."""
    told: list[str] = []
    whole: Callable[..., object] = site._whole
    monkeypatch.setattr(site, "_whole", lambda *given: told.append("whole") or whole(*given))
    return told


def test_a_changed_word_changes_its_page_only(
    letters: list[Path], tmp_path: Path, first: Site, counted: list[str]
) -> None:
    change(letters[1], "ships,\nby", "swift and\nsure ships,\nby")
    again = next_one(letters, tmp_path, first)
    assert counted == []
    fresh = from_nothing(letters, tmp_path)
    assert again.bytes() == fresh.bytes()
    assert sorted(map(str, again.findings)) == sorted(map(str, fresh.findings))  # with the line as it is now
    assert "swift" in again.text("documents/b.html")
    assert "swift" not in first.text("documents/b.html")  # the former site is as it was


@pytest.mark.parametrize(("old", "new"), [("Letter c", "Letter of corn"), ("Of corn.", f"Of corn, to {NAMES}.")])
def test_what_others_know_of_a_document_makes_the_whole(
    letters: list[Path], tmp_path: Path, first: Site, counted: list[str], old: str, new: str
) -> None:
    change(letters[2], old, new)
    again = next_one(letters, tmp_path, first)
    assert counted == ["whole"]
    assert ("Letter of corn" in again.text("calendar.html")) == (old == "Letter c")


def test_a_site_that_is_no_longer_as_it_was_is_made_as_a_whole(
    letters: list[Path], tmp_path: Path, first: Site, counted: list[str]
) -> None:
    (first.folder / "index.html").write_text("changed by hand", encoding="utf-8")
    change(letters[0], "The end.", "The very end.")
    again = next_one(letters, tmp_path, first)
    assert counted == ["whole"]
    assert "very end" in again.text("documents/a.html")
    assert "changed by hand" not in again.text("index.html")
