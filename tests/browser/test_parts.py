"""The search of an edition so large that its index has parts: words of all parts are found, from a folder, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from kktei.render.html import search
from tests.websites import letter_job, made, small


@pytest.fixture
def parted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of some letters, whose index has parts all the same."""
    monkeypatch.setattr(search, "_IN_A_PART", 2)
    words = {f"a{n}": f"<p>Every letter speaks of treaties, and this one of subject{n}.</p>" for n in range(8)}
    return made(letter_job(small(tmp_path, **words), tmp_path, tmp_path / "site")).folder


def found(page: Page, site: Path, question: str) -> list[str]:
    page.goto(f"{site.as_uri()}/search.html?q={question}")
    page.wait_for_selector("#k-search[data-ready]")
    page.wait_for_selector(".results .excerpt, .results p", state="attached")
    links = page.locator(".results > li a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return sorted({str(link).partition("?")[0].partition("#")[0] for link in links if "documents/" in str(link)})


def test_words_of_all_parts_are_found(parted: Path, page: Page) -> None:
    assert len(list((parted / "search").glob("*/pagefind-entry.*.js"))) == 4
    assert len(list((parted / "search").rglob("wasm.*.js"))) == 1  # the engine itself is there once
    assert found(page, parted, "treaties") == [f"documents/a{n}.html" for n in range(8)]
    for n in range(8):
        assert found(page, parted, f"subject{n}") == [f"documents/a{n}.html"]
