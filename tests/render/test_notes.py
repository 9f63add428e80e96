"""Which notes stand alone, and the way to them, however many follow each other."""

from __future__ import annotations

import pytest

from kktei import saxon
from kktei.project import data
from kktei.saxon import Json
from tests.websites import document
from tests.xpath import evaluate

NAMES = {"k": "https://kktei.org/ns/xslt", "tei": "http://www.tei-c.org/ns/1.0"}
MANY = 90  # more than are looked at one by one


def told(body: str, expression: str) -> list[str]:
    text = document(body).partition("?>")[2]
    return evaluate(data("xslt") / "html.xsl", expression, context=text, namespaces=NAMES)


@pytest.mark.parametrize("many", [2, MANY])
@pytest.mark.parametrize(
    ("before", "alone"), [("<p>w</p>", True), ("<byline>w</byline>", True), ("", True), ("<hi>w</hi>", False)]
)
def test_notes_in_a_row_stand_alone_by_what_is_before_the_first(before: str, alone: bool, many: int) -> None:
    body = f"<div>{before}{'<note>n</note> <lb/>' * many}</div>"
    assert told(body, "count(//tei:note[k:stands-alone(.)])") == [str(many if alone else 0)]


def test_the_way_to_a_note_counts_elements_from_the_text_on() -> None:
    body = "<div><p>a <hi>b</hi> <note>n</note></p><p><note>m</note></p></div>"
    assert told(body, "//tei:note ! k:note-place(.)") == ["1.1.1.2", "1.1.2.1"]


def test_words_that_were_parsed_once_are_words_of_the_interface() -> None:
    sheet = saxon.stylesheet(data("xslt") / "html.xsl")
    pages = [
        sheet.run(template="search", params={"context": '{"path": "search.html", "parts": {}}', "texts": words}).texts[
            "page"
        ]
        for words in ('{"nav.skip": "Spring"}', Json('{"nav.skip": "Spring"}'), Json('{"nav.skip": "Spring"}'))
    ]
    assert "Spring" in pages[0]
    assert len(set(pages)) == 1
