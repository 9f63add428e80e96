"""The search index: made of pages in the order of their names, whatever folder they lie in and whoever asks."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from kktei import programs
from kktei.cache import Cache
from kktei.errors import MachineryError
from kktei.render.html import letters, pagefind, search
from kktei.render.html.index import RegisterEntry

PAGE = "<!DOCTYPE html><html lang='en'><head><title>{0}</title></head><body data-pagefind-body>{0} words</body></html>"


def site(folder: Path, numbers: list[int]) -> Path:
    (folder / "documents").mkdir(parents=True)
    for n in numbers:
        (folder / "documents" / f"d{n:02}.html").write_text(PAGE.format(f"Letter {n}"), encoding="utf-8")
    return folder


def packed(folder: Path, pages: list[str]) -> dict[str, dict[str, str]]:
    part = search._Part("", {page: page for page in pages}, "en", folder, Cache(folder.with_name("cache"), True), "")
    return search._packed("en", search._pages(part))


def test_the_index_does_not_depend_on_the_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = list(range(30))
    pages = [f"documents/d{n:02}.html" for n in numbers]
    first = packed(site(tmp_path / "a", numbers), pages)
    assert len(first["ids"]) == 30
    random.Random(7).shuffle(numbers)
    random.Random(8).shuffle(pages)
    other = site(tmp_path / "b", numbers)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pagefind.yml").write_text("exclude_selectors: [body]\n")
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "body")
    assert packed(other, pages) == first


def test_only_a_page_that_has_changed_is_read_again_for_the_index(tmp_path: Path) -> None:
    folder = site(tmp_path / "site", [1, 2])
    part = search._Part("", {f"documents/d0{n}.html": str(n) for n in (1, 2)}, "en", folder, Cache(tmp_path / "c"), "")
    before = dict(search._pages(part))
    (folder / "documents/d01.html").unlink()
    (folder / "documents/d02.html").write_text(PAGE.format("Another"), encoding="utf-8")
    assert dict(search._pages(part)) == before
    after = dict(search._pages(replace(part, pages={**part.pages, "documents/d02.html": "3"})))
    assert after["documents/d01.html"] == before["documents/d01.html"]
    assert "Another words" in after["documents/d02.html"]


def test_names_that_are_too_many_to_be_choices_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_MOST", 1)
    uses = {"Ada": [0, 2], "Bert": [2], "Cay": [1]}
    names = {n: RegisterEntry(n, "person", n, "", order=n, uses={"mentioned": at}) for n, at in uses.items()}
    index = SimpleNamespace(names=names)
    assert letters.unoffered(index) == {"person": [("Bert", [2]), ("Cay", [1])]}


def test_the_order_of_the_pages_is_the_order_of_the_index() -> None:
    """If this fails, Pagefind itself no longer minds the order, and pages could be handed over in any."""
    pages = [(f"documents/d{n}.html", PAGE.format(f"Letter {n}")) for n in range(9)]
    one, two, turned = (pagefind.index(order, "en") for order in (pages, pages, pages[::-1]))
    assert one == two
    assert one != turned


@pytest.mark.parametrize(
    "answers", ["", "echo nonsense,", "echo eyJwYXlsb2FkIjp7InR5cGUiOiJFcnJvciIsIm1lc3NhZ2UiOiJubyJ9fQ==,"]
)
def test_a_pagefind_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: str) -> None:
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{answers}\n")
    program.chmod(0o755)
    monkeypatch.setattr(programs, "pagefind", lambda: program)
    with pytest.raises(MachineryError, match="Pagefind failed"):
        pagefind.index([("documents/a.html", PAGE.format("A" * 200_000))], "en")
