"""The search of an edition so large that its index has parts: words of all parts are found, from a folder, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from kktei.render.html import search
from tests.browser.test_paths import search as search_for
from tests.websites import letter_job, made, small


@pytest.fixture
def parted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of some letters, whose index has parts all the same."""
    monkeypatch.setattr(search, "_IN_A_PART", 2)
    words = {f"a{n}": f"<p>Every letter speaks of treaties, and this one of subject{n}.</p>" for n in range(8)}
    return made(letter_job(small(tmp_path, **words), tmp_path, tmp_path / "site")).folder


def test_words_of_all_parts_are_found(parted: Path, page: Page) -> None:
    assert len(list((parted / "search").glob("*/pagefind-entry.*.js"))) > 2
    assert len(list((parted / "search").rglob("wasm.*.js"))) == 1  # the engine itself is there once
    assert len(list((parted / "search").rglob("fragment/*.pf_fragments.js"))) == 8  # files that pieces may share
    base = parted.as_uri()
    assert sorted(search_for(page, base, q="treaties")) == [f"a{n}" for n in range(8)]
    assert [search_for(page, base, q=f"subject{n}") for n in (0, 3, 7)] == [["a0"], ["a3"], ["a7"]]
