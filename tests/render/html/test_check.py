"""Checks of finished pages: what a link, an id or an address does wrong is a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.render.html.check import anchors, broken


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ('<a href="b.html">b</a>', "H002", "a.html: the link b.html leads nowhere (no such file)"),
        ('<a href="#x">x</a>', "H002", "a.html: the link #x leads nowhere (no x there)"),
        ('<a href="../b.html">b</a>', "H002", "a.html: the link ../b.html leads nowhere (outside the site)"),
        ('<p id="x"/><p id="x"/>', "H003", "a.html: the id x stands twice"),
        ('<img src="https://example.org/a.png" alt="">', "H004", "a.html loads https://example.org/a.png from outside"),
        ('<link rel="stylesheet" href="//example.org/a.css">', "H004", "a.html loads //example.org/a.css from outside"),
        ('<form action="https://example.org/"></form>', "H004", "a.html loads https://example.org/ from outside"),
    ],
)
def test_a_fault_of_a_page_is_found(body: str, code: str, words: str, tmp_path: Path) -> None:
    (found,) = broken(["a.html"], lambda _: anchors(f"<html><body>{body}</body></html>"), tmp_path)
    assert (found.code, found.message, found.file) == (code, words, "a.html")


def test_links_to_the_world_and_pictures_in_the_page_are_none(tmp_path: Path) -> None:
    text = '<p id="x"><a href="https://example.org/">e</a><a href="#x">x</a><img src="data:image/png;base64,AA" alt=""></p>'
    page = anchors(f"<html><body>{text}</body></html>")
    assert [f.message for f in broken(["a.html"], lambda _: page, tmp_path) if "data:" not in f.message] == []
    assert page.outside == ()


def test_tags_are_read_as_the_serializer_writes_them() -> None:
    text = (
        '<p title="a > b" id="p1">id="no" <b>href="no.html"</b><br>'
        '<a class="x" href="a.html?b=1&amp;c=2#d">t</a><script type="application/ld+json">{"src": "no"}</script>'
        '<img alt="" src="i.png"><link rel="icon" href="k.svg"></p>'
    )
    page = anchors(text)
    assert page.ids == {"p1"}
    assert page.links == ("a.html?b=1&c=2#d", "i.png", "k.svg")
