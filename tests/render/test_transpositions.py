"""Transpositions are carried out where it is certain what goes where; all others stay and are told."""

from __future__ import annotations

import re

import pytest

from kktei.render.reading import reading

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{}</teiHeader><text><body><div>{}</div></body></text></TEI>'
LINES = '<lg><l xml:id="a">One</l><l xml:id="b">two</l><l xml:id="c">three</l></lg>'


def asked(*targets: str, more: str = "") -> str:
    pointers = "".join(f'<ptr target="{t}"/>' for t in targets)
    return f'<listTranspose><transpose xml:id="t">{pointers}</transpose></listTranspose>{more}'


def read(body: str, header: str = "") -> tuple[str, str]:
    """The words of the text, and the TEI as the products have it."""
    made = reading(TEI.format(header, body), "file:///a.xml")
    return " ".join(re.sub(r"<[^>]+>", " ", made).split()), made


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        (["#b", "#a"], "two One three"),
        (["#c", "#a"], "three two One"),
        (["#c", "#a", "#b"], "three One two"),
        (["#b #c #a"], "two three One"),  # several in one pointer
    ],
)
def test_passages_stand_in_the_order_that_is_asked_for(targets: list[str], words: str) -> None:
    said, made = read(LINES + asked(*targets))
    assert said == words
    assert 'k:carried="#a ' in made


def test_where_a_passage_was_written_is_kept() -> None:
    _, made = read(LINES + asked("#c", "#a", "#b"))
    assert re.findall(r'xml:id="(.)" k:written="(\d)"', made) == [("c", "3"), ("a", "1"), ("b", "2")]


def test_passages_of_several_paragraphs_change_places() -> None:
    body = '<p>He <seg xml:id="a">came</seg>, then</p><p>she <seg xml:id="b">went <hi>home</hi></seg>.</p>'
    assert read(body + asked("#b", "#a"))[0] == "He went home , then she came ."


@pytest.mark.parametrize(
    "rest",
    [
        asked("#a"),  # one alone
        asked("#a", "#no"),  # not there
        asked("#a", "#a"),
        asked("#a", "#d"),  # of two kinds
        asked("#d", "#e"),  # one within the other
        asked("#a", "#b", more='<listTranspose><transpose><ptr target="#b"/><ptr target="#c"/></transpose></listTranspose>'),
        asked("#b", "#a", more='<p><undo target="#t"/></p>'),
    ],
)  # fmt: skip
def test_what_is_not_certain_stays(rest: str) -> None:
    body = LINES + '<p>A <seg xml:id="d">long <seg xml:id="e">way</seg></seg></p>'
    said, made = read(body + rest)
    assert said == "One two three A long way"
    assert "k:carried" not in made


def test_a_list_in_the_header_is_told_in_the_text() -> None:
    _, made = read(LINES, asked("#b", "#a"))
    assert "<transpose" in made.partition("<body")[2]


def test_both_orders_of_two_transpositions_hold() -> None:
    body = LINES + '<p><seg xml:id="d">four</seg> <seg xml:id="e">five</seg></p>'
    assert read(body + asked("#b", "#a") + asked("#e", "#d").replace('"t"', '"u"'))[0] == "two One three five four"
